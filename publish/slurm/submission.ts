import {randomBytes} from "node:crypto";
import {existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";

/** One analysis of a job array, or one block of it, by its place in the array. */
export interface SubmittedTask {
  id: string;
  block?: string;
  /** Key of the result that it is to give. */
  key: string;
  /** 1 at first; one more each time that its job was lost. */
  attempt: number;
}

/** A job array, kept in a folder beside the store, so that another controller can take it up. */
export interface Submission {
  /** Name of its folder and, after "harmonic-", of its jobs. */
  name: string;
  folder: string;
  tasks: SubmittedTask[];
  /** File of the extract's pin; `null` for the project's own. */
  pin: string | null;
  /** Number of the job array; `null` when the controller ended before it could write it down. */
  job: number | null;
}

/** Why a task gave no result, as it said itself. */
export interface TaskFailure {
  error: string;
}

/** Where job arrays are kept: beside the store, outside the site root. */
export function slurmDirectory(root: string): string {
  return join(root, ".harmonic", "slurm");
}

/** Writes the folder of a new job array, before it is submitted. */
export function createSubmission(root: string, {tasks, pin}: Pick<Submission, "tasks" | "pin">): Submission {
  const name = `${Date.now().toString(36)}-${randomBytes(4).toString("hex")}`;
  const folder = join(slurmDirectory(root), name);
  // Others on the cluster must not look in.
  mkdirSync(join(folder, "logs"), {recursive: true, mode: 0o700});
  writeWhole(join(folder, "tasks.json"), JSON.stringify({tasks, pin}));
  return {name, folder, tasks, pin, job: null};
}

/** Reads the folder of a job array. */
export function readSubmission(folder: string): Submission {
  const {tasks, pin} = JSON.parse(readFileSync(join(folder, "tasks.json"), "utf8"));
  const file = join(folder, "job");
  const job = existsSync(file) ? Number(readFileSync(file, "utf8")) : null;
  return {name: folder.split(/[\\/]/).at(-1)!, folder, tasks, pin, job};
}

/** The job arrays of a project that no controller has seen to their end, the oldest first. */
export function openSubmissions(root: string): Submission[] {
  return folders(root)
    .filter((folder) => existsSync(join(folder, "tasks.json")) && !existsSync(join(folder, "ended")))
    .map(readSubmission);
}

/** Writes down the number of a submission's job array. */
export function keepJob(submission: Submission, job: number): void {
  submission.job = job;
  writeWhole(join(submission.folder, "job"), String(job));
}

/** Marks a job array as seen to its end: its logs stay until the next run. */
export function endSubmission({folder}: Submission): void {
  writeWhole(join(folder, "ended"), "");
}

/** Removes the folders of job arrays that were seen to their end. */
export function removeEnded(root: string): void {
  for (const folder of folders(root))
    if (existsSync(join(folder, "ended"))) rmSync(folder, {recursive: true, force: true});
}

/** A job's name, by which it is found when its number was not written down. */
export function jobName({name}: Pick<Submission, "name">): string {
  return `harmonic-${name}`;
}

/** What the task at a place of the array said when it failed; `null` when it said nothing. */
export function readFailure({folder}: Submission, index: number): TaskFailure | null {
  try {
    return JSON.parse(readFileSync(join(folder, `failed-${index}.json`), "utf8")) as TaskFailure;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Keeps why a task failed, for the controller. */
export function writeFailure(folder: string, index: number, failure: TaskFailure): void {
  writeWhole(join(folder, `failed-${index}.json`), JSON.stringify(failure));
}

function folders(root: string): string[] {
  const directory = slurmDirectory(root);
  if (!existsSync(directory)) return [];
  return readdirSync(directory, {withFileTypes: true})
    .filter((entry) => entry.isDirectory())
    .map(({name}) => join(directory, name))
    .sort();
}

/** A reader on another machine sees the whole file or none. */
function writeWhole(path: string, text: string): void {
  const partial = `${path}.${process.pid}.partial`;
  writeFileSync(partial, text, {mode: 0o600});
  renameSync(partial, path);
}
