import {expect, test} from "vitest";
import {highestBetween} from "../../../src/stats/poisson/highestBetween.js";

/** The top that is found of a function, and in how many looks. */
function topOf(f: (x: number) => number, from: number, to: number, inside: number) {
  let looks = 0;
  const at = (x: number) => {
    ++looks;
    return {x, logLik: f(x)};
  };
  const {x} = highestBetween(at, {x: inside, point: at(inside)}, [from, to], 1e-8);
  return {x, looks};
}

test("highestBetween finds the top of a smooth hill in few looks (by hand)", () => {
  // ℓ of 7 cases in 3 person-years.
  const {x, looks} = topOf((rate) => 7 * Math.log(rate) - 3 * rate, 0.5, 5, 2);
  expect(x).toBeCloseTo(7 / 3, 7);
  expect(looks).toBeLessThan(18);
});

test("highestBetween finds a corner, and the end that a slope leads to (by hand)", () => {
  expect(topOf((x) => -Math.abs(x - 0.3), 0, 1, 0.5).x).toBeCloseTo(0.3, 7);
  expect(topOf((x) => (x > 0.3 ? -2 * (x - 0.3) : 5 * (x - 0.3)), 0, 1, 0.9).x).toBeCloseTo(0.3, 7);
  expect(topOf((x) => x, 0, 1, 0.5).x).toBeCloseTo(1, 7);
  expect(topOf((x) => (x > 0.6 ? Number.NEGATIVE_INFINITY : x), 0, 1, 0.5).x).toBeCloseTo(0.6, 7);
});
