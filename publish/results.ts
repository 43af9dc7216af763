import type {ExtractPin} from "../loaders/pin.js";
import type {Report} from "../src/stats/result/report.js";
import {discover, type Found} from "./discover.js";
import type {Engine, Listener, Task} from "./engine.js";
import type {Inputs} from "./inputs.js";
import {moduleHashes} from "./moduleHashes.js";
import {type Prepared, prepare} from "./prepare.js";
import {openStore, storeDirectory} from "./store.js";

/** What happened to one analysis, or would happen. */
export interface Outcome {
  id: string;
  state: "fresh" | "stale" | "computed" | "failed";
  /** How long it took to compute, where that is known. */
  seconds?: number;
  error?: string;
}

/** Which results are asked for. */
export interface ResultsRequest {
  /** Folder of the project. */
  root: string;
  /** Which extract; the hashes of its tables have been checked against the bytes. */
  pin: ExtractPin;
  /** Where stale analyses are computed. */
  engine: Engine;
  /** Ids of the analyses to compute; all when absent. */
  only?: readonly string[];
  /** Say what is stale, compute nothing. */
  dryRun?: boolean;
  /** Told what is being computed, and how many of how many are done. */
  onProgress?: (done: number, total: number, what: string) => void;
}

/** An analysis and its result, not yet disclosed: it must not leave the machine. */
export interface Result {
  prepared: Prepared;
  report: Report;
}

/**
 * Has every analysis computed whose inputs changed and takes the others from the store. One failure does not
 * lose the rest: it is told in its outcome. A result that could not be kept, for want of room on the disk,
 * is given all the same, and its outcome says so.
 */
export async function results(request: ResultsRequest): Promise<{outcomes: Outcome[]; results: Result[]}> {
  const {root, pin, engine, only, dryRun = false, onProgress = () => {}} = request;
  const store = openStore(storeDirectory(root));
  const found = choose(discover(root), only);
  const outcomes = new Map<string, Outcome>();
  const reports = new Map<string, Result>();
  const stale: Prepared[] = [];
  // Keys take a bundler's time, which works on several at once.
  await Promise.all(
    found.map(async (one) => {
      const {id} = one;
      try {
        const prepared = await prepare(one, root, pin);
        const report = await store.get(id, prepared.provenance.key);
        outcomes.set(id, {id, state: report ? "fresh" : "stale"});
        if (report) reports.set(id, {prepared, report});
        else stale.push(prepared);
      } catch (error) {
        outcomes.set(id, failed(id, error));
      }
    })
  );
  const inOrder = <T>(by: Map<string, T>) =>
    found.map(({id}) => by.get(id)).filter((value) => value !== undefined);
  if (dryRun) return {outcomes: inOrder(outcomes), results: []};

  const rank = new Map(found.map(({id}, k) => [id, k]));
  stale.sort((a, b) => rank.get(a.id)! - rank.get(b.id)!);
  const inputs = new Map<string, Inputs>();
  for (const prepared of stale) inputs.set(prepared.id, await inputsOf(prepared, root));
  const tasks = stale.map((prepared): Task => ({...prepared, store: storeDirectory(root)}));
  const blocks: Task[] = [];
  for (const task of tasks)
    for (const block of Object.keys(task.analysis.blocks ?? {}))
      if (!(await store.getBlock(task.id, task.provenance.key, block))) blocks.push({...task, block});
  const total = stale.reduce((sum, prepared) => sum + countItems(prepared), blocks.length);
  let dealtWith = 0;
  const begun = new Map<string, number>();
  const tell = (what: string) => onProgress(dealtWith + sum(begun.values()), total, what);
  const listener: Listener = {
    tell,
    item(id, name) {
      tell(`${id}: ${name}`);
      begun.set(id, (begun.get(id) ?? 0) + 1);
    },
    async ended(task, computed) {
      const {id, block} = task;
      try {
        if ("error" in computed) throw new Error(computed.error);
        await refuseChange(task, inputs.get(id)!);
        if ("block" in computed) await keepBlock(task, computed.block);
        else {
          const {report, seconds, kept} = computed;
          reports.set(id, {prepared: task, report});
          outcomes.set(id, {id, state: "computed", seconds});
          if (!kept) await keep(task, report, inputs.get(id)!);
        }
      } catch (error) {
        outcomes.set(id, failed(id, error));
      }
      dealtWith += block === undefined ? countItems(task) : 1;
      begun.delete(id);
    }
  };
  // An analysis in blocks waits for them; all others need not.
  const waits = ({id}: Task) => blocks.some((block) => block.id === id);
  await engine([...blocks, ...tasks.filter((task) => !waits(task))], listener);
  const waiting = tasks.filter((task) => waits(task) && outcomes.get(task.id)?.state !== "failed");
  if (waiting.length > 0) await engine(waiting, listener);
  if (total > 0) onProgress(total, total, "done");
  return {outcomes: inOrder(outcomes), results: inOrder(reports)};

  /** A module that was edited after its hash was taken may have been loaded as it is now. */
  async function refuseChange(prepared: Prepared, {modules}: Inputs): Promise<void> {
    const now = (await inputsOf(prepared, root)).modules;
    const changed = Object.keys(modules).find((file) => modules[file] !== now[file]);
    if (changed) throw new Error(`${changed} must stay as it is while it is run; got a change: run again`);
  }

  /** One that cannot be kept is made again by its analysis. */
  async function keepBlock({id, provenance, block}: Task, numbers: Float64Array | null): Promise<void> {
    if (numbers) await store.putBlock(id, provenance.key, block!, numbers).catch(() => {});
  }

  async function keep(prepared: Prepared, report: Report, inputs: Inputs): Promise<void> {
    try {
      await store.put(prepared.id, prepared.provenance.key, report, inputs);
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

function sum(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
