import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {regenerate} from "./regenerate.js";

let root: string;
const shell = {".R": {command: "sh", get: "install a shell"}};
const script = (name: string, text: string) => writeFileSync(join(root, "oracle", `${name}.R`), text);
const json = (name: string) => readFileSync(join(root, "oracle", `${name}.json`), "utf8");

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "oracle-"));
  mkdirSync(join(root, "oracle"));
});
afterEach(() => rmSync(root, {recursive: true}));

test("regenerate runs each script and says which JSON changed (by hand)", () => {
  script("a", "echo 1 > oracle/a.json");
  script("b", "echo 2 > oracle/b.json");
  writeFileSync(join(root, "oracle", "b.json"), "2\n");
  expect(regenerate(root, "oracle", [], shell)).toEqual([
    {name: "a", outcome: "changed"},
    {name: "b", outcome: "unchanged"}
  ]);
  expect(json("a")).toBe("1\n");
});

test("regenerate leaves the JSON as it was when a script fails half way (by hand)", () => {
  script("a", "echo half > oracle/a.json; echo out of tune >&2; exit 3");
  writeFileSync(join(root, "oracle", "a.json"), "whole\n");
  expect(regenerate(root, "oracle", ["a"], shell)).toEqual([
    {name: "a", outcome: "failed", message: "out of tune"}
  ]);
  expect(json("a")).toBe("whole\n");
  script("c", "echo half > oracle/c.json; exit 1");
  regenerate(root, "oracle", ["c"], shell);
  expect(() => json("c")).toThrow("no such file");
  script("d", "true");
  expect(regenerate(root, "oracle", ["d"], shell)[0].message).toBe("it must write d.json");
});

test("regenerate says how to get a program or a package that is missing (by hand)", () => {
  script("a", "echo 'Error: there is no package called ‘cmprsk’' >&2; exit 1");
  expect(regenerate(root, "oracle", [], shell)[0].message).toBe(
    'R lacks the package cmprsk: install.packages("cmprsk"), or r-cran-cmprsk where Debian has it'
  );
  const absent = {".R": {command: "Rscript-that-is-not-there", get: "install R"}};
  expect(regenerate(root, "oracle", [], absent)[0].message).toBe(
    "Rscript-that-is-not-there is not found: install R"
  );
  expect(() => regenerate(root, "oracle", ["d"], shell)).toThrow("name must be one of a; got d");
});
