import {expect, test} from "vitest";
import {type Inputs, inputChanges} from "../../publish/inputs.js";

const before: Inputs = {
  extract: {
    name: "small",
    version: "1",
    synthetic: true,
    tables: [{name: "persons", sha256: "p1", rows: 10}],
    truth: "t"
  },
  code: "c1",
  lockfile: "l",
  parameters: {lagYears: 2, doseBands: [0, 3, 6]},
  seed: null,
  modules: {"src/stats/a.ts": "a1", "src/stats/b.ts": "b1"}
};

test("inputChanges names the table, the file, the parameter and the packages that changed (by hand)", () => {
  const after: Inputs = {
    ...before,
    extract: {...before.extract, tables: [{name: "persons", sha256: "p2", rows: 12}]},
    code: "c2",
    lockfile: "m",
    parameters: {lagYears: 3, doseBands: [0, 3, 7]},
    modules: {"src/stats/a.ts": "a2", "src/stats/c.ts": "c1"}
  };
  expect(inputChanges(before, after)).toEqual([
    {factor: "data", what: "table persons", how: "10 → 12 rows"},
    {factor: "code", what: "src/stats/a.ts", how: "changed"},
    {factor: "code", what: "src/stats/b.ts", how: "no longer reached"},
    {factor: "code", what: "src/stats/c.ts", how: "now reached"},
    {factor: "parameters", what: "doseBands.2", how: "6 → 7"},
    {factor: "parameters", what: "lagYears", how: "2 → 3"},
    {factor: "environment", what: "package-lock.json", how: "locked packages changed"}
  ]);
});

test("inputChanges of the same inputs is empty (by hand)", () => {
  expect(inputChanges(before, structuredClone(before))).toEqual([]);
});
