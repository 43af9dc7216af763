import {describe, expect, test} from "vitest";
import type {Answer} from "../../fit/answer.js";
import {fitTable} from "../../fit/fitTable.js";
import {readFitSpec} from "../../fit/spec/readFitSpec.js";
import {readCsv} from "../../fit/table/readCsv.js";

/** Twenty-four made-up subjects in groups, matched sets and times; 2 is a competing event. */
const columns = ["start", "stop", "status", "g", "z", "y", "w", "case", "set", "d"] as const;
type Row = Record<(typeof columns)[number], string | number>;
const subjects: Row[] = Array.from({length: 24}, (_, i) => ({
  start: 0,
  stop: i + 1,
  status: [1, 0, 1, 2, 1, 0][i % 6],
  g: "abc"[i % 3],
  z: (i * 7) % 11,
  y: (i * 5) % 7,
  w: 1 + (i % 2),
  case: Number(i % 3 === 0),
  set: Math.floor(i / 3),
  d: (i * 3) % 5
}));
const table = (rows: readonly Row[], header: readonly string[] = columns) =>
  `${header}\n${rows.map((row) => `${columns.map((name) => row[name])}\n`).join("")}`;
/** The table with columns of every row, or of the fifth alone, put to something else. */
const every = (change: (row: Row) => Partial<Row>) =>
  table(subjects.map((row) => ({...row, ...change(row)})));
const fifth = (change: Partial<Row>) =>
  table(subjects.map((row, i) => (i === 4 ? {...row, ...change} : row)));

const followUp = {start: "start", stop: "stop", status: "status", event: 1};
const competing = {...followUp, competing: 2};
const matched = {case: "case", set: "set"};
const specs = {
  cox: {model: "cox", response: followUp, loglinear: ["z", "y"], strata: ["g"]},
  "cox with an excess": {model: "cox", response: followUp, loglinear: ["y"], excess: {dose: "z"}},
  "fine-gray": {model: "fine-gray", response: competing, loglinear: ["z", "y"], strata: ["g"]},
  "conditional-logistic": {model: "conditional-logistic", response: matched, loglinear: ["z", "y"]},
  "conditional-logistic with an excess": {
    model: "conditional-logistic",
    response: matched,
    loglinear: ["y"],
    excess: {dose: "z"}
  },
  "kaplan-meier": {model: "kaplan-meier", response: followUp, strata: ["g"]},
  "aalen-johansen": {model: "aalen-johansen", response: competing, strata: ["g"]},
  "log-rank": {model: "log-rank", response: followUp, groups: ["g"], strata: ["set"]},
  logistic: {model: "logistic", response: {case: "case"}, terms: ["z", "y"]},
  "logistic with an excess": {
    model: "logistic",
    response: {case: "case"},
    terms: ["y"],
    excess: {dose: "z"}
  }
};
type Name = keyof typeof specs;
const all = Object.keys(specs) as Name[];
const timed: Name[] = [
  "cox",
  "cox with an excess",
  "fine-gray",
  "kaplan-meier",
  "aalen-johansen",
  "log-rank"
];
const withTerms = all.filter((name) => "loglinear" in specs[name] || "terms" in specs[name]);
const withExcess = all.filter((name) => "excess" in specs[name]);
const cases = all.filter((name) => "case" in specs[name].response);
const sets = cases.filter((name) => name.startsWith("conditional"));

const answerTo = (spec: object, csv: string): Answer =>
  fitTable(readFitSpec("spec", JSON.stringify(spec)), readCsv("t.csv", csv));

