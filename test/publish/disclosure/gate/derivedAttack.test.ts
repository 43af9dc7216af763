import {expect, test} from "vitest";
import {figureAttack} from "../../../../publish/disclosure/gate/figureAttack.js";
import type {Column, Report} from "../../../../src/stats/result/report.js";
import {cases, policy, reportOf, small, tableOf, total} from "./reports.js";

const wheres = (...reports: Report[]) => [...new Set(figureAttack(reports, policy).map(({where}) => where))];

const expected: Column = {name: "expected", label: "Expected", type: "number", digits: 3};
const sir: Column = {name: "sir", label: "SIR", type: "number", digits: 3};
const pyr: Column = {name: "pyr", label: "Person-years", type: "personTime"};
const share: Column = {name: "share", label: "Share", type: "number", unit: "%", digits: 3};

test("derivedAttack finds the count behind a percentage of a total (by hand)", () => {
  // 6 of 176 is 3.41 %: of 173 to 177 children 5.9 to 6.05.
  const rows = (shares: number[]) => [
    ["a", 115, shares[0]],
    ["b", 55, shares[1]],
    ["c", small, shares[2]]
  ];
  const exact = reportOf({table: tableOf([cases, share], rows([64.2, 32.4, 3.41])), cases: total(175)});
  expect(wheres(exact)).toContain("cardiac/x#table, c");
  const rounded = tableOf(
    [cases, share],
    [
      ["a", 115, 65.7],
      ["b", 60, 34.3],
      ["c", small, {withheld: "·"}]
    ]
  );
  expect(wheres(reportOf({table: rounded, cases: total(175)}))).toEqual([]);
});

test("derivedAttack finds a small count behind a percentage beside large ones, and takes no fit for a count (by hand)", () => {
  const rows = [
    ["a", 6420, 64.2],
    ["b", 2570, 25.7],
    ["c", 1000, 10],
    ["d", small, 0.06]
  ];
  expect(wheres(reportOf({table: tableOf([cases, share], rows), cases: total(10_000)}))).toContain(
    "cardiac/x#table, d"
  );
  const fitted: Column = {name: "fitted", label: "Fitted", type: "number", digits: 3};
  const close = [
    ["a", 35, 33.4],
    ["b", 90, 87.3],
    ["c", 70, 71.3]
  ];
  expect(wheres(reportOf({table: tableOf([cases, fitted], close)}))).toEqual([]);
});

test("derivedAttack finds the exact count behind a rate and behind a standardised ratio (by hand)", () => {
  const rate: Column = {name: "rate", label: "Rate", type: "number", digits: 4};
  const rated = (a: number, b: number) =>
    reportOf({
      table: tableOf(
        [cases, pyr, rate],
        [
          ["a", 115, 10_000, a],
          ["b", 60, 5000, b]
        ]
      )
    });
  expect(wheres(rated(1130, 1240))).toEqual(["cardiac/x#table, a", "cardiac/x#table, b"]);
  expect(wheres(rated(1150, 1200))).toEqual([]);
  const ratio = (a: number, b: number) =>
    reportOf({
      table: tableOf(
        [cases, expected, sir],
        [
          ["a", 115, 98.8, a],
          ["b", 65, 40.2, b]
        ]
      )
    });
  expect(wheres(ratio(1.14, 1.57)).length).toBeGreaterThan(0);
  expect(wheres(ratio(1.16, 1.62))).toEqual([]);
});

test("derivedAttack finds a figure beside the withheld count that it derives from", () => {
  const rr: Column = {name: "rr", label: "RR", type: "number", from: ["cases"]};
  expect(
    wheres(
      reportOf({
        table: tableOf(
          [cases, rr],
          [
            ["a", 20, 1],
            ["b", small, 3.3]
          ]
        )
      })
    )
  ).toEqual(["cardiac/x#table, b"]);
});

test("figureAttack finds the count behind a ratio in one table and what was expected in another (by hand)", () => {
  // 113 of 98.8 and 63 of 40.2 are 1.14 and 1.57; 115 and 65 are 1.16 and 1.62.
  const report = (a: number, b: number) => {
    const counts = tableOf(
      [cases, expected],
      [
        ["a", 115, 98.8],
        ["b", 65, 40.2]
      ]
    );
    const ratios = tableOf(
      [sir],
      [
        ["b", b],
        ["a", a]
      ]
    );
    return reportOf({counts, ratios});
  };
  expect(wheres(report(1.14, 1.57))).toEqual(["cardiac/x#counts, a", "cardiac/x#counts, b"]);
  expect(wheres(report(1.16, 1.62))).toEqual([]);
});

test("figureAttack finds the count behind a rate by itself and person-years of another report (by hand)", () => {
  // 43 cases in 12,340 years are 348.5 per 100,000; 45 are 364.7.
  const rate = (value: number) =>
    reportOf({
      "person-years": {kind: "estimate", label: "Person-years", type: "personTime", value: 12_340},
      rate: {kind: "estimate", label: "Rate", unit: "per 100,000 person-years", value}
    });
  const other = {
    ...reportOf({table: tableOf([pyr, cases], [["all of them", 12_340, 45]])}),
    id: "cardiac/y"
  };
  expect(wheres(rate(348.5), other)).toEqual(["cardiac/y#table, all of them"]);
  expect(wheres(rate(364.7), other)).toEqual([]);
  const elsewhere = {...other, items: {table: tableOf([pyr, cases], [["all of them", 12_350, 45]])}};
  expect(wheres(rate(348.5), elsewhere)).toEqual([]);
});

test("figureAttack finds a withheld count behind a ratio in a figure of the report (by hand)", () => {
  const report = (ratio: number | typeof small) =>
    reportOf({
      table: tableOf([cases, expected], [["thyroid", small, 4.12]]),
      forest: {
        kind: "figure",
        form: "forest",
        caption: "",
        alt: "",
        data: {estimates: {...tableOf([sir], [["thyroid", ratio]])}}
      }
    });
  expect(wheres(report(0.728))).toEqual(["cardiac/x#table, thyroid"]);
  expect(wheres(report(small))).toEqual([]);
});

test("figureAttack takes no figure of other children, and none of a row that may be one of several", () => {
  const counts = tableOf([cases, expected], [["a", 115, 98.8]]);
  const twice = tableOf(
    [sir],
    [
      ["a", 1.14],
      ["a", 1.2]
    ]
  );
  expect(wheres(reportOf({counts, twice}))).toEqual([]);
  expect(wheres(reportOf({counts, other: tableOf([sir], [["b", 1.14]])}))).toEqual([]);
});
