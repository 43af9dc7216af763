import type {Study} from "../../analyses/study.js";
import {schemas} from "../../loaders/check/schemas.js";
import {readTables} from "../../loaders/extract/readTables.js";
import {compute} from "../compute.js";
import {loadAnalysis} from "../loadAnalysis.js";
import {type StudySource, studyOf} from "../studyOf.js";

/** One analysis for a worker. */
export interface PoolTask {
  id: string;
  /** Path of its module. */
  module: string;
  /** JSON of what its report says it was computed from. */
  provenance: string;
}

/** What a worker answers: the report as JSON, as the store will give it back, or why there is none. */
export type PoolAnswer = {report: string; seconds: number} | {error: string};

let study: Study | undefined;

/** Computes one analysis in a worker, from a study that the worker makes once. */
export async function computeTask(
  {id, module, provenance}: PoolTask,
  source: StudySource,
  onItem: (name: string) => void
): Promise<PoolAnswer> {
  try {
    study ??= studyOf(readTables(source.files, schemas), source);
    const analysis = await loadAnalysis({id, module});
    const started = performance.now();
    const report = compute({id, analysis, provenance: JSON.parse(provenance)}, study, onItem);
    return {report: JSON.stringify(report), seconds: (performance.now() - started) / 1000};
  } catch (error) {
    return {error: error instanceof Error ? error.message : String(error)};
  }
}
