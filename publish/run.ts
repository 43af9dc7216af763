import {join} from "node:path";
import type {Study} from "../analyses/study.js";
import type {ExtractPin} from "../loaders/pin.js";
import type {Report} from "../src/stats/result/report.js";
import {compute} from "./compute.js";
import {disclose} from "./disclose.js";
import {discover, type Found} from "./discover.js";
import {readPolicy} from "./policy.js";
import {type Prepared, prepare} from "./prepare.js";
import {records} from "./records/records.js";
import {writeSiteResults} from "./siteResults.js";
import {openStore, storeDirectory} from "./store.js";

/** What happened to one analysis, or would happen. */
export interface Outcome {
  id: string;
  state: "fresh" | "stale" | "computed" | "failed";
  seconds: number;
  error?: string;
}

/** What a run is asked to do. */
export interface RunRequest {
  /** Folder of the project. */
  root: string;
  /** Which extract; the hashes of its tables have been checked against the bytes. */
  pin: ExtractPin;
  study: Study;
  /** Ids of the analyses to compute; all when absent. The results of others are then left as they stand. */
  only?: readonly string[];
  /** Say what is stale, compute nothing. */
  dryRun?: boolean;
  /** Told the item that is being computed, and how many of how many are done. */
  onProgress?: (done: number, total: number, what: string) => void;
}

/**
 * Computes every analysis whose inputs changed, takes the others from the store, and writes all results,
 * disclosed, where the site reads them. One failure does not lose the rest: it is told in its outcome, its
 * old result is withdrawn from the site, and the others are written.
 */
export async function run(request: RunRequest): Promise<Outcome[]> {
  const {root, pin, study, only, dryRun = false, onProgress = () => {}} = request;
  const store = openStore(storeDirectory(root));
  const outcomes: Outcome[] = [];
  const tasks: {prepared: Prepared; kept: Report | null}[] = [];
  for (const found of choose(discover(root), only)) {
    try {
      const prepared = await prepare(found, root, pin);
      tasks.push({prepared, kept: await store.get(found.id, prepared.provenance.key)});
    } catch (error) {
      outcomes.push(failed(found.id, error));
    }
  }
  if (dryRun) {
    for (const {prepared, kept} of tasks)
      outcomes.push({id: prepared.id, state: kept ? "fresh" : "stale", seconds: 0});
    return outcomes;
  }

  const total = tasks.reduce((sum, task) => sum + (task.kept ? 0 : countItems(task.prepared)), 0);
  const reports: Report[] = [];
  let done = 0;
  for (const {prepared, kept} of tasks) {
    const {id} = prepared;
    if (kept) {
      reports.push(kept);
      outcomes.push({id, state: "fresh", seconds: 0});
      continue;
    }
    const before = done;
    try {
      const started = performance.now();
      const report = compute(prepared, study, (name) => onProgress(done++, total, `${id}: ${name}`));
      await store.put(id, prepared.provenance.key, report);
      reports.push(report);
      outcomes.push({id, state: "computed", seconds: (performance.now() - started) / 1000});
    } catch (error) {
      outcomes.push(failed(id, error));
    }
    done = before + countItems(prepared);
  }
  if (total > 0) onProgress(total, total, "done");
  const policy = readPolicy(join(root, "data", "policy"));
  writeSiteResults(root, [...reports.map((report) => disclose(report, policy)), ...records(root)], {
    keepOthers: only !== undefined
  });
  return outcomes;
}

function choose(found: Found[], only: readonly string[] | undefined): Found[] {
  if (!only) return found;
  const unknown = only.find((id) => !found.some((candidate) => candidate.id === id));
  if (unknown) {
    const known = found.map(({id}) => id).join(", ");
    throw new RangeError(`analysis must be one of ${known}; got ${unknown}`);
  }
  return found.filter(({id}) => only.includes(id));
}

function countItems({analysis}: Prepared): number {
  return Object.keys(analysis.items).length;
}

function failed(id: string, error: unknown): Outcome {
  return {id, state: "failed", seconds: 0, error: error instanceof Error ? error.message : String(error)};
}
