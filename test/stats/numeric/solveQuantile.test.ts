import {expect, test} from "vitest";
import {countQuantile} from "../../../src/stats/numeric/countQuantile.js";
import {exp, expm1, log, log1p} from "../../../src/stats/numeric/elementary.js";
import {type QuantileSearch, solveQuantile} from "../../../src/stats/numeric/solveQuantile.js";
import {plainTail} from "../../../src/stats/numeric/tails.js";

/** The exponential distribution, whose quantiles are known: −log(1 − p) and −log p. */
const exponential: QuantileSearch = {
  tail: (x) =>
    x < 1 ? plainTail("lower", -expm1(-x)) : {side: "upper", exponent: {high: -x, low: 0}, factor: 1},
  start: 1,
  support: [0, Infinity]
};

/** The uniform distribution on the unit interval. */
const unit: QuantileSearch = {
  tail: (x) => (x < 0.5 ? plainTail("lower", x) : plainTail("upper", 1 - x)),
  start: 0.5,
  support: [0, 1]
};

/** The logistic distribution, on the whole line. */
const logistic: QuantileSearch = {
  tail: (x) => ({
    side: x < 0 ? "lower" : "upper",
    exponent: {high: -Math.abs(x), low: 0},
    factor: 1 / (1 + exp(-Math.abs(x)))
  }),
  start: 0,
  support: [-Infinity, Infinity]
};

test("solveQuantile of the exponential, uniform and logistic distributions (by hand)", () => {
  for (const p of [1e-300, 1e-20, 1e-3, 0.2, 0.5, 0.7, 0.999]) {
    const close = (ours: number, truth: number) =>
      expect(Math.abs(ours - truth), `${p}`).toBeLessThanOrEqual(4e-16 * Math.abs(truth));
    close(solveQuantile(exponential, p), -log1p(-p));
    close(solveQuantile(exponential, p, true), -log(p));
    close(solveQuantile(exponential, log(p), true, true), -log(p));
    close(solveQuantile(unit, p), p);
    close(solveQuantile(unit, p, true), 1 - p);
    expect(Math.abs(solveQuantile(logistic, p) - log(p / (1 - p)))).toBeLessThan(2e-13);
  }
});

test("solveQuantile takes probabilities beyond the range of doubles as logarithms (by hand)", () => {
  expect(Math.abs(solveQuantile(exponential, -1e6, true, true) / 1e6 - 1)).toBeLessThan(4e-16);
  expect(Math.abs(solveQuantile(exponential, -1e-20, false, true) / -log(1e-20) - 1)).toBeLessThan(4e-16);
});

test("solveQuantile of 0 and 1 gives the ends of the support (by hand)", () => {
  for (const search of [exponential, unit, logistic]) {
    expect(solveQuantile(search, 0)).toBe(search.support[0]);
    expect(solveQuantile(search, 1)).toBe(search.support[1]);
    expect(solveQuantile(search, 0, true)).toBe(search.support[1]);
    expect(solveQuantile(search, 0, false, true)).toBe(search.support[1]);
    expect(solveQuantile(search, -Infinity, false, true)).toBe(search.support[0]);
  }
});

test("countQuantile of a fair coin's number of failures before a success (by hand)", () => {
  // P(X > k) = 2^−(k + 1).
  const logTails = (k: number) => ({upper: -(k + 1) * Math.LN2, lower: log1p(-exp(-(k + 1) * Math.LN2))});
  const quantile = (p: number, upper = false) => countQuantile(logTails, 1, Infinity, p, upper);
  expect([quantile(0.5), quantile(0.51), quantile(0.75), quantile(0.751), quantile(0)]).toEqual([
    0, 1, 1, 2, 0
  ]);
  expect([quantile(0.25, true), quantile(0.2, true), quantile(1, true)]).toEqual([1, 2, 0]);
  expect([quantile(1), quantile(0, true)]).toEqual([Infinity, Infinity]);
  expect(quantile(1e-300, true)).toBe(996);
  expect(countQuantile(logTails, 1, Infinity, -1000 * Math.LN2, true, true)).toBe(999);
});

test("solveQuantile and countQuantile name what is wrong (by hand)", () => {
  expect(() => solveQuantile(unit, 1.1)).toThrow("p must be a probability; got 1.1");
  expect(() => solveQuantile(unit, NaN)).toThrow("p must be a probability; got NaN");
  expect(() => solveQuantile(unit, 0.1, false, true)).toThrow("p must be the log of a probability; got 0.1");
  expect(() => countQuantile(() => ({lower: -1, upper: -1}), 1, 5, -0.1)).toThrow(
    "p must be a probability; got -0.1"
  );
});
