import type {JobState} from "./commands.js";

/** What follows from the end of a job that left neither a result nor a reason. */
export type Ending =
  /** It has not ended, or its result may still be on its way. */
  | {kind: "wait"}
  /** Something other than the analysis ended it: it is worth another try. */
  | {kind: "lost"; why: string}
  /** Another try would end in the same way. */
  | {kind: "failed"; why: string};

/**
 * What to make of a job's last state.
 * @param job as squeue tells of it; `null` when Slurm no longer knows it.
 * @param waited seconds since it was first seen so.
 * @param patience seconds that a shared disk may take to show a file that another machine has written.
 * Witness: by hand in test/publish/slurm/endedJob.test.ts.
 */
export function endedJob(
  job: Pick<JobState, "state" | "node" | "reason"> | null,
  waited: number,
  patience: number
): Ending {
  const state = job?.state ?? null;
  switch (state) {
    case "CANCELLED":
      return {kind: "failed", why: "its job was cancelled"};
    case "TIMEOUT":
    case "DEADLINE":
      return {kind: "failed", why: "its job ran out of time: give it more by --time"};
    case "OUT_OF_MEMORY":
      return {kind: "failed", why: "its job ran out of memory: give it more by --memory"};
    case "NODE_FAIL":
    case "BOOT_FAIL":
      return {kind: "lost", why: "its node failed"};
    case "PREEMPTED":
    case "REVOKED":
      return {kind: "lost", why: "another job took its place"};
    case "COMPLETED":
    case "FAILED":
    case null:
      if (state === "FAILED" && job?.node === "")
        return {kind: "failed", why: `no node can do what its job asks for (Slurm says ${job.reason})`};
      if (waited < patience) return {kind: "wait"};
      return {
        kind: "lost",
        why: state === "FAILED" ? "its job was killed" : "its job left no result"
      };
    // Waiting, running, and what an administrator may hold it in.
    default:
      return {kind: "wait"};
  }
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

/** Whether a job in this state, as squeue tells it, will not run on. */
export function hasEnded(state: string): boolean {
  return ended.has(state);
}
