import {expect, test} from "vitest";
import {disclose, isWithheld} from "../../publish/disclose.js";
import {type Policy, strictest} from "../../publish/policy.js";
import type {Column, Item, Report} from "../../src/stats/result/report.js";

const policy: Policy = {
  holder: "test",
  source: "",
  threshold: 10,
  roundTo: 5,
  zeros: "publish",
  personYearsRoundTo: 10,
  curveDecimals: 3
};

const columns: Column[] = [
  {name: "band", label: "Dose", type: "text"},
  {name: "cases", label: "Cases", type: "count"},
  {name: "pyr", label: "Person-years", type: "personTime"},
  {name: "rr", label: "RR", type: "number", from: ["cases"]}
];

function disclosed(item: Item): Item {
  const report = {
    id: "cardiac/x",
    title: "",
    question: "",
    items: {item},
    warnings: [],
    provenance: {
      key: "",
      extract: {name: "", version: "", synthetic: true, tables: [], truth: null},
      code: "",
      lockfile: "",
      parameters: null,
      seed: null,
      policy: ""
    }
  } satisfies Report;
  return disclose(report, policy).items.item;
}

test("disclose withholds counts below the threshold and what follows from them, and rounds the rest (by hand)", () => {
  const item = disclosed({
    kind: "table",
    caption: "",
    columns,
    rows: [
      ["0", 143, 99_996, 1],
      ["1", 9, 1234, 1.3],
      ["2", 4, 404, 1.9],
      ["3", 0, 55, 0]
    ]
  });
  expect(item).toMatchObject({
    rows: [
      ["0", 145, 100_000, 1],
      ["1", {withheld: "<10"}, 1230, {withheld: "·"}],
      ["2", {withheld: "<10"}, 400, {withheld: "·"}],
      ["3", 0, 60, 0]
    ]
  });
});

test("disclose withholds a second count where a total would give the only withheld one away (by hand)", () => {
  const item = disclosed({
    kind: "table",
    caption: "",
    columns,
    rows: [
      ["0", 143, 1000, 1],
      ["1", 9, 100, 1.3],
      ["2", 31, 100, 1.9]
    ]
  });
  expect(item).toMatchObject({
    rows: [
      ["0", 145, 1000, 1],
      ["1", {withheld: "<10"}, 100, {withheld: "·"}],
      ["2", {withheld: "·"}, 100, {withheld: "·"}]
    ]
  });
});

test("disclose withholds an estimate with its interval when it rests on too few cases", () => {
  const estimate: Item = {
    kind: "estimate",
    label: "ERR",
    value: 1.8,
    lower: 0.2,
    upper: 4,
    p: 0.01,
    cases: 9
  };
  const item = disclosed(estimate);
  expect(item).toEqual({kind: "estimate", label: "ERR", value: {withheld: "fewer than 10 cases"}});
  expect(disclosed({...estimate, cases: 10})).toMatchObject({value: 1.8, lower: 0.2});
});

test("disclose rounds counts in sentences and points of curves in figures", () => {
  expect(disclosed({kind: "estimate", label: "children", value: 98_764, type: "count"})).toMatchObject({
    value: 98_765
  });
  const curve: Column[] = [
    {name: "time", label: "Years", type: "number"},
    {name: "incidence", label: "Incidence", type: "probability"}
  ];
  const figure = disclosed({
    kind: "figure",
    form: "cumulative-incidence",
    caption: "",
    alt: "",
    data: {curve: {columns: curve, rows: [[5, 0.012345678]]}}
  });
  expect(figure).toMatchObject({data: {curve: {rows: [[5, 0.012]]}}});
});

test("disclose names a column that is derived from one that the table has not", () => {
  const bad: Column[] = [{name: "rr", label: "RR", type: "number", from: ["cases"]}];
  expect(() => disclosed({kind: "table", caption: "", columns: bad, rows: [[1]]})).toThrow(
    "from must name a column of the table; got cases"
  );
});

test("strictest takes the strictest rule of each holder (by hand)", () => {
  const other: Policy = {
    ...policy,
    holder: "b",
    threshold: 7,
    roundTo: 7,
    zeros: "withhold",
    curveDecimals: 2
  };
  expect(strictest([policy, other])).toMatchObject({
    threshold: 10,
    roundTo: 7,
    zeros: "withhold",
    curveDecimals: 2
  });
});

test("isWithheld tells a withheld cell from the others", () => {
  expect([{withheld: "<10"}, null, 3, "x"].map(isWithheld)).toEqual([true, false, false, false]);
});
