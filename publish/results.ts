import type {Study} from "../analyses/study.js";
import type {ExtractPin} from "../loaders/pin.js";
import type {Report} from "../src/stats/result/report.js";
import {compute} from "./compute.js";
import {discover, type Found} from "./discover.js";
import type {Inputs} from "./inputs.js";
import {moduleHashes} from "./moduleHashes.js";
import {type Prepared, prepare} from "./prepare.js";
import {openStore, storeDirectory} from "./store.js";

/** What happened to one analysis, or would happen. */
export interface Outcome {
  id: string;
  state: "fresh" | "stale" | "computed" | "failed";
  seconds: number;
  error?: string;
}

/** Which results are asked for. */
export interface ResultsRequest {
  /** Folder of the project. */
  root: string;
  /** Which extract; the hashes of its tables have been checked against the bytes. */
  pin: ExtractPin;
  study: Study;
  /** Ids of the analyses to compute; all when absent. */
  only?: readonly string[];
  /** Say what is stale, compute nothing. */
  dryRun?: boolean;
  /** Told the item that is being computed, and how many of how many are done. */
  onProgress?: (done: number, total: number, what: string) => void;
}

/** An analysis and its result, not yet disclosed: it must not leave the machine. */
export interface Result {
  prepared: Prepared;
  report: Report;
}

/**
 * Computes every analysis whose inputs changed and takes the others from the store. One failure does not
 * lose the rest: it is told in its outcome. A result that could not be kept, for want of room on the disk,
 * is given all the same, and its outcome says so.
 */
export async function results(request: ResultsRequest): Promise<{outcomes: Outcome[]; results: Result[]}> {
  const {root, pin, study, only, dryRun = false, onProgress = () => {}} = request;
  const store = openStore(storeDirectory(root));
  const outcomes: Outcome[] = [];
  const tasks: {prepared: Prepared; kept: Report | null}[] = [];
  // Keys take a bundler's time, which works on several at once.
  const keyed = await Promise.allSettled(
    choose(discover(root), only).map(async (found) => {
      try {
        const prepared = await prepare(found, root, pin);
        return {prepared, kept: await store.get(found.id, prepared.provenance.key)};
      } catch (error) {
        throw failed(found.id, error);
      }
    })
  );
  for (const outcome of keyed) {
    if (outcome.status === "fulfilled") tasks.push(outcome.value);
    else outcomes.push(outcome.reason as Outcome);
  }
  if (dryRun) {
    for (const {prepared, kept} of tasks)
      outcomes.push({id: prepared.id, state: kept ? "fresh" : "stale", seconds: 0});
    return {outcomes, results: []};
  }

  const total = tasks.reduce((sum, task) => sum + (task.kept ? 0 : countItems(task.prepared)), 0);
  const results: Result[] = [];
  let done = 0;
  for (const {prepared, kept} of tasks) {
    const {id} = prepared;
    if (kept) {
      results.push({prepared, report: kept});
      outcomes.push({id, state: "fresh", seconds: 0});
      continue;
    }
    const before = done;
    try {
      const started = performance.now();
      const made = compute(prepared, study, (name) => onProgress(done++, total, `${id}: ${name}`));
      // As the store will give it back: JSON knows no −0 and no infinity.
      const report = JSON.parse(JSON.stringify(made)) as Report;
      results.push({prepared, report});
      await keep(prepared, report);
      outcomes.push({id, state: "computed", seconds: (performance.now() - started) / 1000});
    } catch (error) {
      outcomes.push(failed(id, error));
    }
    done = before + countItems(prepared);
  }
  if (total > 0) onProgress(total, total, "done");
  return {outcomes, results};

  async function keep(prepared: Prepared, report: Report): Promise<void> {
    const {key} = prepared.provenance;
    try {
      await store.put(prepared.id, key, report, await inputsOf(prepared, root));
    } catch (error) {
      throw new Error(`computed, but could not be kept: ${error instanceof Error ? error.message : error}`, {
        cause: error
      });
    }
  }
}

/** All that the result of a prepared analysis depends on. */
export async function inputsOf({provenance, files}: Prepared, root: string): Promise<Inputs> {
  const {key: _, ...inputs} = provenance;
  return {...inputs, modules: await moduleHashes(files, root)};
}

/**
 * The analyses with the ids in `only`; all where it is absent.
 * @throws RangeError that names an id of which there is no analysis.
 */
export function choose(found: Found[], only: readonly string[] | undefined): Found[] {
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
