import {spawnSync} from "node:child_process";
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {tableFromIPC, tableToIPC} from "apache-arrow";
import {afterAll, beforeAll, expect, test} from "vitest";
import {pinFolder} from "../../loaders/pinFolder.js";
import {writeExtract} from "../../loaders/synthetic/generate.js";
import {discover} from "../../publish/discover.js";
import {copyProject} from "../../publish/release/copyProject.js";

const project = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "harmonic-stale-"));
const copy = join(folder, "project");
const extract = join(folder, "extract");
const pin = join(folder, "extract.json");

/** Runs `harmonic run` in the copy: the state of each analysis by id. */
function run(...options: string[]): Record<string, string> {
  const {stdout, stderr} = spawnSync(process.execPath, ["cli/harmonic.js", "run", ...options], {
    cwd: copy,
    env: {...process.env, HARMONIC_EXTRACT: pin, NO_COLOR: "1"},
    encoding: "utf8"
  });
  expect(stdout, stderr).toMatch(/^(computed|fresh|stale)/m);
  expect(stdout).not.toMatch(/^failed/m);
  return Object.fromEntries(
    [...stdout.matchAll(/^(computed|fresh|stale|failed)\s+(\S+)/gm)].map(([, state, id]) => [id, state])
  );
}

/** The bytes of every result that the site reads, by name. */
function results(): Record<string, string> {
  const directory = join(copy, "src", "results");
  const names = readdirSync(directory, {recursive: true, encoding: "utf8"}).filter(
    (name) => name.endsWith(".json") && !name.startsWith("docs")
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(directory, name), "utf8")]));
}

/** Changes a file of the copy. */
function edit(file: string, from: string | RegExp, to: string): void {
  const path = join(copy, file);
  const text = readFileSync(path, "utf8");
  expect(text, `${file} must hold what the test changes`).toMatch(from);
  writeFileSync(path, text.replace(from, to));
}

function pinExtract(version: string): void {
  writeFileSync(pin, JSON.stringify({...pinFolder(extract, {name: "small", version}), synthetic: true}));
}

const all = [
  "cardiac/leukaemia",
  "cardiac/transplant",
  "radiotherapy/cardiac-events",
  "follow-up/data-quality"
];
const states = (state: string, ...other: string[]) =>
  Object.fromEntries(all.map((id) => [id, other.includes(id) ? "computed" : state]));

beforeAll(() => {
  mkdirSync(copy);
  copyProject(project, copy);
  for (const {id, module} of discover(copy)) if (!all.includes(id)) rmSync(module);
  symlinkSync(join(project, "node_modules"), join(copy, "node_modules"));
  writeExtract(extract, {seed: 3, cardiac: 60_000, radiotherapy: 2700});
  pinExtract("1");
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

test("run computes all at first, and nothing when nothing changed (law)", () => {
  expect(run("--dry-run")).toEqual(Object.fromEntries(all.map((id) => [id, "stale"])));
  expect(run()).toEqual(states("computed"));
  const before = results();
  expect(Object.keys(before).sort()).toEqual(all.map((id) => `${id}.json`).sort());
  expect(run()).toEqual(states("fresh"));
  expect(results()).toEqual(before);
});

test("run sees a changed constant of the library in just the reports that use it (law)", () => {
  const before = results();
  edit("src/stats/survival/timeTolerance.ts", "1.4901161193847656e-8", "1.4901161193847657e-7");
  expect(run("--dry-run")["radiotherapy/cardiac-events"]).toBe("stale");
  expect(run()).toEqual(states("fresh", "radiotherapy/cardiac-events"));
  edit("src/stats/sir/sir.ts", "2 * Math.min(atLeast, atMost)", "2.5 * Math.min(atLeast, atMost)");
  expect(run()).toEqual(states("fresh", "cardiac/transplant"));
  expect(results()["cardiac/leukaemia.json"]).toBe(before["cardiac/leukaemia.json"]);
});

test("run sees a changed parameter of one analysis, and no change in a comment (law)", () => {
  const before = results();
  edit("analyses/cardiac/leukaemia.ts", "realisations: 1000", "realisations: 900");
  expect(run()).toEqual(states("fresh", "cardiac/leukaemia"));
  expect(results()["cardiac/leukaemia.json"]).not.toBe(before["cardiac/leukaemia.json"]);
  edit("src/stats/poisson/poissonRegression.ts", /\/\*\*/, "/** A comment more. */\n/**");
  expect(run()).toEqual(states("fresh"));
});

test("run sees one changed row of the extract in just the reports that read its table (law)", () => {
  const file = join(extract, "treatments.arrow");
  const table = tableFromIPC(readFileSync(file));
  const doses = table.getChild("dose_heart_gy")!.data[0].values as Float64Array;
  doses[0] += 0.01;
  writeFileSync(file, tableToIPC(table, "file"));
  pinExtract("2");
  expect(run()).toEqual(states("fresh", "radiotherapy/cardiac-events", "follow-up/data-quality"));
});
