import {writeFileSync} from "node:fs";
import {xoroshiro128plus} from "pure-rand/generator/xoroshiro128plus";
import {siteBytes, slowAnalyses} from "../test/publish/killedRuns.js";
import {smallProject} from "../test/publish/release/smallProject.js";
import {noCluster, startCluster} from "../test/slurm/cluster.js";
import {interruptedRun} from "../test/slurm/interruptedRun.js";
import {benchmark} from "./benchmark.js";
import {describeHost} from "./host.js";

/**
 * Runs 40 tasks on a Slurm cluster of two nodes on this machine, some times, from nothing: each time the controller
 * is killed and started again, then a node is stopped with all that runs on it, at random moments. The bytes must be
 * those of a run on this machine's cores. Writes bench/slurm.json.
 */
benchmark(
  "bench:slurm",
  "Kill runs on a Slurm cluster of two nodes on this machine, and compare their bits."
).parse();
const rounds = 5;
const tasks = 40;
const seed = 20261125;
const missing = noCluster();
if (missing) throw new Error(`a Slurm cluster must be startable; got none: ${missing}`);
const small = smallProject(slowAnalyses(tasks));
const cluster = startCluster();
try {
  small.extract("1", 60);
  const {code, err} = small.harmonic(["run"]);
  if (code !== 0) throw new Error(`the local run must pass; got ${err}`);
  const local = JSON.stringify(siteBytes(small));
  const generator = xoroshiro128plus(seed);
  const uniform = () => (generator.next() >>> 0) / 2 ** 32;
  const runs = [];
  for (let round = 1; round <= rounds; ++round) {
    const controllerKilledAt = 1 + Math.floor(12 * uniform());
    const nodeStoppedAt = 16 + Math.floor(12 * uniform());
    const {bytes, code, seconds, arrays} = await interruptedRun(small, cluster, {
      controllerKilledAt,
      nodeStoppedAt
    });
    const sameBits = code === 0 && JSON.stringify(bytes) === local;
    const [first, takenUp, afterStop] = arrays;
    runs.push({
      controllerKilledAt,
      nodeStoppedAt,
      arrays: {first, takenUp, afterStop},
      seconds: Math.round(seconds),
      sameBits
    });
    process.stderr.write(`${round} of ${rounds}: ${JSON.stringify(runs.at(-1))}\n`);
    if (!sameBits) process.exitCode = 1;
  }
  const measured = new Date().toISOString().slice(0, 10);
  writeFileSync(
    new URL("slurm.json", import.meta.url),
    `${JSON.stringify({host: describeHost([]), measured, seed, tasks, nodes: 2, runs}, null, 2)}\n`
  );
} finally {
  cluster.stop();
  small.remove();
}
