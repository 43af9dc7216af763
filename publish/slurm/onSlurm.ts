import {setTimeout} from "node:timers/promises";
import type {Engine, Listener} from "../engine.js";
import type {Prepared} from "../prepare.js";
import {openStore, type Store, storeDirectory} from "../store.js";
import {type JobState, scancel, squeue} from "./commands.js";
import {controllerLock} from "./controllerLock.js";
import {endedJob} from "./endedJob.js";
import {
  endSubmission,
  jobName,
  keepJob,
  openSubmissions,
  readFailure,
  removeEnded,
  type Submission
} from "./submission.js";
import {type SlurmOptions, submit} from "./submit.js";

/** One task that waits or runs somewhere on the cluster. */
interface InFlight {
  prepared: Prepared;
  submission: Submission;
  index: number;
  /** Milliseconds at which its job was first seen to have ended. */
  endedAt?: number;
}

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
  tasks: readonly Prepared[],
  listener: Listener,
  beat: () => void
): Promise<void> {
  const {root, tries, patience, every} = request;
  const store = openStore(storeDirectory(root));
  removeEnded(root);
  const adopted = await adopt(root, tasks);
  let flying = adopted.flying;
  const open = new Set(adopted.open);
  const send = async (again: {prepared: Prepared; attempt: number}[]) => {
    const submitted = await submit(request, again);
    // Where nothing could be submitted there is one thing to say, not one an analysis.
    const [first] = submitted;
    if (flying.length === 0 && first?.error && submitted.every(({error}) => error))
      throw new Error(first.error);
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
    const again: {prepared: Prepared; attempt: number}[] = [];
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
      task.endedAt = state && !hasEnded(state) ? undefined : (task.endedAt ?? Date.now());
      const waited = (Date.now() - (task.endedAt ?? Date.now())) / 1000;
      const ending = endedJob(state?.state ?? null, waited, patience);
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

/** Takes up what an earlier controller has submitted; tasks whose inputs have changed since are cancelled. */
async function adopt(
  root: string,
  tasks: readonly Prepared[]
): Promise<{flying: InFlight[]; open: Submission[]; others: Set<Submission>}> {
  const found = openSubmissions(root);
  const flying: InFlight[] = [];
  const open: Submission[] = [];
  const others = new Set<Submission>();
  if (found.length === 0) return {flying, open, others};
  const queue = await squeue(found.map(jobName));
  const wanted = new Map(tasks.map((prepared) => [prepared.id, prepared]));
  // The latest first: a task that was lost and submitted again stands in two.
  for (const submission of found.reverse()) {
    const jobs = queue.filter(({name}) => name === jobName(submission));
    if (submission.job === null && jobs.length > 0) keepJob(submission, jobs[0].job);
    const obsolete: string[] = [];
    submission.tasks.forEach(({id, key}, index) => {
      const prepared = wanted.get(id);
      if (!prepared) return;
      if (prepared.provenance.key !== key) {
        if (jobs.some((job) => job.index === index && !hasEnded(job)))
          obsolete.push(`${submission.job}_${index}`);
      } else if (submission.job !== null && !flying.some((task) => task.prepared === prepared))
        flying.push({prepared, submission, index});
    });
    await scancel(obsolete);
    if (jobs.some((job) => !hasEnded(job) && !wanted.has(submission.tasks[job.index]?.id)))
      others.add(submission);
    if (others.has(submission) || flying.some((task) => task.submission === submission))
      open.push(submission);
    else endSubmission(submission);
  }
  return {flying, open, others};
}

/** What a task has given; `null` while there is nothing. */
async function resultOf(store: Store, {prepared, submission, index}: InFlight) {
  const report = await store.get(prepared.id, prepared.provenance.key);
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
  const running = flying.filter(
    ({submission, index}) => queue.get(`${submission.job}_${index}`)?.state === "RUNNING"
  );
  listener.tell(`on Slurm: ${running.length} running, ${flying.length - running.length} waiting`);
}

const ended = new Set([
  "BOOT_FAIL",
  "CANCELLED",
  "COMPLETED",
  "DEADLINE",
  "FAILED",
  "NODE_FAIL",
  "OUT_OF_MEMORY",
  "PREEMPTED",
  "REVOKED",
  "TIMEOUT"
]);

function hasEnded({state}: JobState): boolean {
  return ended.has(state);
}
