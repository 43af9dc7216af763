import {expect, test} from "vitest";
import {columnsOf} from "../../../fit/expression/columnsOf.js";
import {evaluate} from "../../../fit/expression/evaluate.js";
import {parse} from "../../../fit/expression/parse.js";
import {columnOf} from "../../../fit/rows/columnOf.js";
import {readCsv} from "../../../fit/table/readCsv.js";
import {exp, log, pow} from "../../../src/stats/numeric/elementary.js";

const table = readCsv("t.csv", "age,dose,sex,place,year-month\n35,0.5,f,north,1\n70,,m,south,2\n7,2,,m,3\n");
const value = (text: string) => [...evaluate(parse(text), table.rows, (name) => columnOf(table, name))];
const first = (text: string) => value(text)[0];

test("evaluate computes columns and functions with the library's own functions (by hand)", () => {
  expect(value("log(age / 70)")).toEqual([log(0.5), 0, log(0.1)]);
  expect(value("exp(-dose) * 2")).toEqual([exp(-0.5) * 2, NaN, exp(-2) * 2]);
  expect(value("min(age, 50, 40) + max(dose, 1)")).toEqual([36, NaN, 9]);
  expect(value("sqrt(age ^ 2) - abs(-age)")).toEqual([0, 0, 0]);
  expect(value("`year-month` - 1")).toEqual([0, 1, 2]);
  expect(value("3")).toEqual([3, 3, 3]);
});

test("parse binds as R does: −x^2, a^b^c, a − b − c, comparisons before not before and before or (by hand)", () => {
  expect(first("-3^2")).toBe(-9);
  expect(first("(-3)^2")).toBe(9);
  expect(first("2^-1")).toBe(0.5);
  expect(first("2^3^2")).toBe(pow(2, 9));
  expect(first("10 - 4 - 3")).toBe(3);
  expect(first("12 / 3 / 2")).toBe(2);
  expect(first("2 + 3 * 4")).toBe(14);
  expect(first("-2 * -3")).toBe(6);
  expect(first("not 1 > 2")).toBe(1);
  expect(first("not 1 and 0 or 1")).toBe(1);
  expect(first("1 or 0 and 0")).toBe(1);
  expect(first("1e2 + .5")).toBe(100.5);
});

test("evaluate compares numbers and texts; a missing value makes the comparison missing (by hand)", () => {
  expect(value("age >= 35 and age < 70")).toEqual([1, 0, 0]);
  expect(value("dose == 2")).toEqual([0, NaN, 1]);
  expect(value("sex == 'f'")).toEqual([1, 0, NaN]);
  expect(value('sex != "f"')).toEqual([0, 1, NaN]);
  expect(value("'f' = sex")).toEqual([1, 0, NaN]);
  expect(value("sex == place")).toEqual([0, 0, NaN]);
  expect(value("dose > 1 or age > 50")).toEqual([0, 1, 1]);
  expect(value("dose > 1 and age < 50")).toEqual([0, 0, 1]);
  expect(value("!(dose > 1)")).toEqual([1, NaN, 0]);
  expect(value("age ≤ 35 && dose ≠ 1 || 0 <> 0")).toEqual([1, 0, 1]);
});

test("columnsOf names each column once (by hand)", () => {
  expect(columnsOf(parse("log(age) + age * max(dose, 1) - (sex == 'f')"))).toEqual(["age", "dose", "sex"]);
});

test("parse and evaluate name what is wrong (by hand)", () => {
  expect(() => parse("log(age")).toThrow('expression "log(age" must have ")"; got the end');
  expect(() => parse("age +")).toThrow("must have a column, a number or a function; got the end");
  expect(() => parse("age dose")).toThrow('must have an operator; got "dose" at place 5');
  expect(() => parse("age; process")).toThrow('has a sign it does not know; got ";" at place 4');
  expect(() => parse("sqr(age)")).toThrow(
    'function must be one of log, exp, sqrt, abs, min, max; got sqr in "sqr(age)"; did you mean "sqrt"?'
  );
  expect(() => parse("constructor(age)")).toThrow("function must be one of");
  expect(() => parse("log(age, 2)")).toThrow("log must have one argument; got 2");
  expect(() => value("log(agee)")).toThrow('t.csv has no column "agee"; did you mean "age"?');
  expect(() => value("sex + 1")).toThrow("+ must have numbers; got the texts of column sex");
  expect(() => value("sex == 1")).toThrow(
    "== must compare like with like; got the texts of column sex and the number 1"
  );
  expect(() => value("age == 'x'")).toThrow("== must compare like with like");
  expect(() => value("sex")).toThrow("expression must give numbers; got the texts of column sex");
});
