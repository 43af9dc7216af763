import {expect, test} from "vitest";
import {sum} from "../../../src/stats/numeric/sum.js";
import {uniform} from "../persontime/cohorts.js";

test("sum keeps what large terms would swallow (by hand)", () => {
  expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  expect(sum([1e16, 1, 1, -1e16])).toBe(2);
  expect(sum(Array.from({length: 10}, () => 0.1))).toBe(1);
  expect(sum([])).toBe(0);
});

test("sum of thousandths of whole numbers in any order is the whole number's thousandth (law)", () => {
  const next = uniform(51);
  const whole = Array.from({length: 100_000}, () => Math.floor(next() * 2 ** 20) - 2 ** 19);
  // 2⁻¹⁰ scales exactly, so that the integers tell the truth.
  const truth = whole.reduce((a, b) => a + b, 0) / 1024;
  expect(sum(whole.map((k) => k / 1024))).toBe(truth);
  expect(sum(whole.map((k) => k / 1024).reverse())).toBe(truth);
});

test("sum passes infinities on and does not hide NaN (by hand)", () => {
  expect(sum([1, NaN])).toBeNaN();
  expect(sum([Infinity, 1])).toBe(Infinity);
  expect(sum([Infinity, -Infinity])).toBeNaN();
});
