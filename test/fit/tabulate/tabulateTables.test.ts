import {tableFromIPC} from "@uwdata/flechette";
import {expect, test} from "vitest";
import {readCsv} from "../../../fit/table/readCsv.js";
import {cellColumns, cellsArrow, cellsCsv} from "../../../fit/tabulate/cellsTable.js";
import {readTabulateSpec, type TabulateSpec} from "../../../fit/tabulate/tabulateSpec.js";
import {type Tables, tabulateTables} from "../../../fit/tabulate/tabulateTables.js";

const persons = `id,sex,birth,entry,exit,change
a,f,1990-01-01,2000-01-01,2001-01-01,
b,m,1995-01-01,2000-01-01,2000-12-31,2000-07-01
c,,1990-01-01,2000-06-01,2000-06-11,1999-01-01
`;
const exposures = "person,when,mGy\nb,2000-03-01,2\na,2000-04-10,5\nb,2000-02-01,1\nz,2000-01-01,9\n";
const events = "person,when,kind\nb,2000-08-01,x\nb,2000-09-01,x\na,2001-06-01,x\nc,2000-06-11,y\n";

const base: TabulateSpec = {
  persons: {data: "p.csv", id: "id", birth: "birth", entry: "entry", exit: "exit"},
  events: {data: "e.csv", id: "person", day: "when"}
};
const tables = (change: Partial<Record<keyof Tables, string>> = {}): Tables => ({
  persons: readCsv("p.csv", change.persons ?? persons),
  exposures: readCsv("x.csv", change.exposures ?? exposures),
  events: readCsv("e.csv", change.events ?? events),
  ...(change.rates && {rates: readCsv("r.csv", change.rates)})
});
const run = (spec: Partial<TabulateSpec>, change?: Parameters<typeof tables>[0]) => {
  const {cells, expected, warnings} = tabulateTables(
    readTabulateSpec("spec", JSON.stringify({...base, ...spec})),
    tables(change)
  );
  return {columns: cellColumns(cells, expected), cells, expected, warnings};
};

test("tabulateTables counts days and first events by a key, a missing one in a class of its own (by hand)", () => {
  const {cells, columns, warnings} = run({by: ["sex"]});
  expect(columns.sex).toEqual(["f", "m", "missing"]);
  expect([...cells.personDays]).toEqual([366, 365, 10]);
  expect([...cells.cases]).toEqual([0, 1, 1]);
  expect([...cells.pyr]).toEqual([366 / 365.25, 365 / 365.25, 10 / 365.25]);
  expect(warnings).toEqual([
    "1 event of e.csv is outside the time at risk, (entry, exit]",
    "1 event of e.csv is not a person's first and is not counted"
  ]);
});

test("tabulateTables ends follow-up at the event, and takes the rows that a condition names (by hand)", () => {
  const {cells} = run({events: {...base.events!, where: "kind == 'x'", endFollowUp: true}});
  expect([...cells.personDays]).toEqual([366 + 213 + 10]);
  expect([...cells.cases]).toEqual([1]);
  const women = run({persons: {...base.persons, where: "sex == 'f'"}});
  expect([...women.cells.personDays]).toEqual([366]);
  expect(women.warnings[0]).toBe("1 row left out: missing values in sex (1)");
  expect(women.warnings[1]).toBe(
    "3 rows of persons that do not take part are left out, first in row 1 of e.csv"
  );
});

test("tabulateTables sorts exposures into a cumulative, lagged dose (by hand)", () => {
  const {columns, cells, warnings} = run({
    exposures: {data: "x.csv", id: "person", day: "when", dose: "mGy"},
    dose: {breaks: [0, 1, 3, 5]}
  });
  expect(columns.dose).toEqual(["0–1", "1–3", "3–5", "5+"]);
  // a: 100 days before its exposure; b: 31 days, 29 more days at 1, then 305 at 3; c is never exposed.
  expect([...cells.personDays]).toEqual([100 + 31 + 10, 29, 305, 266]);
  expect([...(columns.doseMean as Float64Array)]).toEqual([0, 1, 3, 5]);
  expect(warnings).toContain(
    "1 row of a person that does not take part is left out, first in row 4 of x.csv"
  );
  const lagged = run({
    exposures: {data: "x.csv", id: "person", day: "when", dose: "mGy"},
    dose: {breaks: [0, 1], lagYears: 100}
  });
  expect(lagged.columns.dose).toEqual(["0–1"]);
});

test("tabulateTables turns a status on its day and cuts scales in classes of one width (by hand)", () => {
  const {columns, cells} = run({
    status: {changed: "change"},
    scales: {age: {from: 5, until: 11, width: 5}, year: [2000, 2001]}
  });
  const rows = Array.from(cells.pyr, (_, i) =>
    [columns.changed, columns.year, columns.age, cells.personDays].map((column) => column[i])
  );
  // 10 years are 3652.5 days, rounded to 3653: a turns 10 on 2 January 2000, a day after entry.
  expect(rows).toEqual([
    ["0", "2000–2001", "5–10", 182 + 1],
    ["0", "2000–2001", "10–11", 365],
    ["1", "2000–2001", "5–10", 183],
    ["1", "2000–2001", "10–11", 10]
  ]);
});

