import {setTimeout} from "node:timers/promises";
import type {Computed, Engine, Listener, Task} from "../engine.js";
import {openStore, type Store, storeDirectory} from "../store.js";
import {adopt, type InFlight} from "./adopt.js";
import {type JobState, squeue} from "./commands.js";
import {controllerLock} from "./controllerLock.js";
import {endedJob, hasEnded} from "./endedJob.js";
import {endSubmission, jobName, readFailure, removeEnded, type Submission} from "./submission.js";
import {type Attempt, type SlurmOptions, submit} from "./submit.js";

/** How to run on Slurm. */
export interface SlurmRequest extends SlurmOptions {
  root: string;
  /** File of the extract's pin; `null` for the project's own. */
  pin: string | null;
  /** How often a task is tried whose job is lost. */
  tries: number;
  /** Seconds that a shared disk may take to show a file that another machine has written. */
  patience: number;
  /** Seconds between two looks at the cluster. */
  every: number;
}

/**
 * Computes analyses as tasks of Slurm job arrays, against the store on a disk that all nodes share. The store says
 * what is done, Slurm only what is not to be waited for: so a controller that is killed is followed by another
 * that takes up the same arrays, and a task whose node fails is submitted again.
 * Witness: test/slurm/slurm.test.ts, on a cluster of two nodes.
 */
export function onSlurm(request: SlurmRequest): Engine {
  return async (tasks, listener) => {
    const lock = controllerLock(request.root);
    try {
      await follow(request, tasks, listener, lock.beat);
    } finally {
      lock.release();
    }
  };
}

async function follow(
  request: SlurmRequest,
  tasks: readonly Task[],
  listener: Listener,
  beat: () => void
): Promise<void> {
  const {root, tries, patience, every} = request;
  const store = openStore(storeDirectory(root));
  removeEnded(root);
  const adopted = await adopt(root, tasks);
  let flying = adopted.flying;
  const open = new Set(adopted.open);
  const send = async (attempts: Attempt[]) => {
    const submitted = await submit(request, attempts);
    // Where nothing could be submitted there is one thing to say, not one an analysis.
    const [first] = submitted;
    if (open.size === 0 && first?.error && submitted.every(({error}) => error)) throw new Error(first.error);
    for (const {submission, error, part} of submitted) {
      if (submission) {
        open.add(submission);
        flying.push(...part.map(({prepared}, index) => ({prepared, submission, index})));
      } else for (const {prepared} of part) await listener.ended(prepared, {error});
    }
  };
  const taken = new Set(flying.map(({prepared}) => prepared));
  await send(tasks.filter((task) => !taken.has(task)).map((prepared) => ({prepared, attempt: 1})));

  while (flying.length > 0) {
    beat();
    const queue = await look([...open], listener);
    const still: InFlight[] = [];
    const again: Attempt[] = [];
    for (const task of flying) {
      const {prepared, submission, index} = task;
      const {attempt} = submission.tasks[index];
      const state = queue?.get(`${submission.job}_${index}`);
      const computed = state?.state === "PENDING" ? null : await resultOf(store, task);
      if (computed) {
        await listener.ended(prepared, computed);
        continue;
      }
      // While Slurm does not answer, nothing is known of a job.
      if (queue === null) {
        still.push(task);
        continue;
      }
      task.endedAt = state && !hasEnded(state.state) ? undefined : (task.endedAt ?? Date.now());
      const waited = (Date.now() - (task.endedAt ?? Date.now())) / 1000;
      const ending = endedJob(state ?? null, waited, patience);
      if (ending.kind === "wait") still.push(task);
      else if (ending.kind === "lost" && attempt < tries) again.push({prepared, attempt: attempt + 1});
      else {
        const times = attempt > 1 ? ` (tried ${attempt} times)` : "";
        const node = state?.node ? ` on ${state.node}` : "";
        await listener.ended(prepared, {
          error: `${ending.why}${node}${times}; its log is ${submission.folder}/logs/${index}.txt`
        });
      }
    }
    flying = still;
    await send(again);
    for (const submission of open)
      if (!flying.some((task) => task.submission === submission) && !adopted.others.has(submission)) {
        endSubmission(submission);
        open.delete(submission);
      }
    if (flying.length === 0) return;
    tellOf(flying, queue, listener);
    await setTimeout(every * 1000);
  }
}

/** What a task has given; `null` while there is nothing. */
async function resultOf(
  store: Store,
  {prepared: {id, provenance, block}, submission, index}: InFlight
): Promise<Computed | null> {
  if (block !== undefined && (await store.getBlock(id, provenance.key, block))) return {block: null};
  const report = block === undefined ? await store.get(id, provenance.key) : null;
  return report ? {report, kept: true} : readFailure(submission, index);
}

/** The states of all jobs by array and index; `null` while Slurm does not answer. */
async function look(open: readonly Submission[], listener: Listener): Promise<Map<string, JobState> | null> {
  try {
    const states = await squeue(open.map(jobName));
    return new Map(states.map((state) => [`${state.job}_${state.index}`, state]));
  } catch (error) {
    listener.tell(error instanceof Error ? error.message : String(error));
    return null;
  }
}

function tellOf(flying: readonly InFlight[], queue: Map<string, JobState> | null, listener: Listener): void {
  if (queue === null) return;
  const jobs = flying.map(({submission, index}) => queue.get(`${submission.job}_${index}`));
  const running = jobs.filter((job) => job?.state === "RUNNING").length;
  const pending = jobs.find((job) => job?.state === "PENDING");
  const why = pending ? ` (${pending.reason})` : "";
  listener.tell(`on Slurm: ${running} running, ${flying.length - running} waiting${why}`);
}
