import {expect, test} from "vitest";
import {covers, holds} from "../../../analyses/steps/covers.js";

test("holds takes an absent bound for one that holds all (by hand)", () => {
  expect(holds(1.8, {lower: 41, upper: null})).toBe(false);
  expect(holds(1.8, {lower: null, upper: 1.8})).toBe(true);
  expect(holds(1.8, {})).toBe(true);
});

test("covers says whether the interval holds the truth (by hand)", () => {
  expect(covers(1.8, {lower: 0.3, upper: 5.3}, "per 100 mGy").text).toMatch(
    /1.8 per 100 mGy, which the interval covers\.$/
  );
  expect(covers(1.8, {lower: 41}, "per 100 mGy").text).toMatch(/the interval does not cover\.$/);
});