test("cellsCsv and cellsArrow hold the same table (law)", () => {
  const {cells, columns} = run({by: ["sex"], scales: {year: [2000, 2001]}});
  const csv = readCsv("out.csv", cellsCsv(cells));
  const arrow = tableFromIPC(cellsArrow(cells));
  expect([...csv.columns.keys()]).toEqual(Object.keys(columns));
  for (const name of ["pyr", "cases", "persons", "doseMean", "ageMean"]) {
    const figures = Array.from(columns[name] as Float64Array);
    expect(csv.columns.get(name)).toMatchObject({values: Float64Array.from(figures)});
    expect(Array.from(arrow.getChild(name).toArray())).toEqual(figures);
  }
  expect(Array.from(arrow.getChild("sex").toArray())).toEqual(columns.sex);
});

test("tabulateTables names what is wrong (by hand)", () => {
  const wrong = (spec: Partial<TabulateSpec>, change?: Parameters<typeof tables>[0]) => () =>
    run(spec, change);
  expect(wrong({}, {persons: persons.replace("b,m", "a,m")})).toThrow(
    "id must tell persons apart; got a again in row 2 of p.csv"
  );
  expect(wrong({}, {persons: persons.replace("2000-12-31", "1999-12-31")})).toThrow(
    "exit must be ≥ entry; got an earlier day in row 2 of p.csv"
  );
  expect(wrong({}, {persons: persons.replace("2000-12-31", "31.12.2000")})).toThrow(
    'exit must be a date yyyy-mm-dd; got "31.12.2000" in row 2 of p.csv'
  );
  expect(wrong({}, {persons: persons.replace("2000-12-31", "2000-02-30")})).toThrow(
    'exit must be a date yyyy-mm-dd; got "2000-02-30" in row 2 of p.csv'
  );
  expect(wrong({persons: {...base.persons, id: "ID"}})).toThrow(
    'p.csv has no column "ID"; did you mean "id"?'
  );
  expect(wrong({by: ["sexx"]})).toThrow('p.csv has no column "sexx"; did you mean "sex"?');
  expect(wrong({dose: {breaks: [0, 1]}})).toThrow("exposures must be given for dose; got none");
  expect(
    wrong(
      {exposures: {data: "x.csv", id: "person", day: "when", dose: "mGy"}},
      {exposures: exposures.replace(",5\n", ",-5\n")}
    )
  ).toThrow("mGy must be ≥ 0; got -5 in row 2 of x.csv");
  expect(wrong({scales: {age: {from: 5, until: 5, width: 1}}})).toThrow("until must be > from");
  expect(() => run({scales: {ages: [0]}} as Partial<TabulateSpec>)).toThrow(
    'scales has no key "ages"; did you mean "age"?'
  );
  expect(() => run({scales: {age: "5"}} as unknown as Partial<TabulateSpec>)).toThrow(
    "scales.age must be another thing ("
  );
  expect(() => readTabulateSpec("spec", "{}")).toThrow('spec must have the key "persons"');
});

const rates = `sex,age,year,cancer
f,0,1990,100
f,10,1990,200
f,0,2000,400
f,10,2000,300
m,0,1990,10
m,10,1990,20
m,0,2000,50
m,10,2000,30
`;
const rated = {data: "r.csv", rate: "cancer", per: 1000, age: "age", year: "year", by: ["sex"]};
const known = `id,sex,birth,entry,exit
a,f,1990-07-01,1999-01-01,2001-01-01
b,m,1995-01-01,1999-12-31,2000-12-31
`;

test("tabulateTables meets each day with its reference rate, whatever the classes (by hand)", () => {
  // a: 365 days of 1999 aged 8, to 30 June 2000 (182 days) aged 9, then 184 days aged 10 (of 366 + 365).
  const a = (365 * 0.1 + 182 * 0.4 + 184 * 0.3) / 365.25;
  // b: a day of 1999 and 365 of 2000, aged 5.
  const b = (1 * 0.01 + 365 * 0.05) / 365.25;
  for (const scales of [{}, {year: [1980, 1999]}, {age: [0, 40], year: {from: [1990], until: 2030}}]) {
    const {columns, expected} = run({rates: rated, by: ["sex"], scales}, {persons: known, rates});
    expect(expected![0]).toBeCloseTo(a, 14);
    expect(expected![1]).toBeCloseTo(b, 14);
    expect(columns.rate[0]).toBeCloseTo(expected![0] / (columns.pyr[0] as number), 14);
  }
  // Without sex as a key of the table the expected cases of both add up, and do so by year.
  const all = run({rates: rated}, {persons: known, rates}).expected!;
  expect(all.length).toBe(1);
  expect(all[0]).toBeCloseTo(a + b, 14);
  const byYear = run({rates: rated, scales: {year: [1999, 2000]}}, {persons: known, rates}).expected!;
  expect(byYear[0] + byYear[1]).toBeCloseTo(all[0], 12);
});

