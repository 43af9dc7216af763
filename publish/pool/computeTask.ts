import type {Study} from "../../analyses/study.js";
import {schemas} from "../../loaders/check/schemas.js";
import {readTables} from "../../loaders/extract/readTables.js";
import type {Provenance} from "../../src/stats/result/report.js";
import {compute, computeBlock} from "../compute.js";
import type {Task} from "../engine.js";
import {loadAnalysis} from "../loadAnalysis.js";
import {keptBlocks, openStore} from "../store.js";
import {type StudySource, studyOf} from "../studyOf.js";

/** One task for a worker. */
export interface PoolTask extends Pick<Task, "id" | "module" | "block" | "store"> {
  /** JSON of what its report says it was computed from. */
  provenance: string;
}

/** What a worker answers: the report as JSON, as the store will give it back, numbers, or why there are none. */
export type PoolAnswer = {report: string; seconds: number} | {block: Float64Array} | {error: string};

let study: Study | undefined;

/** Computes one task in a worker, from a study that the worker makes once. */
export async function computeTask(
  {id, module, provenance: text, block, store}: PoolTask,
  source: StudySource,
  onItem: (name: string) => void
): Promise<PoolAnswer> {
  try {
    study ??= studyOf(readTables(source.files, schemas), source);
    const analysis = await loadAnalysis({id, module});
    if (block !== undefined) {
      onItem(block);
      return {block: computeBlock({id, analysis}, block, study)};
    }
    const provenance = JSON.parse(text) as Omit<Provenance, "policy">;
    const started = performance.now();
    const kept = await keptBlocks(openStore(store), {id, analysis, key: provenance.key});
    const report = compute({id, analysis, provenance}, study, onItem, kept);
    return {report: JSON.stringify(report), seconds: (performance.now() - started) / 1000};
  } catch (error) {
    return {error: error instanceof Error ? error.message : String(error)};
  }
}
