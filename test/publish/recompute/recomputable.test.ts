import {join} from "node:path";
import {expect, test} from "vitest";
import {disclose} from "../../../publish/disclose.js";
import type {Policy} from "../../../publish/policy.js";
import {readPolicy} from "../../../publish/policy.js";
import {recomputable} from "../../../publish/recompute/recomputable.js";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import type {Item, Report, Table} from "../../../src/stats/result/report.js";
import {poissonInterval} from "../../../src/stats/sir/poissonInterval.js";
import {projectRoot} from "../../site/fixtureProject.js";
import {leukaemia} from "../../site/fixtures.js";

const policy: Policy = readPolicy(join(projectRoot, "data", "policy"));

const spec = {
  model: "poisson",
  response: {events: "cases", personTime: "pyr"},
  where: "lag == 2",
  strata: ["age"],
  excess: {dose: {name: "ERR", expression: "dose / 100"}}
};
const cells: Table = {
  kind: "table",
  caption: "cells",
  columns: [
    {name: "lag", label: "lag", type: "number"},
    {name: "age", label: "age", type: "text"},
    {name: "dose", label: "dose", type: "number", digits: 4},
    {name: "pyr", label: "pyr", type: "personTime"},
    {name: "cases", label: "cases", type: "count"}
  ],
  rows: [
    [2, "under 20", 1.2345678, 90_004, 33],
    [2, "under 20", 20.40004, 30_001, 21],
    [2, "20 or more", 2.2, 50_000, 48],
    [2, "20 or more", 31, 20_000, 27],
    [5, "under 20", 1, 120_005, 54]
  ],
  fits: [{name: "linear", label: "ERR", spec, answers: "trend"}]
};

function published(items: Record<string, Item>): Report {
  const report: Report = {
    id: "cardiac/leukaemia",
    title: "",
    question: "",
    items,
    warnings: [],
    provenance: leukaemia.provenance
  };
  return recomputable(disclose(report, policy), policy);
}

test("recomputable fits a table as it is published, not as it was (by hand)", () => {
  const {items, recompute} = published({cells});
  const shown = (items["cells"] as Table).rows;
  expect(shown[0]).toEqual([2, "under 20", 1.235, 90_000, 35]);
  const fit = poissonRegression(
    {
      cases: Float64Array.of(35, 20, 50, 25),
      pyr: Float64Array.of(90_000, 30_000, 50_000, 20_000),
      strata: Int32Array.of(0, 0, 1, 1),
      excess: {kind: "relative", dose: Float64Array.of(1.235 / 100, 20.4 / 100, 2.2 / 100, 31 / 100)}
    },
    {interval: {methods: ["wald", "profile"]}}
  );
  const [slope] = fit.parameters;
  expect(recompute!.fits).toHaveLength(1);
  expect(recompute!.fits[0]).toMatchObject({
    item: "cells",
    name: "linear",
    answers: "trend",
    logLik: fit.logLik,
    parameters: [
      {
        term: "ERR",
        estimate: slope.estimate,
        se: slope.se,
        lower: slope.profile!.lower,
        upper: slope.profile!.upper
      }
    ]
  });
});

test("recomputable gives the slope over all counts that round to those published (by hand)", () => {
  const {least, most, lower, upper} = published({cells}).recompute!.fits[0].range!;
  const at = (cases: number[]) =>
    poissonRegression(
      {
        cases: Float64Array.from(cases),
        pyr: Float64Array.of(90_000, 30_000, 50_000, 20_000),
        strata: Int32Array.of(0, 0, 1, 1),
        excess: {kind: "relative", dose: Float64Array.of(1.235 / 100, 20.4 / 100, 2.2 / 100, 31 / 100)}
      },
      {interval: {methods: ["wald", "profile"]}}
    ).parameters[0];
  // 35 stands for 33 to 37, 20 for 18 to 22, 50 for 48 to 52, 25 for 23 to 27.
  expect(least).toBe(at([37, 18, 52, 23]).estimate);
  expect(most).toBe(at([33, 22, 48, 27]).estimate);
  expect(lower).toBe(at([37, 18, 52, 23]).profile!.lower);
  expect(upper).toBe(at([33, 22, 48, 27]).profile!.upper);
});

test("recomputable takes rows without strata for one background (by hand)", () => {
  const {strata: _, ...one} = spec;
  const {least, most} = published({cells: {...cells, fits: [{name: "one", label: "ERR", spec: one}]}})
    .recompute!.fits[0].range!;
  // Mean dose (1.235·90 + 20.4·30 + 2.2·50 + 31·20) / 190 = 7.6: the second and last cells raise the slope.
  const at = (cases: number[]) =>
    poissonRegression({
      cases: Float64Array.from(cases),
      pyr: Float64Array.of(90_000, 30_000, 50_000, 20_000),
      strata: Int32Array.of(0, 0, 0, 0),
      excess: {kind: "relative", dose: Float64Array.of(1.235 / 100, 20.4 / 100, 2.2 / 100, 31 / 100)}
    }).parameters[0].estimate;
  expect(least).toBeCloseTo(at([37, 18, 52, 23]), 9);
  expect(most).toBeCloseTo(at([33, 22, 48, 27]), 9);
});

test("recomputable leaves out a fit whose table lacks a withheld count (by hand)", () => {
  const rows = cells.rows.map((row, i) => (i === 1 ? [...row.slice(0, 4), 7] : row));
  expect(published({cells: {...cells, rows}}).recompute!.fits).toEqual([]);
});

const rate = (cases: number, pyr: number) => {
  const {lower, upper} = poissonInterval(cases);
  return [cases, ...[cases, lower, upper].map((count) => (1e5 * count) / pyr)];
};
const rates: Table = {
  kind: "table",
  caption: "rates",
  columns: [
    {name: "group", label: "Group", type: "text"},
    {name: "personYears", label: "Person-years", type: "personTime"},
    {name: "cases", label: "Cases", type: "count"},
    {name: "rate", label: "Rate", type: "number", digits: 3, from: ["cases"]},
    {name: "lower", label: "lower", type: "number", digits: 3, from: ["cases"]},
    {name: "upper", label: "upper", type: "number", digits: 3, from: ["cases"]},
    {name: "noise", label: "Noise", type: "number", digits: 3}
  ],
  rows: [
    ["a", 20_000, ...rate(20, 20_000), 3.21],
    ["b", 40_000, ...rate(48, 40_000), 17],
    ["c", 10_000, ...rate(4, 10_000), 8.04]
  ]
};

test("recomputable finds rates and their exact bounds, and nothing where nothing holds (by hand)", () => {
  const {columns} = published({rates}).recompute!;
  expect(columns.map(({column, formula}) => [column, formula.kind])).toEqual([
    [3, "ratio"],
    [4, "bound"],
    [5, "bound"]
  ]);
  const [ratio, lower] = columns;
  // 48 cases are published as 50; the figures of the third row are withheld with its count.
  expect(ratio.values).toEqual([(1e5 * 20) / 20_000, (1e5 * 50) / 40_000, null]);
  expect(lower.values[0]).toBe((1e5 * poissonInterval(20).lower) / 20_000);
  expect(lower.values[2]).toBeNull();
});

test("recomputable adds nothing to a report that no extract has made (by hand)", () => {
  const record: Report = {
    id: "docs/x",
    title: "",
    question: "",
    items: {rates},
    warnings: [],
    provenance: null
  };
  expect(recomputable(record, policy)).toBe(record);
});
