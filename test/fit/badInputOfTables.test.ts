import {tableFromArrays, tableToIPC} from "@uwdata/flechette";
import {describe, expect, test} from "vitest";
import type {Answer} from "../../fit/answer.js";
import {fitTable} from "../../fit/fitTable.js";
import {readFitSpec} from "../../fit/spec/readFitSpec.js";
import {readArrow} from "../../fit/table/readArrow.js";
import {readCsv} from "../../fit/table/readCsv.js";

/** Eight made-up cells of person-time in three strata. */
const columns = ["g", "dose", "x", "pyr", "cases", "rate", "w", "day"] as const;
type Row = Record<(typeof columns)[number], string | number>;
const cells: Row[] = [
  ["a", 0, 1, 100, 3],
  ["a", 1, 2, 50, 4],
  ["a", 3, 0, 40, 2],
  ["b", 0, 4, 80, 1],
  ["b", 2, 3, 30, 6],
  ["b", 4, 1, 20, 2],
  ["c", 0.5, 2, 60, 2],
  ["c", 1.5, 5, 30, 3]
].map(([g, dose, x, pyr, cases], i) => ({
  g,
  dose,
  x,
  pyr,
  cases,
  rate: 0.01 + i / 1000,
  w: 1,
  day: `2001-02-0${i + 1}`
}));
const csv = (change: (row: Row, i: number) => Partial<Row> = () => ({})) =>
  `${columns}\n${cells.map((row, i) => `${Object.values({...row, ...change(row, i)})}\n`).join("")}`;
const third = (change: Partial<Row>) => csv((_, i) => (i === 2 ? change : {}));

const response = {events: "cases", personTime: "pyr"};
const base = {model: "poisson", response, strata: ["g"], interval: {methods: ["wald"]}};
const poisson = {
  relative: {...base, excess: {dose: "dose"}},
  absolute: {...base, excess: {kind: "absolute", dose: "dose"}},
  loglinear: {...base, loglinear: ["dose"]},
  mixture: {...base, excess: {joint: "mixture", parts: [{dose: "dose"}, {dose: "x"}]}},
  threshold: {...base, excess: {dose: "dose", shape: "threshold"}},
  categorical: {...base, excess: {dose: "dose", shape: "categorical", cuts: [1, 2]}},
  scattered: {...base, excess: {dose: "dose"}, family: "negative-binomial"}
};
const sir = {
  expected: {model: "sir", response: {events: "cases", expected: "rate"}, strata: ["g"]},
  rate: {model: "sir", response: {...response, rate: "rate"}, strata: ["g"]}
};
const meta = {model: "meta", response: {estimate: "dose", se: "w"}};
const specs = {...poisson, ...sir, meta};
type Name = keyof typeof specs;
const names = Object.keys(specs) as Name[];
const ofPoisson = Object.keys(poisson) as Name[];
const withDose = ofPoisson.filter((name) => "excess" in specs[name]);
const ofSir = Object.keys(sir) as Name[];
const withPersonTime: Name[] = [...ofPoisson, "rate"];

const answerTo = (spec: object, text: string): Answer =>
  fitTable(readFitSpec("spec", JSON.stringify(spec)), readCsv("t.csv", text));

