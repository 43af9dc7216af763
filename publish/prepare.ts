import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {Analysis} from "../analyses/analysis.js";
import {realisationsTable} from "../loaders/extract/doseRealisations.js";
import type {ExtractPin} from "../loaders/pin.js";
import type {Provenance} from "../src/stats/result/report.js";
import {codeHash} from "./codeHash.js";
import type {Found} from "./discover.js";
import {loadAnalysis} from "./loadAnalysis.js";
import {resultKey} from "./resultKey.js";

/** An analysis that is loaded, and the hash under which its result is kept. */
export interface Prepared {
  id: string;
  /** Path of its module. */
  module: string;
  analysis: Analysis;
  provenance: Omit<Provenance, "policy">;
  /** Paths, from the root, of the files of code that it reaches. */
  files: string[];
}

/**
 * Loads an analysis and finds the key of its result, without computing it.
 * @throws Error when the module does not load, has no analysis as its default export, or reads a table
 *   that the extract has not.
 */
export async function prepare({id, module}: Found, root: string, pin: ExtractPin): Promise<Prepared> {
  const analysis = await loadAnalysis({id, module});
  const tables = analysis.reads.flatMap((name) => {
    const table = pin.tables.find((candidate) => candidate.name === name);
    if (!table && name === realisationsTable) return [];
    if (!table) throw new RangeError(`reads must name tables of the extract; got ${name} in ${id}.ts`);
    return [{name, sha256: table.sha256, rows: table.rows}];
  });
  const truth = pin.files.find(({name}) => name === "truth")?.sha256 ?? null;
  const readers = [
    "readTable.ts",
    ...(tables.some(({name}) => name === realisationsTable) ? ["doseRealisations.ts"] : [])
  ];
  const code = await codeHash(
    [module, ...readers.map((file) => join(root, "loaders", "extract", file))],
    root
  );
  const inputs = {
    extract: {name: pin.name, version: pin.version, synthetic: pin.synthetic, tables, truth},
    code: code.hash,
    lockfile: createHash("sha256")
      .update(readFileSync(join(root, "package-lock.json")))
      .digest("hex"),
    parameters: analysis.parameters,
    seed: analysis.seed ?? null
  };
  return {id, module, analysis, provenance: {key: resultKey(inputs), ...inputs}, files: code.files};
}
