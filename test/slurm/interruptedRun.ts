import {type ChildProcess, spawn} from "node:child_process";
import {existsSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout} from "node:timers/promises";
import {forget, siteBytes} from "../publish/killedRuns.js";
import type {SmallProject} from "../publish/release/smallProject.js";
import type {Cluster} from "./cluster.js";

/** When a run on a cluster is disturbed, in results that are in the store by then. */
export interface Disturbance {
  /** SIGKILL of `harmonic run`, which is started again. */
  controllerKilledAt: number;
  /** The end of a node and of all that runs on it. */
  nodeStoppedAt: number;
}

/** What came of a disturbed run. */
export interface Disturbed {
  bytes: Record<string, string>;
  code: number | null;
  out: string;
  /** Seconds from the first start to the end. */
  seconds: number;
  /** Job arrays that were submitted before the second controller, by it before the node stopped, and after. */
  arrays: [number, number, number];
}

/** Runs all analyses on the cluster from nothing, kills the controller, starts it again, stops node n1, and waits. */
export async function interruptedRun(
  small: SmallProject,
  cluster: Cluster,
  {controllerKilledAt, nodeStoppedAt}: Disturbance
): Promise<Disturbed> {
  forget(small);
  const before = new Set(cluster.arrays());
  const arrays = () => cluster.arrays().filter((job) => !before.has(job)).length;
  const started = performance.now();
  const first = start(small, cluster);
  await untilKept(small, controllerKilledAt, first.child);
  first.child.kill("SIGKILL");
  await first.ended;
  const atFirst = arrays();
  const second = start(small, cluster);
  await untilKept(small, nodeStoppedAt, second.child);
  const atStop = arrays();
  // In the midst of an item, so that a task is lost by it.
  const [hold, held] = ["hold-n1", "held"].map((name) => join(small.root, ".harmonic", name));
  writeFileSync(hold, "");
  while (second.child.exitCode === null && !existsSync(held)) await setTimeout(50);
  cluster.stopNode("n1");
  for (const file of [hold, held]) rmSync(file, {force: true});
  const code = await second.ended;
  const result = {
    bytes: siteBytes(small),
    code,
    out: second.said(),
    seconds: (performance.now() - started) / 1000,
    arrays: [atFirst, atStop - atFirst, arrays() - atStop] satisfies [number, number, number]
  };
  cluster.startNode("n1");
  return result;
}

/** Starts `harmonic run --on slurm`. */
export function start(
  small: SmallProject,
  cluster: Cluster,
  ...words: string[]
): {child: ChildProcess; ended: Promise<number | null>; said: () => string} {
  const child = spawn(
    process.execPath,
    ["cli/harmonic.js", "run", "--on", "slurm", "--every", "1", ...words],
    {cwd: small.root, env: small.environment(cluster.variables), stdio: ["ignore", "pipe", "pipe"]}
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return {child, ended, said: () => said};
}

/** Waits until so many results are in the store, or the process has ended. */
export async function untilKept(small: SmallProject, count: number, child: ChildProcess): Promise<void> {
  const index = join(small.root, ".harmonic", "store", "index-v5");
  const kept = () =>
    existsSync(index)
      ? readdirSync(index, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile()).length
      : 0;
  while (kept() < count && child.exitCode === null) await setTimeout(50);
}
