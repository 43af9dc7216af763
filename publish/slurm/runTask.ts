import {readPin, readPinFile} from "../../loaders/pin.js";
import type {Report} from "../../src/stats/result/report.js";
import {compute, computeBlock} from "../compute.js";
import {discover} from "../discover.js";
import {taskName} from "../engine.js";
import {openStudy} from "../openStudy.js";
import {prepare} from "../prepare.js";
import {choose, inputsOf} from "../results.js";
import {keptBlocks, openStore, storeDirectory} from "../store.js";
import {readSubmission, type SubmittedTask, writeFailure} from "./submission.js";

/**
 * Computes one task of a job array on the node where it runs, from the extract, which is checked there, and puts
 * the result into the store. What makes it fail is kept for the controller and not in the job's log, which others
 * may read.
 * @returns whether the result is in the store.
 */
export async function runTask(
  root: string,
  folder: string,
  index: number
): Promise<{id: string; done: boolean}> {
  const {tasks, pin} = readSubmission(folder);
  const task = tasks[index];
  if (!task) throw new RangeError(`index must be one of the array's ${tasks.length}; got ${index}`);
  try {
    await computeInto(root, task, pin);
    return {id: taskName(task), done: true};
  } catch (error) {
    writeFailure(folder, index, {error: error instanceof Error ? error.message : String(error)});
    return {id: taskName(task), done: false};
  }
}

async function computeInto(
  root: string,
  {id, block, key}: SubmittedTask,
  file: string | null
): Promise<void> {
  const store = openStore(storeDirectory(root));
  // A task that is run twice, as after a node that only seemed dead, has nothing left to do.
  if (block === undefined ? await store.get(id, key) : await store.getBlock(id, key, block)) return;
  const pin = file === null ? readPin(root, {}) : readPinFile(file);
  const [found] = choose(discover(root), [id]);
  const prepared = await prepare(found, root, pin);
  if (prepared.provenance.key !== key)
    throw new Error("code, data and parameters must stay as they were submitted; got a change: run again");
  const {study} = await openStudy(root, undefined, pin);
  if (block !== undefined) return await store.putBlock(id, key, block, computeBlock(prepared, block, study));
  const kept = await keptBlocks(store, {id, key, analysis: prepared.analysis});
  const report = JSON.parse(JSON.stringify(compute(prepared, study, undefined, kept))) as Report;
  await store.put(id, key, report, await inputsOf(prepared, root));
}
