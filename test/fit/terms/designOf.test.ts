import {expect, test} from "vitest";
import {pickRows} from "../../../fit/rows/rows.js";
import type {Term} from "../../../fit/spec/fitSpec.js";
import {readCsv} from "../../../fit/table/readCsv.js";
import {designOf} from "../../../fit/terms/designOf.js";
import {log} from "../../../src/stats/numeric/elementary.js";
import {restrictedCubicSpline} from "../../../src/stats/regression/restrictedCubicSpline.js";

const text = `age,sex,grade,one,twice,typo
10,f,10,1,20,1
20,m,9,1,40,2
40,f,2,1,80,x3
80,m,9,1,160,4
`;
const rows = pickRows(readCsv("t.csv", text), [], undefined, new Map([["logAge", "log(age / 70)"]]));
const design = (...terms: Term[]) => designOf(rows, terms)!;
const columns = (...terms: Term[]) => design(...terms).columns.map((column) => [...column]);

test("designOf makes a column of a number, an expression, and the name of one (by hand)", () => {
  expect(design("age", {expression: "age > 15"}, {name: "half", expression: "age ^ 0.5"}).names).toEqual([
    "age",
    "age > 15",
    "half"
  ]);
  expect(columns("age")).toEqual([[10, 20, 40, 80]]);
  expect(columns("logAge")).toEqual([[10, 20, 40, 80].map((age) => log(age / 70))]);
  expect(designOf(rows, [])).toBeUndefined();
  expect(designOf(rows, undefined)).toBeUndefined();
});

test("designOf makes indicators of a category, levels ascending as numbers, without its reference (by hand)", () => {
  expect(design({column: "grade", as: "category"}).names).toEqual(["grade=9", "grade=10"]);
  expect(columns({column: "grade", as: "category"})).toEqual([
    [0, 1, 0, 1],
    [1, 0, 0, 0]
  ]);
  expect(design({column: "grade", as: "category", reference: 9}).names).toEqual(["grade=2", "grade=10"]);
  expect(design({column: "grade", as: "category", reference: "09", name: "g"}).names).toEqual([
    "g=2",
    "g=10"
  ]);
  expect(design("sex")).toEqual(design({column: "sex", as: "category", reference: "f"}));
  expect(design("sex").names).toEqual(["sex=m"]);
});

test("designOf makes the basis of a restricted cubic spline, named as Harrell does (by hand)", () => {
  const age = rows.number("age");
  expect(design({column: "age", as: "spline", knots: [15, 30, 60]})).toEqual({
    names: ["age", "age'"],
    columns: restrictedCubicSpline(age, [15, 30, 60])
  });
  expect(design({column: "age", as: "spline", knots: 3}).names).toEqual(["age", "age'"]);
});

test("designOf names columns that do not exist, are not numbers, do not vary, or are collinear (by hand)", () => {
  expect(() => design("agee")).toThrow('t.csv has no column "agee"; did you mean "age"?');
  expect(() => design("typo")).toThrow('typo must be a number; got "x3" in row 3 of t.csv');
  expect(() => design("one")).toThrow("one must vary; got 1 in every row");
  expect(() => design({expression: "sex == 'x'"})).toThrow("sex == 'x' must vary; got 0 in every row");
  expect(() => design({column: "one", as: "category"})).toThrow("one must vary; got 1 in every row");
  expect(() => design("age", "age")).toThrow("terms must have names of their own; got age twice");
  expect(() => design("age", "grade", "twice")).toThrow(
    "twice must not be a combination of other terms; got one of age"
  );
  expect(() => design("age", "sex", {name: "sum", expression: "3 * age - (sex == 'm') + 7"})).toThrow(
    "sum must not be a combination of other terms; got one of age, sex=m"
  );
  expect(() => design({expression: "log(age - 20)"})).toThrow(
    'expression "log(age - 20)" must be finite; got NaN in row 1 of t.csv (age 10)'
  );
  expect(() => design({column: "sex", as: "category", reference: "female"})).toThrow(
    'sex has no level "female"; known are f, m'
  );
  expect(() => design({column: "sex", reference: "f"})).toThrow(
    'reference of sex must go with "as": "category"'
  );
  expect(() => design({column: "age", knots: 3})).toThrow('knots of age must go with "as": "spline"');
});

test("designOf takes a square of years beside the years, which are nearly collinear (by hand)", () => {
  const years = readCsv("y.csv", `year\n${Array.from({length: 60}, (_, k) => 1950 + k).join("\n")}\n`);
  const terms = ["year", {name: "year2", expression: "year ^ 2"}];
  expect(designOf(pickRows(years, []), terms)!.names).toEqual(["year", "year2"]);
});

test("designOf refuses a category of a million levels, which strata may have (by hand)", () => {
  const rows = 1e6;
  const codes = Int32Array.from({length: rows}, (_, i) => i);
  const levels = Array.from(codes, (k) => `p${k}`);
  const ids = {name: "i.csv", rows, columns: new Map([["id", {type: "text" as const, codes, levels}]])};
  expect(() => designOf(pickRows(ids, []), ["id"])).toThrow(
    "id must have at most 1000 levels as a category; got 1000000 (strata may have any number)"
  );
});
