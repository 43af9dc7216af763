import {expect, test} from "vitest";
import {curveAttack} from "../../../../publish/disclosure/gate/curveAttack.js";
import type {Cell, Column, Report} from "../../../../src/stats/result/report.js";
import {policy, reportOf, tableOf} from "./reports.js";

const time: Column = {name: "time", label: "Years", type: "number"};
const surv: Column = {name: "surv", label: "Survival", type: "probability"};

/** Kaplan–Meier's curve of `n` children, every third step a censoring in between, to `decimals`. */
function curve(n: number, events: number, decimals: number, every = 1): Report {
  const rows: Cell[][] = [["", 0, 1]];
  let [s, atRisk] = [1, n];
  for (let k = 1; k <= events; ++k) {
    s *= 1 - 1 / atRisk;
    atRisk -= k % 3 === 0 ? 2 : 1;
    if (k % every === 0) rows.push(["", k, Number(s.toFixed(decimals))]);
  }
  return reportOf({curve: tableOf([time, surv], rows)});
}

test("curveAttack tells the numbers at risk from six decimals, fewer from fewer (law)", () => {
  const recovered = [6, 4, 3].map((decimals) => curveAttack([curve(200, 144, decimals)], policy).recovered);
  expect(recovered[0]).toBe(144);
  expect(recovered[1]).toBeLessThan(recovered[0]);
  expect(recovered[2]).toBeLessThan(recovered[1]);
});

test("curveAttack tells none of a curve at ten events a step whose events are rounded (by hand)", () => {
  const events: Column = {name: "events", label: "Events", type: "count"};
  const rows: Cell[][] = [
    ["", 0, 1, 0],
    ["", 1, 0.976, 10],
    ["", 2, 0.95, 10],
    ["", 3, 0.924, 10]
  ];
  expect(curveAttack([reportOf({curve: tableOf([time, surv, events], rows)})], policy)).toEqual({
    findings: [],
    curves: 1,
    steps: 3,
    recovered: 0
  });
});

test("curveAttack finds a curve with more decimals than the policy allows", () => {
  const {findings} = curveAttack([curve(400, 140, 4, 20)], policy);
  expect(findings.map(({what}) => what)).toContain("has more than 3 decimals");
});

test("curveAttack finds steps without ten events between them, or that do not say so (by hand)", () => {
  const events: Column = {name: "events", label: "Events", type: "count"};
  const report = (rows: Cell[][]) => reportOf({curve: tableOf([time, surv, events], rows)});
  const whats = (one: Report) =>
    curveAttack([one], {...policy, eventsPerStep: 15}).findings.map(({what}) => what);
  expect(
    whats(
      report([
        ["", 0, 1, 0],
        ["", 1, 0.95, 15],
        ["", 2, 0.91, 10],
        ["", 3, 0.91, 0]
      ])
    )
  ).toEqual(["has 1 steps that are not said to hold 15 events or more"]);
  const silent = reportOf({
    curve: tableOf(
      [time, surv],
      [
        ["", 0, 1],
        ["", 1, 0.95],
        ["", 2, 0.9]
      ]
    )
  });
  expect(whats(silent)).toContain("has 2 steps that are not said to hold 15 events or more");
});
