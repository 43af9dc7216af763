import {mkdtempSync, readdirSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import type {Inputs} from "../../publish/inputs.js";
import {openStore} from "../../publish/store.js";
import type {Report} from "../../src/stats/result/report.js";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "harmonic-"));
});

afterEach(() => rmSync(directory, {recursive: true}));

const report = {id: "cardiac/x", title: "X", items: {}} as unknown as Report;
const inputs = {code: "c1", modules: {"a.ts": "1"}} as unknown as Inputs;

test("openStore gives back what was put under the same id and key, and nothing under another", async () => {
  const store = openStore(directory);
  await store.put("cardiac/x", "k1", report, inputs);
  expect(await store.get("cardiac/x", "k1")).toEqual(report);
  expect(await store.get("cardiac/x", "k2")).toBeNull();
  expect(await store.get("cardiac/y", "k1")).toBeNull();
});

test("openStore takes a damaged entry for absent", async () => {
  const store = openStore(directory);
  await store.put("cardiac/x", "k1", report, inputs);
  const files = readdirSync(join(directory, "content-v2"), {recursive: true})
    .map((name) => join(directory, "content-v2", String(name)))
    .filter((name) => statSync(name).isFile());
  expect(files.length).toBe(1);
  writeFileSync(files[0], "{}");
  expect(await store.get("cardiac/x", "k1")).toBeNull();
});

test("openStore tells what was kept of an analysis, the latest first (by hand)", async () => {
  const store = openStore(directory);
  await store.put("cardiac/x", "k1", report, inputs);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await store.put("cardiac/x", "k2", report, {...inputs, code: "c2"});
  await store.put("cardiac/xy", "k3", report, inputs);
  const history = await store.history("cardiac/x");
  expect(history.map(({key, inputs}) => [key, inputs.code])).toEqual([
    ["k2", "c2"],
    ["k1", "c1"]
  ]);
});
