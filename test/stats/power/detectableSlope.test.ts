import {expect, test} from "vitest";
import {detectableSlope} from "../../../src/stats/power/detectableSlope.js";
import {scorePower} from "../../../src/stats/power/scorePower.js";

const cells = {
  expected: Float64Array.of(40, 10, 30, 20, 5),
  dose: Float64Array.of(0, 5, 1, 2, 30),
  strata: Int32Array.of(0, 0, 1, 1, 1)
};

test.each([
  [0.5, 0.05],
  [0.8, 0.05],
  [0.9, 0.01]
])("detectableSlope is the slope whose power is %d at level %d (law)", (power, alpha) => {
  const slope = detectableSlope(cells, {power, alpha});
  expect(scorePower(cells, slope, {alpha})).toBeCloseTo(power, 10);
});

test("detectableSlope halves when cases are four times as many and slopes small (law)", () => {
  const times = (factor: number) => ({...cells, expected: cells.expected.map((value) => value * factor)});
  const [one, four] = [1e8, 4e8].map((factor) => detectableSlope(times(factor)));
  expect(one / four).toBeCloseTo(2, 3);
});

test("detectableSlope refuses a power that a test without any effect has (by hand)", () => {
  expect(() => detectableSlope(cells, {power: 0.02})).toThrow(
    "power must lie between alpha / 2 and 1; got 0.02"
  );
});
