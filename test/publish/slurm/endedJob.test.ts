import {expect, test} from "vitest";
import {endedJob, hasEnded} from "../../../publish/slurm/endedJob.js";

const job = (state: string | null) => (state === null ? null : {state, node: "n1", reason: "None"});
const kind = (state: string | null, waited = 100) => endedJob(job(state), waited, 60).kind;

test("endedJob waits for jobs that wait, run or are held (by hand)", () => {
  for (const state of [
    "PENDING",
    "RUNNING",
    "CONFIGURING",
    "COMPLETING",
    "SUSPENDED",
    "REQUEUED",
    "STAGE_OUT"
  ])
    expect(kind(state)).toBe("wait");
});

test("endedJob tries again what another has ended, and not what would end so again (by hand)", () => {
  const lost = ["NODE_FAIL", "BOOT_FAIL", "PREEMPTED", "REVOKED"];
  const failed = ["CANCELLED", "TIMEOUT", "DEADLINE", "OUT_OF_MEMORY"];
  for (const state of lost) expect(kind(state, 0)).toBe("lost");
  for (const state of failed) expect(kind(state, 0)).toBe("failed");
  for (const state of [...lost, ...failed, "COMPLETED", "FAILED"]) expect(hasEnded(state)).toBe(true);
  expect(endedJob(job("TIMEOUT"), 0, 60)).toEqual({
    kind: "failed",
    why: "its job ran out of time: give it more by --time"
  });
});

test("endedJob gives a result of another machine the time to appear (by hand)", () => {
  for (const state of ["COMPLETED", "FAILED", null]) {
    expect(kind(state, 59)).toBe("wait");
    expect(kind(state, 60)).toBe("lost");
  }
});

test("endedJob does not try again a job that no node can take (by hand)", () => {
  expect(endedJob({state: "FAILED", node: "", reason: "BadConstraints"}, 0, 60)).toEqual({
    kind: "failed",
    why: "no node can do what its job asks for (Slurm says BadConstraints)"
  });
});
