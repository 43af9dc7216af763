import {join} from "node:path";
import {readPolicy} from "../../../publish/policy.js";
import {recomputable} from "../../../publish/recompute/recomputable.js";
import type {Cell, Estimate, Report, Table} from "../../../src/stats/result/report.js";
import {poissonInterval} from "../../../src/stats/sir/poissonInterval.js";
import {projectRoot} from "../../site/fixtureProject.js";
import {leukaemia} from "../../site/fixtures.js";

const policy = readPolicy(join(projectRoot, "data", "policy"));

const named = (name: string, type: Table["columns"][number]["type"], digits?: number) => ({
  name,
  label: name,
  type,
  ...(digits && {digits})
});

/** Person-time of two ages and two doses under two lags, with a fit of the first. */
const cells: Table = {
  kind: "table",
  caption: "cells",
  columns: [
    named("lag", "number"),
    named("transplant", "text"),
    named("age", "text"),
    named("from", "number"),
    named("to", "number"),
    named("dose", "number", 4),
    named("pyr", "personTime"),
    named("cases", "count")
  ],
  rows: [
    [2, "either", "under 20", 0, 5, 2, 90_000, 35],
    [2, "either", "under 20", 5, null, 20, 30_000, 20],
    [2, "either", "20 or more", 0, 5, 2.5, 50_000, 50],
    [2, "either", "20 or more", 5, null, 30, 20_000, 30],
    [5, "either", "under 20", 0, 5, 1.5, 95_000, 40],
    [5, "either", "under 20", 5, null, 18, 25_000, 15]
  ],
  fits: [
    {
      name: "linear",
      label: "ERR per 100 mGy",
      spec: {
        model: "poisson",
        response: {events: "cases", personTime: "pyr"},
        where: "lag == 2",
        strata: ["age"],
        excess: {dose: {name: "ERR", expression: "dose / 100"}}
      },
      answers: "trend"
    }
  ]
};

const rates: Table = {
  kind: "table",
  caption: "rates",
  columns: [
    {name: "group", label: "Group", type: "text"},
    {name: "pyr", label: "Person-years", type: "personTime"},
    {name: "cases", label: "Cases", type: "count"},
    {name: "rate", label: "Rate", type: "number", digits: 3, from: ["cases"]},
    {name: "lower", label: "lower", type: "number", digits: 3, from: ["cases"]},
    {name: "upper", label: "upper", type: "number", digits: 3, from: ["cases"]}
  ],
  rows: [
    ["girls", 20_000, ...rateOf(20, 20_000)],
    ["boys", 40_000, ...rateOf(50, 40_000)]
  ]
};

const trend: Estimate = {kind: "estimate", label: "ERR of leukaemia", value: 1.2, lower: -1, upper: 5};

/** A disclosed report with published cells and rates, and what follows from them. */
export function cellsReport(): Report {
  const report = {
    id: "cardiac/leukaemia",
    title: "",
    question: "",
    warnings: [],
    provenance: leukaemia.provenance,
    items: {trend, cells, rates}
  };
  return JSON.parse(JSON.stringify(recomputable(report, policy))) as Report;
}

function rateOf(cases: number, pyr: number): Cell[] {
  const {lower, upper} = poissonInterval(cases);
  return [cases, ...[cases, lower, upper].map((count) => Number(((1e5 * count) / pyr).toFixed(1)))];
}
