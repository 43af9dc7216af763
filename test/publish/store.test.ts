import {mkdtempSync, readdirSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {openStore} from "../../publish/store.js";
import type {Report} from "../../src/stats/result/report.js";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "harmonic-"));
});

afterEach(() => rmSync(directory, {recursive: true}));

const report = {id: "cardiac/x", title: "X", items: {}} as unknown as Report;

test("openStore gives back what was put under the same id and key, and nothing under another", async () => {
  const store = openStore(directory);
  await store.put("cardiac/x", "k1", report);
  expect(await store.get("cardiac/x", "k1")).toEqual(report);
  expect(await store.get("cardiac/x", "k2")).toBeNull();
  expect(await store.get("cardiac/y", "k1")).toBeNull();
});

test("openStore takes a damaged entry for absent", async () => {
  const store = openStore(directory);
  await store.put("cardiac/x", "k1", report);
  const files = readdirSync(join(directory, "content-v2"), {recursive: true})
    .map((name) => join(directory, "content-v2", String(name)))
    .filter((name) => statSync(name).isFile());
  expect(files.length).toBe(1);
  writeFileSync(files[0], "{}");
  expect(await store.get("cardiac/x", "k1")).toBeNull();
});
