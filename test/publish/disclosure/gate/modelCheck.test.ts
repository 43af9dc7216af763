import {expect, test} from "vitest";
import {modelCheck} from "../../../../publish/disclosure/gate/modelCheck.js";
import type {Column} from "../../../../src/stats/result/report.js";
import {cases, policy, reportOf, tableOf, total} from "./reports.js";

const whats = (...reports: Parameters<typeof modelCheck>[0][]) =>
  reports.flatMap((report) => modelCheck(report, policy).findings.map(({what}) => what));

test("modelCheck finds estimates on few cases, models with few cases a parameter, and too many digits", () => {
  expect(whats(reportOf({err: {kind: "estimate", label: "ERR", value: 1.2, cases: 9}}))).toEqual([
    "rests on fewer than 10 cases"
  ]);
  const parameters: Column = {name: "parameters", label: "Parameters", type: "number"};
  const shapes = tableOf(
    [parameters],
    [
      ["linear", 1],
      ["bands", 6]
    ]
  );
  expect(whats(reportOf({shapes, cases: total(15)}))).toEqual([
    "fits 6 parameters to 15 cases; 10 more cases than parameters are asked for"
  ]);
  expect(whats(reportOf({err: {kind: "estimate", label: "ERR", value: 1.23456789}}))).toEqual([
    "holds figures of more than 7 significant digits"
  ]);
});

test("modelCheck finds extremes and percentiles near the ends (by hand)", () => {
  const percentile = (name: string): Column => ({name, label: name, type: "number", from: ["cases"]});
  const table = (n: number, name: string) =>
    reportOf({doses: tableOf([cases, percentile(name)], [["a", n, 2.5]])});
  expect(whats(table(200, "p10"), table(100, "p90"), table(20, "median"))).toEqual([]);
  expect(whats(table(95, "p10"), table(500, "p99"), table(500, "max"))).toEqual([
    "gives p10 with fewer than 10 values beyond it",
    "gives p99 with fewer than 10 values beyond it",
    "gives max with fewer than 10 values beyond it"
  ]);
});
