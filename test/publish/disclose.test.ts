import {expect, test} from "vitest";
import {disclose, isWithheld} from "../../publish/disclose.js";
import {type Policy, parsePolicy, readPolicy, strictest} from "../../publish/policy.js";
import {proportionInterval} from "../../src/stats/inference/proportionInterval.js";
import type {Cell, Column, Item, Report, Table} from "../../src/stats/result/report.js";
import {sir} from "../../src/stats/sir/sir.js";

const policy: Policy = {
  holder: "test",
  source: "",
  threshold: 10,
  roundTo: 5,
  zeros: "publish",
  personYearsRoundTo: 10,
  curveDecimals: 3,
  eventsPerStep: 10,
  percentileTail: 10,
  residualDf: 10,
  width: 4,
  unitsPerCase: 100,
  significantDigits: 7,
  rowsAtMost: 5000,
  exempt: []
};

const columns: Column[] = [
  {name: "band", label: "Dose", type: "text"},
  {name: "cases", label: "Cases", type: "count"},
  {name: "pyr", label: "Person-years", type: "personTime"},
  {name: "rr", label: "RR", type: "number", from: ["cases"]}
];

function disclosed(item: Item, total?: Item): Item {
  const report = {
    id: "cardiac/x",
    title: "",
    question: "",
    items: {item, ...(total && {total})},
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

test("disclose withholds a second count just where the total gives the only withheld one away (by hand)", () => {
  // 45 − 45, each ± 2, leaves 1 to 4 of 1 to 9; 50 − 45 leaves all of them.
  const rows = (most: number, few: number) =>
    disclosed(
      {
        kind: "table",
        caption: "",
        columns,
        rows: [
          ["0", most, 1000, 1],
          ["1", few, 100, 1.3]
        ]
      },
      {kind: "estimate", label: "Cases", type: "count", value: most + few}
    );
  expect(rows(43, 2)).toMatchObject({
    rows: [
      ["0", {withheld: "·"}, 1000, {withheld: "·"}],
      ["1", {withheld: "<10"}, 100, {withheld: "·"}]
    ]
  });
  expect((rows(43, 6) as Table).rows.map((row) => row[1])).toEqual([45, {withheld: "<10"}]);
});

test("disclose computes shares, rates and ratios from the published counts (by hand)", () => {
  const figures: Column[] = [
    ...columns.slice(0, 3),
    {name: "share", label: "Share", type: "number", digits: 3, from: ["cases"]},
    {name: "rate", label: "Rate", type: "number", digits: 3, from: ["cases"]},
    {name: "expected", label: "Expected", type: "number", digits: 3, from: ["cases"]},
    {name: "sir", label: "SIR", type: "number", digits: 4, from: ["cases"]},
    {name: "lower", label: "lower", type: "number", digits: 4, from: ["cases"]},
    {name: "upper", label: "upper", type: "number", digits: 4, from: ["cases"]}
  ];
  const row = (label: string, cases: number, pyr: number, expected: number): Cell[] => {
    const {estimate, lower, upper} = sir(cases, expected);
    return [label, cases, pyr, (100 * cases) / 176, (1e5 * cases) / pyr, expected, estimate, lower, upper];
  };
  const item = disclosed({
    kind: "table",
    caption: "",
    columns: figures,
    rows: [row("a", 113, 10_003, 98.76), row("b", 63, 5001, 40.21)]
  });
  const [a, b] = (item as Table).rows;
  const again = sir(115, 98.76);
  expect(a[1]).toBe(115);
  expect(a[3]).toBe(65.7); // 115 of 175
  expect(a[4]).toBe(1150); // 115 in 10,003 years
  expect(a[5]).toBe(98.8);
  expect(a[6]).toBe(1.164); // 115 / 98.76
  expect(a[7]).toBe(Number(again.lower.toPrecision(4)));
  expect(a[8]).toBe(Number(again.upper.toPrecision(4)));
  expect(b.slice(0, 4)).toEqual(["b", 65, 5000, 37.1]);
});

test("disclose computes Wilson's bounds of a share from the published counts of part and whole (by hand)", () => {
  const figure = (name: string): Column => ({name, label: name, type: "number", digits: 7, from: ["cases"]});
  const of = ([part, whole]: [number, number]) => {
    const {lower, upper} = proportionInterval(part, whole);
    return [(100 * part) / whole, 100 * lower, 100 * upper];
  };
  const item = disclosed({
    kind: "table",
    caption: "",
    columns: [
      columns[0],
      columns[1],
      {name: "all", label: "Of", type: "count"},
      ...["share", "lower", "upper"].map(figure)
    ],
    rows: [
      ["a", 13, 57, ...of([13, 57])],
      ["b", 56, 56, ...of([56, 56])],
      ["c", 203, 1012, ...of([203, 1012])]
    ]
  }) as Table;
  const shown = item.rows.map((row) => row.slice(3).map((value) => Number(value).toFixed(2)));
  const pairs: [number, number][] = [
    [15, 55],
    [55, 55],
    [205, 1010]
  ];
  expect(shown).toEqual(pairs.map((pair) => of(pair).map((value) => value.toFixed(2))));
});

test("disclose scales what the model makes of the cases by the published total (by hand)", () => {
  const figures: Column[] = [
    ...columns.slice(0, 2),
    {name: "background", label: "Background", type: "number", digits: 3, from: ["cases"]},
    {name: "excess", label: "Excess", type: "number", digits: 3, from: ["cases"]}
  ];
  const item = disclosed({
    kind: "table",
    caption: "",
    columns: figures,
    rows: [
      ["low", 13, 12.5, 1.5],
      ["high", 30, 20, 9],
      ["all", 43, 32.5, 10.5]
    ]
  });
  expect((item as Table).rows).toEqual([
    ["low", 15, 13.1, 1.57],
    ["high", 30, 20.9, 9.42],
    ["all", 45, 34, 11]
  ]);
});

test("disclose publishes a percentile where ten values lie beyond it, extremes never (by hand)", () => {
  const figures: Column[] = ["p10", "median", "p90", "max"].map((name) => ({
    name,
    label: name,
    type: "number",
    from: ["cases"]
  }));
  const item = disclosed({
    kind: "table",
    caption: "",
    columns: [...columns.slice(0, 2), ...figures],
    rows: [
      ["few", 99, 1.25, 2.5, 3.5, 9.5],
      ["many", 100, 1.25, 2.5, 3.5, 9.5]
    ]
  });
  const withheld = {withheld: "·"};
  expect((item as Table).rows).toEqual([
    ["few", 100, withheld, 2.5, withheld, withheld],
    ["many", 100, 1.25, 2.5, 3.5, withheld]
  ]);
});

test("disclose keeps no digits that are not printed", () => {
  const estimate: Item = {
    kind: "estimate",
    label: "ERR",
    value: 0.558523,
    lower: -1.04928,
    upper: 12.388818,
    p: 0.82753,
    cases: 253
  };
  expect(disclosed(estimate)).toMatchObject({value: 0.56, lower: -1.05, upper: 12.39, p: 0.83, cases: 255});
  const forest: Column[] = ["estimate", "lower", "upper"].map((name) => ({
    name,
    label: name,
    type: "number",
    digits: 3,
    from: ["cases"]
  }));
  const item = disclosed({
    kind: "table",
    caption: "",
    columns: [...columns.slice(0, 2), ...forest],
    rows: [["a", 45, 0.558523, -1.04928, 12.388818]]
  });
  expect((item as Table).rows).toEqual([["a", 45, 0.559, -1.049, 12.389]]);
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

test("readPolicy takes the strictest of the holders in data/policy, and what all of them exempt", () => {
  const policy = readPolicy(new URL("../../data/policy", import.meta.url).pathname);
  expect(policy).toMatchObject({
    holder: "pooled extract, NHS England",
    threshold: 10,
    roundTo: 5,
    exempt: []
  });
});

test("parsePolicy fills rules that a holder does not state, and names one that is wrong", () => {
  const stated = {
    holder: "a",
    source: "b",
    threshold: 3,
    roundTo: 1,
    zeros: "publish",
    personYearsRoundTo: 1,
    curveDecimals: 3
  };
  expect(parsePolicy(JSON.stringify(stated), "a.json")).toMatchObject({
    threshold: 3,
    percentileTail: 10,
    exempt: []
  });
  const wrong = (change: object) => () => parsePolicy(JSON.stringify({...stated, ...change}), "a.json");
  expect(wrong({threshold: 0})).toThrow("threshold must be >= 1 in a.json");
  expect(wrong({treshold: 5})).toThrow("policy must NOT have additional properties: treshold in a.json");
});

test("disclose publishes models on few cases where every holder exempts them", () => {
  const report: Report = {
    id: "cardiac/x",
    title: "",
    question: "",
    items: {err: {kind: "estimate", label: "ERR", value: 1.8, cases: 9}},
    warnings: [],
    provenance: null
  };
  expect(disclose(report, {...policy, exempt: ["models"]}).items.err).toEqual({
    kind: "estimate",
    label: "ERR",
    value: 1.8
  });
});

test("disclose computes a share in a sentence from the published counts, and withholds a small one (by hand)", () => {
  const share = (part: number, cases: number, more = {}) =>
    disclosed({
      kind: "estimate",
      label: "Share",
      type: "percent",
      value: (100 * part) / cases,
      cases,
      digits: 4,
      ...more
    });
  expect(share(143, 1222)).toMatchObject({value: 11.89, cases: 1220});
  expect((100 * 145) / 1220).toBeCloseTo(11.89, 2);
  expect(share(7, 1222)).toEqual({
    kind: "estimate",
    label: "Share",
    type: "percent",
    value: {withheld: "<10"},
    unit: undefined
  });
  // A percentage that is no share of its cases, or has an interval, is a figure of its own.
  expect(share(143.5, 1222)).toMatchObject({value: 11.74});
  expect(share(143, 1222, {lower: 9, upper: 13})).toMatchObject({value: 11.7});
});
