import {chmodSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {delimiter, join} from "node:path";
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {parseQueue, sbatch, squeue} from "../../../publish/slurm/commands.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "harmonic-commands-"));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, {recursive: true});
});

/** A command on the PATH that stands in for Slurm's, which the tests on a cluster call for real. */
function command(name: string, text: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
  vi.stubEnv("PATH", `${folder}${delimiter}${process.env.PATH}`);
}

test("sbatch gives the job's number, with the cluster's name after it or without (by hand)", async () => {
  command("sbatch", "cat >/dev/null; echo '17;alpha'");
  expect(await sbatch([], "#!/bin/sh\n")).toBe(17);
  command("sbatch", "cat >/dev/null; echo site banner; echo 18");
  expect(await sbatch([], "#!/bin/sh\n")).toBe(18);
  command("sbatch", "echo maintenance");
  await expect(sbatch([], "#!/bin/sh\n")).rejects.toThrow(
    'sbatch must give the number of the job; got "maintenance"'
  );
});

test("what Slurm refuses is told by its own last line (by hand)", async () => {
  command("sbatch", "echo 'sbatch: error: first' >&2; echo 'sbatch: error: invalid account' >&2; exit 1");
  await expect(sbatch([], "x".repeat(1e6))).rejects.toThrow(
    "sbatch must succeed; got sbatch: error: invalid account"
  );
});

test("a machine without Slurm is told of by the command that is missing (by hand)", async () => {
  vi.stubEnv("PATH", folder);
  await expect(squeue(["x"])).rejects.toThrow(/^squeue must be on the PATH to run on Slurm; got none: start/);
});

test("no secret reaches a job's environment (by hand)", async () => {
  vi.stubEnv("HARMONIC_EXTRACT_TOKEN", "secret-1");
  vi.stubEnv("HARMONIC_SIGNING_KEY", "secret-2");
  const seen = join(folder, "seen");
  command("sbatch", `cat >/dev/null; env >'${seen}'; grep -c secret '${seen}' || true`);
  expect(await sbatch([], "")).toBe(0);
});

test("parseQueue reads states, nodes and waiting elements (by hand)", () => {
  expect(
    parseQueue("12|3|RUNNING|n1|None|harmonic-a\n12|4|PENDING||JobArrayTaskLimit|harmonic-a\n\n")
  ).toEqual([
    {job: 12, index: 3, state: "RUNNING", node: "n1", reason: "None", name: "harmonic-a"},
    {job: 12, index: 4, state: "PENDING", node: "", reason: "JobArrayTaskLimit", name: "harmonic-a"}
  ]);
});
