import {existsSync, readdirSync, readFileSync, rmSync} from "node:fs";
import {join} from "node:path";
import {setTimeout} from "node:timers/promises";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {readSubmission} from "../../publish/slurm/submission.js";
import {blockedAnalysis, siteBytes, slowAnalyses} from "../publish/killedRuns.js";
import {type SmallProject, smallProject} from "../publish/release/smallProject.js";
import {type Cluster, noCluster, readLog, startCluster} from "./cluster.js";
import {interruptedRun, start} from "./interruptedRun.js";

const reason = noCluster();
if (reason) process.stderr.write(`tests on a Slurm cluster are skipped: ${reason}\n`);

test("a machine that must test on Slurm has it installed", () => {
  if (process.env.HARMONIC_TEST_SLURM) expect(reason).toBeNull();
});

describe.skipIf(reason !== null)("harmonic run --on slurm", {timeout: 900_000}, () => {
  let small: SmallProject;
  let cluster: Cluster;
  let local: Record<string, string>;

  beforeAll(() => {
    small = smallProject(slowAnalyses(40));
    small.extract("1", 60);
    cluster = startCluster();
    const {code, out, err} = small.harmonic(["run"]);
    expect(code, out + err).toBe(0);
    local = siteBytes(small);
  });
  afterAll(() => {
    cluster?.stop();
    small?.remove();
  });

  test("40 tasks, the controller killed and a node stopped half way, give the bits of the local run (law)", async () => {
    const {bytes, code, out, arrays} = await interruptedRun(small, cluster, {
      controllerKilledAt: 8,
      nodeStoppedAt: 20
    });
    expect(code, out).toBe(0);
    expect(bytes).toEqual(local);
    // One array, taken up and not submitted again, and then what the node lost.
    expect(arrays.slice(0, 2)).toEqual([1, 0]);
    expect(arrays[2]).toBeGreaterThanOrEqual(1);
    expect(small.harmonic(["run", "--dry-run"]).out.match(/^fresh/gm)).toHaveLength(40);
  });

  test("what fails for its own reason is told, is not tried again, and loses no other (by hand)", () => {
    small.edit(
      "analyses/cardiac/slow-1.ts",
      "let sum =",
      'throw new RangeError("dose must be ≥ 0; got -1");\nlet sum ='
    );
    // Killed at its first try only.
    const marker = JSON.stringify(join(small.root, ".harmonic", "tried"));
    small.edit(
      "analyses/cardiac/slow-2.ts",
      "let sum =",
      `if (!existsSync(${marker})) { writeFileSync(${marker}, ""); process.kill(process.pid, "SIGKILL"); }\nlet sum =`
    );
    small.edit("analyses/cardiac/slow-3.ts", "let sum =", 'process.kill(process.pid, "SIGKILL");\nlet sum =');
    const words = ["run", "--on", "slurm", "--every", "1", "--patience", "2", "--tries", "2"];
    const before = submissions();
    const {code, out, err} = small.harmonic(words, cluster.variables);
    expect(code, err).toBe(1);
    expect(out).toContain("failed   cardiac/slow-1: item-0: dose must be ≥ 0; got -1\n");
    expect(out).toMatch(/^computed cardiac\/slow-2/m);
    expect(out).toMatch(
      /^failed {3}cardiac\/slow-3: its job was killed on n[12] \(tried 2 times\); its log is /m
    );
    expect(out.match(/^fresh/gm)).toHaveLength(37);
    const [folder, ...later] = submissions().filter((one) => !before.includes(one));
    const attempts = later.flatMap((one) =>
      readSubmission(one).tasks.map(({id, attempt}) => `${id} ${attempt}`)
    );
    expect(attempts.sort()).toEqual(["cardiac/slow-2 2", "cardiac/slow-3 2"]);
    expect(readLog(folder, 0)).toBe("failed cardiac/slow-1\n");
  });

  test("a second controller is refused; a job whose number was lost is taken up by its name; --cancel ends all (by hand)", async () => {
    const before = cluster.arrays().length;
    const ids = ["cardiac/slow-5", "cardiac/slow-6"];
    for (const id of ids)
      small.edit(
        `analyses/${id}.ts`,
        "let sum =",
        "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100_000);\nlet sum ="
      );
    const one = start(small, cluster, "--at-once", "1", ...ids);
    while (!one.said().includes("on Slurm")) await setTimeout(50);
    const other = small.harmonic(["run", "--on", "slurm"], cluster.variables);
    expect(other.code).toBe(1);
    expect(other.err).toMatch(
      /one harmonic run at a time can follow the jobs; got another on .+, process \d+/
    );
    one.child.kill("SIGKILL");
    await one.ended;
    rmSync(join(submissions().at(-1)!, "job"));
    const two = start(small, cluster, ...ids);
    while (!two.said().includes("on Slurm")) await setTimeout(50);
    const cancelled = small.harmonic(["run", "--on", "slurm", "--cancel"], cluster.variables);
    expect(cancelled.out).toBe("cancelled 1 job array\n");
    expect(await two.ended).toBe(1);
    for (const id of ids)
      expect(two.said()).toMatch(new RegExp(`^failed {3}${id}: its job was cancelled`, "m"));
    expect(cluster.arrays().length - before).toBe(1);
  });

  test("blocks are tasks of an array, kept when their analysis is lost, and give the bits of a local run (law)", () => {
    small.write("analyses/cardiac/blocked.ts", blockedAnalysis);
    const made = join(small.root, ".harmonic", "made.log");
    const before = cluster.arrays().length;
    const words = ["run", "--on", "slurm", "--every", "1", "--patience", "2", "cardiac/blocked"];
    const {code, out, err} = small.harmonic(words, cluster.variables);
    expect(code, out + err).toBe(0);
    const onCluster = siteBytes(small)["cardiac/blocked.json"];
    expect(readFileSync(made, "utf8").trim().split("\n").sort()).toEqual(["1", "2", "3", "4"]);
    // The blocks, then their analysis, whose first job ends itself.
    expect(cluster.arrays().length - before).toBe(3);
    rmSync(join(small.root, ".harmonic", "store"), {recursive: true});
    expect(small.harmonic(["run", "cardiac/blocked"]).code).toBe(0);
    expect(readFileSync(made, "utf8").trim().split("\n")).toHaveLength(8);
    expect(siteBytes(small)["cardiac/blocked.json"]).toBe(onCluster);
  });

  test("what Slurm refuses is one line that says why, and what no node can do is not tried again (by hand)", () => {
    small.edit("analyses/cardiac/slow-7.ts", "sum / 3", "sum / 7");
    const run = (...words: string[]) =>
      small.harmonic(["run", "--on", "slurm", "--every", "1", ...words, "cardiac/slow-7"], cluster.variables);
    const {code, out, err} = run("--partition", "none");
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err.trim().split("\n").at(-1)).toMatch(
      /^harmonic: sbatch must succeed; got .*[Ii]nvalid partition/
    );
    expect(run("--memory", "1T").out).toMatch(
      /^failed {3}cardiac\/slow-7: no node can do what its job asks for \(Slurm says \w+\)/m
    );
  });

  const submissions = () => {
    const directory = join(small.root, ".harmonic", "slurm");
    return readdirSync(directory, {withFileTypes: true})
      .filter((entry) => entry.isDirectory() && existsSync(join(directory, entry.name, "tasks.json")))
      .map(({name}) => join(directory, name))
      .sort();
  };
});
