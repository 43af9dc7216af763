import {expect, test} from "vitest";
import {modelCheck, unitsOfOneCase} from "../../../../publish/disclosure/gate/modelCheck.js";
import {poissonRegression} from "../../../../src/stats/poisson/poissonRegression.js";
import type {Column} from "../../../../src/stats/result/report.js";
import {uniform} from "../../../stats/persontime/cohorts.js";
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

test("unitsOfOneCase is how far cases move an estimate when each is left out in turn (law)", () => {
  const next = uniform(77);
  const dose = Float64Array.from({length: 40}, () => 3 * next());
  const pyr = Float64Array.from({length: 40}, () => 50 + 100 * next());
  const counts = Float64Array.from(dose, (d, i) =>
    Math.round(pyr[i] * 0.05 * (1 + 0.8 * d) * (0.5 + next()))
  );
  const fitted = (cases: Float64Array) =>
    poissonRegression(
      {cases, pyr, excess: {kind: "relative", dose}},
      {interval: {level: 0.95, methods: ["wald"]}}
    );
  const {parameters, events} = fitted(counts);
  const [{estimate, wald}] = parameters;
  let squares = 0;
  counts.forEach((count, i) => {
    if (count === 0) return;
    const without = fitted(counts.map((other, k) => other - Number(k === i))).parameters[0].estimate;
    squares += count * (without - estimate) ** 2;
  });
  const round = (value: number) => Number(value.toFixed(4));
  const units = unitsOfOneCase({
    kind: "estimate",
    label: "ERR",
    value: round(estimate),
    lower: round(wald.lower),
    upper: round(wald.upper),
    cases: events
  });
  const moved = 1e4 * Math.sqrt(squares / events);
  // The squares add up to the variance as a model has it that may be wrong, the standard error's is right.
  expect(units / moved).toBeGreaterThan(0.7);
  expect(units / moved).toBeLessThan(1.4);
});

test("modelCheck finds an estimate whose digits are finer than one case moves it (by hand)", () => {
  const estimate = (value: number, lower: number, upper: number) =>
    reportOf({err: {kind: "estimate", label: "ERR", value, lower, upper, level: 0.95, cases: 25}});
  // Standard error 1, and so a fifth a case: 20 units of 0.01, 2,000 of 0.0001.
  expect(whats(estimate(2, 0.04, 3.96))).toEqual([]);
  expect(whats(estimate(2, 0.04, 3.9599))).toEqual([
    "is printed so finely that one case moves it by 2000 units of its last digit"
  ]);
});