test("tabulateTables refuses reference rates that do not cover the table, or come twice (by hand)", () => {
  const rating = (text: string, change: object = {}) =>
    run({rates: {...rated, ...change}, by: ["sex"]}, {persons: known, rates: text});
  expect(() => rating(rates.replace("f,0,1990,100\n", ""))).toThrow(
    "rates must cover every cell with person-time; got none for f, age 0–10, year 1990–2000"
  );
  expect(() => rating(rates.replaceAll(",10,", ",0,"))).toThrow("got two for");
  expect(() => rating("sex,age,year,cancer\nf,9,1990,1\nm,9,1990,1\n")).toThrow(
    /rates must cover all person-time in the table; got none for \d+ days of sex f/
  );
  expect(() => rating(rates.replace("100", "-1"))).toThrow("cancer must be ≥ 0; got -1 in row 1 of r.csv");
  expect(() => rating(rates, {by: ["gender"]})).toThrow('has no column "gender"');
});

const dosed: Partial<TabulateSpec> = {
  exposures: {data: "x.csv", id: "person", day: "when", dose: "mGy"},
  dose: {breaks: [0, 1]}
};

test.each<[string, Partial<TabulateSpec>, Parameters<typeof tables>[0], string]>([
  ["persons without rows", {}, {persons: "id,birth,entry,exit\n"}, "p.csv must have rows"],
  [
    "entry before birth",
    {},
    {persons: persons.replace("1995-01-01", "2000-02-01")},
    "entry must be ≥ birth; got an earlier day in row 2 of p.csv"
  ],
  [
    "one day for entry and exit",
    {persons: {...base.persons, entry: "exit"}},
    {},
    "persons must name different columns; got exit for entry and exit"
  ],
  [
    "dates without hyphens",
    {},
    {persons: persons.replaceAll(/(\d{4})-(\d\d)-(\d\d)/g, "$1$2$3")},
    "birth must be a date yyyy-mm-dd, or a whole day counted from 1970-01-01; got 19900101 in row 1"
  ],
  ["no column in a table without rows", dosed, {exposures: "person,day,mGy\n"}, 'x.csv has no column "when"'],
  [
    "a key named as a figure",
    {status: {pyr: "change"}},
    {},
    "keys must have other names than the table's figures; got pyr"
  ],
  [
    "classes that hold nothing",
    {scales: {year: [2050]}},
    {},
    "the classes of the table must hold time at risk; got none of"
  ],
  ["falling breaks", {...dosed, dose: {breaks: [0, 3, 1]}}, {}, "breaks of dose must ascend; got 1 after 3"],
  ["a negative lag", {...dosed, dose: {breaks: [0], lagYears: -2}}, {}, "dose.lagYears must be ≥ 0; got -2"],
  ["a key twice", {by: ["sex", "sex"]}, {}, 'by must name each once; got "sex" twice']
])("tabulateTables refuses %s (by hand)", (_, spec, change, message) => {
  expect(() => run(spec, change)).toThrow(message);
});

test.each<[string, Parameters<typeof tables>[0], string]>([
  [
    "exposure before birth",
    {exposures: exposures.replace("2000-04-10", "1980-04-10")},
    "1 exposure of x.csv is before birth and counted from the beginning, first in row 2 of x.csv"
  ],
  [
    "exposure after follow-up",
    {exposures: exposures.replace("2000-04-10", "2010-04-10")},
    "1 exposure of x.csv is not before the end of follow-up and without effect, first in row 2 of x.csv"
  ],
  ["exposures without rows", {exposures: "person,when,mGy\n"}, "x.csv has no row to take: none"],
  ["events without rows", {events: "person,when\n"}, "e.csv has no row to take: none"],
  [
    "no time at risk",
    {persons: persons.replace("2000-12-31", "2000-01-01")},
    "1 person of p.csv has no time at risk: exit is the day of entry"
  ],
  [
    "years for dates",
    {persons: "id,birth,entry,exit\na,1990,2000,2001\nb,1995,2000,2010\n"},
    "birth, entry and exit look like years; numbers are days counted from 1970-01-01"
  ]
])("tabulateTables warns of %s (by hand)", (_, change, warning) => {
  expect(run(dosed, change).warnings).toContain(warning);
});

test("tabulateTables finds person 007 by number where the other table has texts among its ids (by hand)", () => {
  const numbered = persons.replace("\na,", "\n007,").replace("\nb,", "\n8,").replace("\nc,", "\n9,");
  const {cells, warnings} = run(
    {},
    {persons: numbered, events: "person,when\nx,2000-08-01\n007,2000-08-01\n"}
  );
  expect(cells.cases.reduce((a, b) => a + b)).toBe(1);
  expect(warnings).toEqual([
    "1 row of a person that does not take part is left out, first in row 1 of e.csv"
  ]);
});