/** The list of bad input: in which models, the table, the error, what the spec has besides. */
const errors: [string, readonly Name[], string, string | RegExp, object?][] = [
  ["an empty table", names, csv().split("\n")[0], "t.csv must have rows; got a header alone"],
  ["no events", ofPoisson, csv(() => ({cases: 0})), "cases must hold an event; got none"],
  ["a constant dose", ofPoisson, csv(() => ({dose: 1})), "dose must vary; got 1 in every row"],
  [
    "a dose that is constant within strata",
    ["relative", "absolute", "threshold", "categorical", "scattered"],
    csv(({g}) => ({dose: "abc".indexOf(String(g)) + 1})),
    /dose( 1–2)? must vary within a stratum that has cases/
  ],
  ["a negative dose", withDose, third({dose: -1}), "dose must be ≥ 0; got -1 in row 3 of t.csv"],
  [
    "a missing dose everywhere",
    [...ofPoisson, "meta"],
    csv(() => ({dose: "NaN"})),
    "missing value in dose (8)"
  ],
  ["an infinite dose", ofPoisson, third({dose: "1e999"}), "dose must be finite; got Infinity in row 3"],
  ["a dose too large to square", ofPoisson, third({dose: 1e60}), "dose must lie within ±1e+50; got 1e+60"],
  [
    "dates for doses",
    withDose,
    csv(({day}) => ({dose: day})),
    "dose must be a number; got the date 2001-02-01"
  ],
  ["a text among doses", ofPoisson, third({dose: "3 Gy"}), 'dose must be a number; got "3 Gy" in row 3'],
  [
    "a decimal comma",
    ofPoisson,
    third({dose: '"3,5"'}),
    'got "3,5" in row 3 of t.csv (decimals are written with a point)'
  ],
  [
    "another sign for missing",
    ofPoisson,
    third({dose: "N/A"}),
    'got "N/A" in row 3 of t.csv (a missing value is an empty cell or NA)'
  ],
  [
    "a text among cases",
    [...ofPoisson, ...ofSir],
    third({cases: "two"}),
    'cases must be a number; got "two"'
  ],
  ["negative cases", [...ofPoisson, ...ofSir], third({cases: -1}), "≥ 0; got -1 in row 3 of t.csv"],
  ["negative person-time", withPersonTime, third({pyr: -4}), "pyr must be ≥ 0; got -4 in row 3 of t.csv"],
  [
    "cases without person-time",
    withPersonTime,
    third({pyr: 0}),
    "pyr must be > 0 where there are events; got 0 in row 3 of t.csv"
  ],
  [
    "cases where the rate is 0",
    ["relative", "absolute"],
    third({rate: 0}),
    "rate must be > 0 where there are events; got 0 in row 3 of t.csv",
    {response: {...response, rate: "rate"}}
  ],
  [
    "no expected cases",
    ofSir,
    csv(({g}) => (g === "b" ? {rate: 0} : {})),
    "expected cases must be > 0; got 0 in g=b"
  ],
  [
    "broken cases",
    [...ofSir, "scattered"],
    third({cases: 1.5}),
    "cases must be a whole number ≥ 0; got 1.5 in row 3"
  ],
  [
    "weights of zero",
    ["relative", "absolute", "loglinear"],
    csv(() => ({w: 0})),
    "w must hold a weight > 0; got none",
    {weights: "w"}
  ],
  [
    "weights of zero where there are events",
    ["relative", "absolute"],
    csv((_, i) => (i < 3 ? {cases: 0} : {w: 0})),
    "cases must hold an event in a row of w > 0; got none",
    {weights: "w"}
  ],
  [
    "a column that does not exist",
    [...ofPoisson, ...ofSir],
    csv().replace("g,", "G,"),
    'has no column "g"; did you mean "G"?'
  ],
  ["a column twice", names, csv().replace("x,", "dose,"), 'must have names of their own; got "dose" twice'],
  ["a term of the outcome", ofPoisson, csv(), "cases must be the outcome alone", {loglinear: ["cases"]}],
  [
    "a stratum of the outcome",
    [...ofPoisson, ...ofSir],
    csv(),
    "cases must be the outcome alone",
    {strata: ["cases"]}
  ],
  [
    "one column for two parts",
    ["relative", "expected"],
    csv(),
    /response must name different columns; got cases for events and (personTime|expected)/,
    {response: {events: "cases", personTime: "cases", expected: undefined}}
  ],
  [
    "a definition that is a column",
    ["relative"],
    csv(),
    "define must have names that are no columns; got dose",
    {define: {dose: "x"}}
  ],
  [
    "bands above the least dose",
    ["relative"],
    csv(),
    "bands must begin at the least dose or below; got 1 > 0 in row 1",
    {bands: [1, 2]}
  ],
  ["bands that fall", ["relative"], csv(), "bands must ascend; got 0 after 1", {bands: [1, 0]}],
  [
    "an offset that overflows",
    ["relative"],
    csv(),
    "pyr must lie within ±100, as it is the log of a factor; got 100",
    {response: {events: "cases", personTime: "rate"}, offset: "pyr"}
  ],
  [
    "weights of a negative binomial",
    ["scattered"],
    csv(),
    "(a weight adds up counts, and their sum scatters less",
    {weights: "w"}
  ],
  [
    "an absolute negative binomial",
    ["absolute"],
    csv(),
    "(its scatter is a factor of the whole rate, which background and excess share only where",
    {family: "negative-binomial"}
  ],
  [
    "a trend that is constant",
    ofSir,
    csv(() => ({x: 1})),
    "x must differ between strata; got 1 in each",
    {trend: "x"}
  ],
  [
    "a trend without strata",
    ofSir,
    csv(),
    "trend must go with two strata or more; got none",
    {trend: "x", strata: undefined}
  ],
  ["a standard error of 0", ["meta"], third({w: 0}), "w must be > 0; got 0 in row 3 of t.csv"],
  [
    "equal estimates for Hartung and Knapp",
    ["meta"],
    csv(() => ({dose: 2})),
    "dose must differ between studies for Hartung and Knapp; got 2 in each",
    {hartungKnapp: true}
  ],
  [
    "an empty list",
    ofPoisson,
    csv(),
    "interval.methods must have at least 1 entry; got []",
    {interval: {methods: []}}
  ],
  [
    "a method twice",
    ofPoisson,
    csv(),
    'interval.methods must name each once; got "wald" twice',
    {interval: {methods: ["wald", "wald"]}}
  ]
];