/** Bad input that no fit comes of: in which models, the table, the error, and what the spec has besides. */
const errors: [string, readonly Name[], string, string | RegExp, object?][] = [
  ["an empty table", all, table([]), "t.csv must have rows; got a header alone"],
  ["an empty file", all, "", "t.csv must have a header; got an empty file"],
  ["no events", timed, every(() => ({status: 0})), "status must hold the event 1; got none; known are 0"],
  ["no cases", cases, every(() => ({case: 0})), "case must hold a case; got none"],
  ["a constant term or dose", withTerms, every(() => ({z: 3})), "z must vary; got 3 in every row"],
  ["a negative dose", withExcess, fifth({z: -1}), "z must be ≥ 0; got -1 in row 5 of t.csv"],
  ["a missing dose everywhere", withTerms, every(() => ({z: "NaN"})), "missing value in z (24)"],
  ["an infinite dose", withTerms, fifth({z: "1e999"}), "z must be finite; got Infinity in row 5 of t.csv"],
  ["stop before start", timed, fifth({start: 9}), "stop must be > start; got 5 ≤ 9 in row 5 of t.csv"],
  ["stop at start", timed, fifth({start: 5}), "stop must be > start; got 5 ≤ 5 in row 5 of t.csv"],
  [
    "times so near that they tie",
    timed,
    fifth({start: 5 - 1e-12}),
    /stop must be > start by more than .*, within which times count as tied; got 5 and 4.999999999999 in row 5/
  ],
  [
    "a column twice",
    all,
    table(
      subjects,
      columns.map((name) => (name === "y" ? "z" : name))
    ),
    'columns of t.csv must have names of their own; got "z" twice'
  ],
  [
    "collinear terms",
    withTerms,
    every(({z, y}) => ({d: Number(z) * 2, w: Number(y) - 1})),
    /must not be a combination of other terms; got one of y/,
    {terms: ["y", "w"]}
  ],
  ["a text among numbers", withTerms, fifth({z: "1.O"}), 'z must be a number; got "1.O" in row 5 of t.csv'],
  ["a text among times", timed, fifth({stop: "5 y"}), 'stop must be a number; got "5 y" in row 5 of t.csv'],
  [
    "a column that does not exist",
    timed,
    table(
      subjects,
      columns.map((c) => (c === "stop" ? "Stop" : c))
    ),
    't.csv has no column "stop"; did you mean "Stop"?'
  ],
  [
    "a case column that does not exist",
    cases,
    table(
      subjects,
      columns.map((c) => (c === "case" ? "Case" : c))
    ),
    't.csv has no column "case"; did you mean "Case"?'
  ],
  [
    "weights of zero",
    ["fine-gray", "kaplan-meier", "aalen-johansen", "logistic"],
    fifth({w: 0}),
    "w must be > 0; got 0 in row 5 of t.csv",
    {weights: "w"}
  ],
  [
    "weights of zero everywhere",
    ["cox", "cox with an excess"],
    every(() => ({w: 0})),
    "weights must hold one > 0; got none",
    {weights: "w"}
  ],
  [
    "a negative weight",
    ["cox", "cox with an excess"],
    fifth({w: -1}),
    "w must be ≥ 0; got -1 in row 5 of t.csv",
    {weights: "w"}
  ],
  [
    "a key of another model",
    ["conditional-logistic", "log-rank"],
    table(subjects),
    'spec has the key "weights", which belongs to',
    {weights: "w"}
  ],
  [
    "a level in per cent",
    all.filter((name) => name !== "log-rank"),
    table(subjects),
    "interval.level must be < 1; got 95",
    {interval: {level: 95}}
  ],
  [
    "a curve of a term that is none",
    ["cox"],
    table(subjects),
    'curveAt must name terms; got "zz"; did you mean "z"?',
    {curveAt: {zz: 1}}
  ]
];

describe.each(errors)("an error names %s (by hand)", (_, models, csv, message, besides = {}) => {
  test.each(models)("of %s", (name) => {
    const {terms, ...more} = besides as {terms?: string[]};
    const own = specs[name];
    const spec = {...own, ...(terms && {["terms" in own ? "terms" : "loglinear"]: terms}), ...more};
    expect(() => answerTo(spec, csv)).toThrow(message);
  });
});

const oneStratum = every((row) => ({
  status: row.g === "a" ? row.status : 0,
  case: row.set === 0 ? row.case : 0
}));
const noneInA = every((row) => ({
  status: row.g === "a" && row.status === 1 ? 0 : row.status,
  case: row.set === 1 ? 0 : row.case
}));

