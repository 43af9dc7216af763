import {writeFileSync} from "node:fs";
import {xoroshiro128plus} from "pure-rand/generator/xoroshiro128plus";
import {forget, killedRun, siteBytes, slowAnalyses, wholeRun} from "../test/publish/killedRuns.js";
import {smallProject} from "../test/publish/release/smallProject.js";
import {benchmark} from "./benchmark.js";
import {describeHost} from "./host.js";

/**
 * Kills `harmonic run` by SIGKILL at 50 random moments, in rounds: in each it is killed some times, then two
 * runs at once take up what is left, and must both end with the bytes of a run that nobody disturbed. Writes
 * bench/kills.json.
 */
benchmark(
  "bench:kills",
  "Kill runs at 50 random moments, and compare the bytes of what is left to resume."
).parse();
const kills = 50;
const seed = 20261124;
const small = smallProject(slowAnalyses(6));
try {
  small.extract("1", 60);
  small.harmonic(["run"]);
  forget(small);
  const started = performance.now();
  small.harmonic(["run"]);
  const lasts = performance.now() - started;
  const whole = JSON.stringify(siteBytes(small));
  const generator = xoroshiro128plus(seed);
  const uniform = () => (generator.next() >>> 0) / 2 ** 32;
  let [done, rounds, same, tooLate] = [0, 0, 0, 0];
  while (done < kills) {
    forget(small);
    for (let k = 0; k < 5 && done < kills; ++k) {
      if (await killedRun(small, lasts * uniform())) ++tooLate;
      else ++done;
    }
    const codes = await Promise.all([wholeRun(small), wholeRun(small)]);
    ++rounds;
    if (codes.every((code) => code === 0) && JSON.stringify(siteBytes(small)) === whole) ++same;
    process.stderr.write(`${done} of ${kills} kills, ${same} of ${rounds} rounds to the same bytes\n`);
  }
  const measured = new Date().toISOString().slice(0, 10);
  const result = {
    host: describeHost([]),
    measured,
    seed,
    kills: done,
    endedBefore: tooLate,
    rounds,
    resumedByAtOnce: 2,
    sameBytes: same
  };
  writeFileSync(new URL("kills.json", import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
  if (same !== rounds) process.exitCode = 1;
} finally {
  small.remove();
}
