import {spawn} from "node:child_process";
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

const filesIn = (folder: string) =>
  readdirSync(join(directory, folder), {recursive: true})
    .map((name) => join(directory, folder, String(name)))
    .filter((name) => statSync(name).isFile());

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
  const files = filesIn("content-v2");
  expect(files.length).toBe(1);
  writeFileSync(files[0], "{}");
  expect(await store.get("cardiac/x", "k1")).toBeNull();
});

test("openStore replaces a damaged entry, content or index, when it is put again (by hand)", async () => {
  const store = openStore(directory);
  for (const damage of ["content-v2", "index-v5"])
    for (const bytes of ["", "{}", "\nabc\t{"]) {
      await store.put("cardiac/x", "k1", report, inputs);
      for (const file of filesIn(damage)) writeFileSync(file, bytes);
      expect(await store.get("cardiac/x", "k1")).toBeNull();
      await store.put("cardiac/x", "k1", report, inputs);
      expect(await store.get("cardiac/x", "k1")).toEqual(report);
    }
});

test("what four processes put at once under the same and other keys is all there (law)", async () => {
  const text = `
    import {register} from "tsx/esm/api";
    register();
    const {openStore} = await import(${JSON.stringify(new URL("../../publish/store.ts", import.meta.url).href)});
    const store = openStore(${JSON.stringify(directory)});
    for (let k = 0; k < 25; ++k)
      await store.put("cardiac/x", "k" + k, {id: "cardiac/x", title: "X".repeat(1000 * k)}, {code: "c" + k});`;
  const ended = [1, 2, 3, 4].map(
    () =>
      new Promise((resolve) =>
        spawn(process.execPath, ["--input-type=module", "--eval", text], {stdio: "inherit"}).on(
          "close",
          resolve
        )
      )
  );
  expect(await Promise.all(ended)).toEqual([0, 0, 0, 0]);
  const store = openStore(directory);
  for (let k = 0; k < 25; ++k)
    expect(await store.get("cardiac/x", `k${k}`)).toEqual({id: "cardiac/x", title: "X".repeat(1000 * k)});
  expect(filesIn("content-v2")).toHaveLength(25);
  expect(await store.history("cardiac/x")).toHaveLength(25);
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