/** Doubtful input that is fitted: in which models, the table, and the warning. */
const warned: [string, readonly Name[], string, RegExp, object?][] = [
  ["a dose that is missing", withTerms, fifth({z: ""}), /^1 row left out: missing values in z \(1\)$/m],
  [
    "events in one stratum only",
    ["cox"],
    oneStratum,
    /^all events are in one stratum; the others say nothing of the parameters$/m
  ],
  [
    "events in one stratum only",
    ["log-rank"],
    oneStratum,
    /^all events are in one stratum; the others say nothing of the comparison$/m,
    {groups: ["w"], strata: ["g"]}
  ],
  [
    "cases in one set only",
    sets,
    oneStratum,
    /^all cases are in one set; the others say nothing of the parameters$/m
  ],
  [
    "a stratum without events",
    ["cox", "fine-gray"],
    noneInA,
    /^1 of 3 strata has no event and says nothing of the parameters$/m
  ],
  ["a set without cases", sets, noneInA, /^1 of 8 sets has no case and says nothing of the parameters$/m],
  ["a curve without events", ["kaplan-meier"], noneInA, /^no event in g=a: its curve is flat$/m],
  [
    "curves without events",
    ["aalen-johansen"],
    every((row) => ({status: row.g === "a" ? row.status : 0})),
    /^no event in g=b; g=c: their curves are flat$/m
  ],
  [
    "strata without events",
    ["log-rank"],
    every((row) => ({status: Number(row.set) < 4 ? 0 : row.status})),
    /^4 of 8 strata have no event and say nothing of the comparison$/m
  ],
  [
    "a term that is infinite",
    ["cox", "fine-gray"],
    every((row) => ({z: Number(row.status === 1)})),
    /^z: the likelihood is monotone, its estimate is infinite/m
  ],
  [
    "a term that is infinite in matched sets",
    ["conditional-logistic"],
    every((row) => ({z: row.case})),
    /^z: the likelihood is monotone, its estimate is infinite$/m
  ],
  [
    "a dose that is infinite",
    ["cox with an excess"],
    every((row) => ({z: Number(row.status === 1)})),
    /^z: its estimate is unbounded: the likelihood rises for as long as it grows$/m
  ],
  [
    "a dose that is infinite in matched sets",
    ["conditional-logistic with an excess"],
    every((row) => ({z: row.case})),
    /^z: its estimate is unbounded: the likelihood rises for as long as it grows$/m
  ],
  [
    "a separated term of logistic",
    ["logistic"],
    every((row) => ({z: row.case})),
    /^z has no finite estimate: cases are separated from others along it$/m
  ],
  [
    "a separated dose of logistic",
    ["logistic with an excess"],
    every((row) => ({z: row.case})),
    /^z, \(Intercept\) must have finite estimates; got a likelihood that rises for ever, as where/m
  ],
  [
    "weights of zero",
    ["cox", "cox with an excess"],
    fifth({w: 0}),
    /^1 row of weight 0 is left out$/m,
    {weights: "w"}
  ],
  [
    "times that are not positive",
    timed,
    fifth({stop: -1}),
    /^stop is ≤ 0 in 1 row, which is at risk at that time alone; "start" says where a row begins$/m,
    {response: {start: undefined}}
  ],
  [
    "times of too large a unit",
    timed,
    every((row) => ({stop: Number(row.stop) * 1e-7})),
    /^stop must be in a smaller unit: its values lie within 0.00000230, and those nearer than 1.49e-8 count as tied$/m
  ],
  [
    "late entry of Gray's test",
    ["aalen-johansen"],
    fifth({start: 2}),
    /^Gray's test is left out: it knows no late entry$/m
  ]
];

describe.each(warned)("a warning names %s (by hand)", (_, models, csv, warning, besides = {}) => {
  test.each(models)("of %s", (name) => {
    const {response, ...more} = besides as {response?: object};
    const own = specs[name];
    const spec = {
      ...own,
      response: {...own.response, ...response},
      ...more
    };
    expect(answerTo(spec, csv).warnings.join("\n")).toMatch(warning);
  });
});

test("penalty firth gives separated terms of cox a finite estimate (law)", () => {
  const csv = every((row) => ({z: Number(row.status === 1)}));
  const {parameters, warnings} = answerTo({...specs.cox, penalty: "firth"}, csv);
  expect(parameters[0].estimate).toBeGreaterThan(0);
  expect(warnings.join()).not.toMatch(/monotone/);
});

test("a category of more than a thousand levels is refused, as strata they are fitted (law)", () => {
  const rows = Array.from(
    {length: 4000},
    (_, i) => `s${i >> 1},${1 + (i % 3)},${Number(i % 3 === 0)},${i & 1}`
  );
  const csv = `g,stop,status,z\n${rows.join("\n")}\n`;
  const response = {stop: "stop", status: "status"};
  const category = [{column: "g", as: "category"}];
  expect(() => answerTo({model: "cox", response, loglinear: category}, csv)).toThrow(
    "g must have at most 1000 levels as a category; got 2000 (strata may have any number)"
  );
  for (const [model, more] of Object.entries({
    cox: {loglinear: ["z"], strata: ["g"]},
    "log-rank": {groups: "z", strata: ["g"]},
    "kaplan-meier": {strata: ["g"]}
  }))
    expect(answerTo({model, response, ...more}, csv).n).toBe(4000);
  for (const [model, more] of Object.entries({"log-rank": {groups: "g"}, "aalen-johansen": {strata: ["g"]}}))
    expect(() => answerTo({model, response, ...more}, csv)).toThrow(
      "must have at most 1000 levels; got 2000"
    );
});
