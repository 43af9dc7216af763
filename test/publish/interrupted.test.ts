import {spawnSync} from "node:child_process";
import {existsSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {xoroshiro128plus} from "pure-rand/generator/xoroshiro128plus";
import {afterAll, beforeAll, expect, test} from "vitest";
import {forget, killedRun, siteBytes, slowAnalyses, wholeRun} from "./killedRuns.js";
import {type SmallProject, smallProject} from "./release/smallProject.js";

let small: SmallProject;
let whole: Record<string, string>;
/** Milliseconds that a whole run from nothing takes here. */
let lasts: number;

beforeAll(() => {
  small = smallProject(slowAnalyses(4));
  small.extract("1", 60);
  small.harmonic(["run"]);
  forget(small);
  const started = performance.now();
  const {code, out, err} = small.harmonic(["run"]);
  lasts = performance.now() - started;
  expect(code, out + err).toBe(0);
  whole = siteBytes(small);
});
afterAll(() => small.remove());

const results = () => Object.keys(whole).filter((file) => /^cardiac\/[^/]+\.json$/.test(file));

test("harmonic run, killed by SIGKILL at five moments, resumes to the same bytes (law)", async () => {
  forget(small);
  const generator = xoroshiro128plus(20261124);
  for (let k = 0; k < 5; ++k) {
    const uniform = (generator.next() >>> 0) / 2 ** 32;
    await killedRun(small, lasts * (k + uniform) * 0.2);
    if (!existsSync(join(small.root, "src", "results"))) continue;
    const there = siteBytes(small);
    for (const file of results()) expect([undefined, whole[file]]).toContain(there[file]);
  }
  expect(small.harmonic(["run"]).code).toBe(0);
  expect(siteBytes(small)).toEqual(whole);
});

test("two runs at once on one store give the bytes of one (law)", async () => {
  forget(small);
  expect(await Promise.all([wholeRun(small), wholeRun(small)])).toEqual([0, 0]);
  expect(siteBytes(small)).toEqual(whole);
  expect(small.harmonic(["run"]).out.match(/^fresh/gm)).toHaveLength(4);
});

test("a full disk loses no result that was there, and the next run completes it (law)", () => {
  const before = siteBytes(small);
  small.edit("analyses/cardiac/slow-1.ts", "sum / 3", "sum / 7");
  small.edit("analyses/cardiac/slow-1.ts", '"Sums."', `"${"Sums, at length. ".repeat(5000)}"`);
  // No file may grow beyond 16 KiB: what is longer fails as on a full disk.
  const limited = spawnSync(
    "bash",
    ["-c", `trap '' XFSZ; ulimit -f 16; exec "${process.execPath}" cli/harmonic.js run`],
    {cwd: small.root, env: {...small.environment(), TSX_DISABLE_CACHE: "1"}, encoding: "utf8"}
  );
  expect(limited.status).toBe(1);
  expect(limited.stdout + limited.stderr).toMatch(/EFBIG|ENOSPC|too large/i);
  expect(siteBytes(small)).toEqual(before);
  expect(small.harmonic(["run"]).code).toBe(0);
  const after = siteBytes(small);
  expect(after["cardiac/slow-1.json"]).not.toBe(before["cardiac/slow-1.json"]);
  expect(after["cardiac/slow-2.json"]).toBe(before["cardiac/slow-2.json"]);
});

test("a lock that a killed run left behind does not stop the next (by hand)", () => {
  writeFileSync(join(small.root, ".harmonic", "results.lock"), "2147483646");
  expect(small.harmonic(["run"]).code).toBe(0);
  writeFileSync(join(small.root, ".harmonic", "results.lock"), "");
  expect(small.harmonic(["run"]).code).toBe(0);
});