describe.each(errors)("an error names %s (by hand)", (_, models, text, message, besides = {}) => {
  test.each(models)("of %s", (name) => {
    expect(() => answerTo({...specs[name], ...besides}, text)).toThrow(message);
  });
});

const inA = csv(({g, cases}) => ({cases: g === "a" ? cases : 0}));
const noneInB = csv(({g, cases}) => ({cases: g === "b" ? 0 : cases}));
const separated = csv(({dose, cases}) => ({cases: Number(dose) > 1 ? cases : 0}));

/** Doubtful input that is fitted, and its warning. */
const warned: [string, readonly Name[], string, RegExp, object?][] = [
  ["a dose that is missing", ofPoisson, third({dose: ""}), /^1 row left out: missing values in dose \(1\)$/m],
  [
    "events in one stratum only",
    ["relative", "loglinear", "mixture", "categorical", "scattered"],
    inA,
    /^all events are in one stratum/m
  ],
  ["events in one stratum only", ofSir, inA, /^all events are in one stratum$/m],
  ["strata without events", ["absolute"], inA, /^strata without cases have the least background/m],
  [
    "a stratum without events",
    ["relative", "loglinear", "categorical", "scattered"],
    noneInB,
    /^strata without cases .* left out: 1$/m
  ],
  [
    "a stratum without events",
    ofSir,
    noneInB,
    /^no event in g=b: its ratio is 0 and has an upper bound alone$/m
  ],
  ["no events", ofSir, csv(() => ({cases: 0})), /^no events: the ratio is 0/m],
  [
    "an infinite dose response",
    ["relative", "scattered"],
    separated,
    /^dose has no finite estimate: the likelihood rises for ever as it grows$/m
  ],
  [
    "broken cases",
    ["relative", "absolute", "loglinear"],
    third({cases: 1.5}),
    /^cases is not a whole number, first in row 3 of t.csv/m
  ],
  [
    "a weight of zero",
    ["relative", "absolute"],
    third({w: 0}),
    /^1 row of weight 0 is left out$/m,
    {weights: "w"}
  ],
  [
    "one study",
    ["meta"],
    csv().split("\n").slice(0, 3).join("\n"),
    /^one study: it is given as it is/m,
    {where: "dose == 1"}
  ]
];

