import {expect, test} from "vitest";
import {quantileInterval} from "../../../src/stats/inference/quantileInterval.js";
import oracle from "../../oracle/proportion.json" with {type: "json"};

const ranks = (n: number) => Array.from({length: n}, (_, i) => i + 1);

test("quantileInterval takes the order statistics that R's qbinom names (R)", () => {
  oracle.sizes.forEach((n, i) => {
    const {lower, upper} = quantileInterval(ranks(n), oracle.p[i]);
    expect([lower, upper]).toEqual([oracle.below[i], oracle.above[i] > n ? Infinity : oracle.above[i]]);
  });
});

test("quantileInterval of the median of ten is the 2nd to the 9th, whose chance is 1 − 22/1024 (by hand)", () => {
  expect(quantileInterval(ranks(10), 0.5)).toEqual({lower: 2, upper: 9});
});

test("quantileInterval of a sample too small has no bound (by hand)", () => {
  expect(quantileInterval([3, 4], 0.5)).toEqual({lower: -Infinity, upper: Infinity});
  expect(() => quantileInterval([], 0.5)).toThrow("sorted must hold a value; got none");
  expect(() => quantileInterval([2, 1], 0.5)).toThrow("sorted must ascend; got 1 in row 1");
});
