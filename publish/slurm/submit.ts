import {join} from "node:path";
import type {Task} from "../engine.js";
import {sbatch, squeue} from "./commands.js";
import {createSubmission, endSubmission, jobName, keepJob, type Submission} from "./submission.js";

/** What the jobs ask of the cluster; what is not said is as the cluster has it. */
export interface SlurmOptions {
  partition?: string;
  /** As sbatch reads it: minutes, or such as 01:30:00. */
  time?: string;
  /** As sbatch reads it: megabytes, or such as 4G. */
  memory?: string;
  /** Most tasks of an array that run at once. */
  atOnce?: number;
  /** Further options of sbatch, such as --account=p123. */
  sbatch?: readonly string[];
}

/** A task to submit, and how often it will have been then. */
export interface Attempt {
  prepared: Task;
  attempt: number;
}

/** Tasks that went into one array, or why they did not. */
type Submitted =
  | {part: Attempt[]; submission: Submission; error?: undefined}
  | {part: Attempt[]; submission: null; error: string};

/** Slurm's own bound on the size of an array, unless a site has changed it. */
const largest = 1000;

/** Submits tasks as job arrays; an array that Slurm does not take loses no other. */
export async function submit(
  request: SlurmOptions & {root: string; pin: string | null},
  attempts: readonly Attempt[]
): Promise<Submitted[]> {
  const submitted: Submitted[] = [];
  for (let from = 0; from < attempts.length; from += largest) {
    const part = attempts.slice(from, from + largest);
    const submission = createSubmission(request.root, {
      tasks: part.map(({prepared: {id, block, provenance}, attempt}) => ({
        id,
        block,
        key: provenance.key,
        attempt
      })),
      pin: request.pin
    });
    try {
      keepJob(submission, await submitOnce(request, submission));
      submitted.push({part, submission});
    } catch (error) {
      endSubmission(submission);
      submitted.push({part, submission: null, error: error instanceof Error ? error.message : String(error)});
    }
  }
  return submitted;
}

/** Submits an array; one that Slurm took although its answer was lost is not submitted twice. */
async function submitOnce(request: SlurmOptions & {root: string}, submission: Submission): Promise<number> {
  try {
    return await sbatch(optionsOf(request, submission), script(request.root, submission));
  } catch (error) {
    const known = await squeue([jobName(submission)]).catch(() => []);
    if (known.length > 0) return known[0].job;
    throw error;
  }
}

function optionsOf(
  {partition, time, memory, atOnce, sbatch = []}: SlurmOptions,
  submission: Submission
): string[] {
  const throttle = atOnce === undefined ? "" : `%${atOnce}`;
  return [
    `--job-name=${jobName(submission)}`,
    `--array=0-${submission.tasks.length - 1}${throttle}`,
    // A task that is lost is counted and submitted again by us: Slurm would try without end.
    "--no-requeue",
    "--ntasks=1",
    "--cpus-per-task=1",
    `--chdir=${submission.folder}`,
    "--output=logs/%a.txt",
    ...(partition === undefined ? [] : [`--partition=${partition}`]),
    ...(time === undefined ? [] : [`--time=${time}`]),
    ...(memory === undefined ? [] : [`--mem=${memory}`]),
    ...sbatch
  ];
}

function script(root: string, {folder}: Submission): string {
  const words = [process.execPath, join(root, "cli", "harmonic.js"), "task", folder];
  return `#!/bin/sh\nexec ${words.map(quoted).join(" ")}\n`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