describe.each(warned)("a warning names %s (by hand)", (_, models, text, warning, besides = {}) => {
  test.each(models)("of %s", (name) => {
    const answer = answerTo({...specs[name], ...besides}, text);
    expect(answer.converged).toBe(true);
    expect(answer.warnings.join("\n")).toMatch(warning);
  });
});

test("a parameter without a standard error has no p-value (law)", () => {
  const none = csv(({dose, cases}) => ({cases: Number(dose) > 0 ? 0 : cases}));
  for (const name of withDose)
    for (const {se, p, statistic} of answerTo(specs[name], none).parameters)
      if (se === null) expect([p, statistic]).toEqual([null, null]);
});

test("a million levels are refused where each would have a figure of its own (law)", () => {
  const many = `g,cases,rate\n${Array.from({length: 20001}, (_, i) => `s${i},${i % 3},1`).join("\n")}\n`;
  for (const spec of [
    sir.expected,
    {model: "kaplan-meier", response: {stop: "rate", status: "cases", event: 1}, strata: ["g"]}
  ])
    expect(() => answerTo(spec, many)).toThrow("strata must have at most 10000 levels; got 20001");
  const term = {
    ...base,
    response: {events: "cases", personTime: "rate"},
    strata: undefined,
    loglinear: ["g"]
  };
  expect(() => answerTo(term, many)).toThrow("g must have at most 1000 levels as a category; got 20001");
});

describe("files that are not what they seem (by hand)", () => {
  const files: [string, string | Uint8Array, string][] = [
    ["a workbook", Buffer.from("PK\x03\x04rest"), "got a ZIP file, as Excel writes: save it as CSV"],
    ["a packed file", Buffer.from([0x1f, 0x8b, 8, 0]), "got a file that gzip packed: unpack it"],
    ["a Parquet file", Buffer.from("PAR1\x15\x04"), "got a Parquet file: name it .parquet"],
    ["an Arrow file", Buffer.from("ARROW1\0\0"), "got an Arrow file: name it .arrow"],
    ["UTF-16", Buffer.from(`\ufeff${csv()}`, "utf16le"), "got UTF-16: save it as UTF-8"],
    [
      "UTF-16 without a mark",
      Buffer.from(csv(), "utf16le"),
      "must be encoded in UTF-8; got a NUL byte in line 1"
    ]
  ];
  test.each(files)("%s for CSV", (_, bytes, message) => {
    expect(() => readCsv("t.csv", bytes)).toThrow(message);
  });

  test("CSV, nothing or half a file for Arrow", () => {
    const whole = tableToIPC(tableFromArrays({g: ["a", "b"]}), {format: "file"})!;
    expect(() => readArrow("t.arrow", Buffer.from(csv()))).toThrow(
      "t.arrow must be an Arrow file; got other bytes"
    );
    expect(() => readArrow("t.arrow", new Uint8Array())).toThrow(
      "t.arrow must be an Arrow file; got an empty one"
    );
    expect(() => readArrow("t.arrow", whole.slice(0, 150))).toThrow(
      "must be an Arrow file; got one that is cut off"
    );
  });

  test("lines that end with CR, CRLF or LF, and a byte-order mark, are the same table", () => {
    const plain = readCsv("t.csv", csv());
    for (const end of ["\r", "\r\n"])
      expect(readCsv("t.csv", `\ufeff${csv().replaceAll("\n", end)}`)).toEqual(plain);
  });
});

test("whole numbers that a float does not hold stay apart, as CSV and as Arrow (by hand)", () => {
  const ids = ["9007199254740993", "9007199254740992"];
  const text = readCsv("t.csv", `id\n${ids.join("\n")}\n`).columns.get("id");
  const bigints = readArrow("t.arrow", tableToIPC(tableFromArrays({id: ids.map(BigInt)}), {format: "file"})!);
  for (const column of [text, bigints.columns.get("id")])
    expect(column).toMatchObject({type: "text", levels: ids});
  const long = csv((_, i) => ({dose: `900719925474099${i}`}));
  expect(() => answerTo(poisson.relative, long)).toThrow(
    "dose must be a number that is held exactly, below 2^53 if whole; got 9007199254740992 in row 3"
  );
});
