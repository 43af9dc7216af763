import {pathToFileURL} from "node:url";
import type {Analysis} from "../analyses/analysis.js";
import type {Found} from "./discover.js";

/**
 * Imports the module of an analysis.
 * @throws Error when it does not load, TypeError when it has no analysis as its default export.
 */
export async function loadAnalysis({id, module}: Found): Promise<Analysis> {
  const {default: analysis} = (await import(pathToFileURL(module).href)) as {default?: Analysis};
  if (!analysis?.items) throw new TypeError(`default export must be an analysis; got none in ${id}.ts`);
  return analysis;
}
