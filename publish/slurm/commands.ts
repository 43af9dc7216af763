import {execFile} from "node:child_process";

/** One element of a job array, as Slurm tells of it. */
export interface JobState {
  job: number;
  index: number;
  /** Such as PENDING, RUNNING, COMPLETED, NODE_FAIL. */
  state: string;
  /** Name of the node; empty where it has none, as while it waits. */
  node: string;
  /** Why it waits or has ended, in Slurm's word, such as Resources. */
  reason: string;
  name: string;
}

/**
 * Submits a script and gives the number of its job.
 * @throws Error that says what sbatch said when it does not take the job, or is not there.
 */
export async function sbatch(options: readonly string[], script: string): Promise<number> {
  const out = await call("sbatch", ["--parsable", ...options], script);
  const job = Number(/^(\d+)(;|$)/m.exec(out)?.[1] ?? Number.NaN);
  if (!Number.isInteger(job)) throw new Error(`sbatch must give the number of the job; got "${out.trim()}"`);
  return job;
}

/** The states of all jobs of these names that Slurm still knows, the ended ones of the last minutes among them. */
export async function squeue(names: readonly string[]): Promise<JobState[]> {
  const out = await call("squeue", [
    "--noheader",
    "--array",
    "--states=all",
    `--name=${names.join(",")}`,
    "--format=%F|%K|%T|%N|%r|%j"
  ]);
  return parseQueue(out);
}

/** Reads what `squeue` prints in the format that `squeue` above asks for. */
export function parseQueue(text: string): JobState[] {
  return text
    .split("\n")
    .map((line) => line.trim().split("|"))
    .filter((fields) => fields.length === 6)
    .map(([job, index, state, node, reason, name]) => ({
      job: Number(job),
      index: Number(index),
      state,
      node,
      reason,
      name
    }));
}

/** Cancels jobs: a whole array by its number, an element as `12_3`. */
export async function scancel(jobs: readonly string[]): Promise<void> {
  if (jobs.length > 0) await call("scancel", jobs);
}

/** An answer that does not come is no answer: the caller asks again. */
const patience = 120_000;

function call(command: string, words: readonly string[], input = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      command,
      [...words],
      {env: environment(), timeout: patience, maxBuffer: 2 ** 28},
      (error, stdout, stderr) => {
        if (!error) resolve(stdout);
        else if (error.code === "ENOENT")
          reject(
            new Error(
              `${command} must be on the PATH to run on Slurm; got none: start harmonic on a machine that submits jobs`
            )
          );
        else
          reject(
            new Error(`${command} must succeed; got ${lastLine(stderr) || error.message.split("\n")[0]}`)
          );
      }
    );
    // A command that is not there, or that ends before it has read, breaks the pipe: it is told above.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

/** Slurm keeps the environment of a job in its own files: no secret goes there. */
function environment(): NodeJS.ProcessEnv {
  const {HARMONIC_EXTRACT_TOKEN: _, HARMONIC_SIGNING_KEY: __, ...rest} = process.env;
  return rest;
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
