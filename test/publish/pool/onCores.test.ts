import {readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {onCores} from "../../../publish/pool/onCores.js";
import {blockedAnalysis, forget, siteBytes, slowAnalyses} from "../killedRuns.js";
import {type SmallProject, smallProject} from "../release/smallProject.js";

let small: SmallProject;

beforeAll(() => {
  small = smallProject(slowAnalyses(5));
  small.extract("1", 60);
});
afterAll(() => small.remove());

test("harmonic run gives the same bytes on one, two and three workers, whichever ends first (law)", () => {
  const runs = [1, 2, 3].map((workers) => {
    forget(small);
    const {code, out, err} = small.harmonic(["run", "--workers", String(workers)]);
    expect(code, out + err).toBe(0);
    expect(out.match(/^computed cardiac\/slow-\d/gm)).toHaveLength(5);
    return siteBytes(small);
  });
  expect(Object.keys(runs[0]).length).toBeGreaterThan(5);
  expect(runs[1]).toEqual(runs[0]);
  expect(runs[2]).toEqual(runs[0]);
});

test("an analysis that throws, and one that ends its worker, lose no other (by hand)", () => {
  forget(small);
  small.edit(
    "analyses/cardiac/slow-2.ts",
    "let sum =",
    'throw new RangeError("dose must be ≥ 0; got -1");\nlet sum ='
  );
  small.edit("analyses/cardiac/slow-3.ts", "let sum =", "process.exit(7);\nlet sum =");
  const {code, out} = small.harmonic(["run", "--workers", "2"]);
  expect(code).toBe(1);
  expect(out).toContain("failed   cardiac/slow-2: item-0: dose must be ≥ 0; got -1\n");
  expect(out).toMatch(/^failed {3}cardiac\/slow-3: its worker stopped: .+$/m);
  expect(out.match(/^computed cardiac\/slow-[145]/gm)).toHaveLength(3);
});

test("blocks are computed once each, outlive the end of their analysis, and give the same bytes on any number of workers (law)", () => {
  small.write("analyses/cardiac/blocked.ts", blockedAnalysis);
  const made = join(small.root, ".harmonic", "made.log");
  const stopped = join(small.root, ".harmonic", "stopped");
  const run = (...words: string[]) => small.harmonic(["run", "cardiac/blocked", ...words]);
  const bytes = [1, 2, 3].map((workers) => {
    forget(small);
    rmSync(made, {force: true});
    if (workers === 2) {
      rmSync(stopped);
      expect(run("--workers", "2").out).toMatch(/^failed {3}cardiac\/blocked: its worker stopped/m);
    } else writeFileSync(stopped, "");
    const again = run("--workers", String(workers));
    expect(again.code, again.out + again.err).toBe(0);
    expect(readFileSync(made, "utf8").trim().split("\n").sort()).toEqual(["1", "2", "3", "4"]);
    return Buffer.from(siteBytes(small)["cardiac/blocked.json"], "base64").toString("utf8");
  });
  expect(bytes[0]).toContain("[23.4762,0,0],[11.9524,1,1]");
  expect(bytes[1]).toBe(bytes[0]);
  expect(bytes[2]).toBe(bytes[0]);
  // A block that fails is told, and its analysis is not begun.
  small.edit(
    "analyses/cardiac/blocked.ts",
    "const until",
    'if (k === 3) throw new RangeError("dose must be ≥ 0; got -1");\nconst until'
  );
  expect(run().out).toContain("failed   cardiac/blocked: block 3: dose must be ≥ 0; got -1\n");
});

test("an analysis whose code changes while it is computed is not kept under the old code's key (by hand)", () => {
  forget(small);
  const [, edited] = Object.entries(slowAnalyses(1))[0];
  small.write("analyses/cardiac/slow-2.ts", edited.replace('title: "Slow"', 'title: "Other"'));
  small.write(
    "analyses/cardiac/slow-3.ts",
    edited.replace(
      "let sum =",
      `writeFileSync(${JSON.stringify(`${small.root}/analyses/cardiac/slow-4.ts`)}, ${JSON.stringify(edited.replace("sum / 3", "sum / 11"))});\nlet sum =`
    )
  );
  const {code, out} = small.harmonic(["run", "--workers", "1"]);
  expect(code).toBe(1);
  expect(out).toMatch(/^failed {3}cardiac\/slow-4: analyses\/cardiac\/slow-4\.ts must stay as it is/m);
  expect(small.harmonic(["run", "--dry-run", "cardiac/slow-4"]).out).toMatch(/^stale/);
});

test("onCores refuses a number of workers that is none (by hand)", () => {
  for (const workers of [0, 1.5, Number.NaN])
    expect(() => onCores({files: [], truth: null, realisations: null}, workers)).toThrow(
      `workers must be a whole number ≥ 1; got ${workers}`
    );
  expect(small.harmonic(["run", "--workers", "none"]).code).toBe(2);
});
