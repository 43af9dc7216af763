import {expect, test} from "vitest";
import {type CountRange, extremeCounts} from "../../../src/stats/poisson/extremeCounts.js";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";

interface Case {
  name: string;
  counts: CountRange[];
  dose: number[];
  weight: number[];
  strata?: number[];
}

const ranges = (...pairs: [number, number][]) => pairs.map(([lower, upper]): CountRange => ({lower, upper}));
const cases: Case[] = [
  {
    name: "two cells",
    counts: ranges([3, 7], [2, 5]),
    dose: [1, 12],
    weight: [900, 300],
    strata: [0, 0]
  },
  {
    name: "three cells, the middle one near the mean dose",
    counts: ranges([13, 16], [4, 8], [2, 5]),
    dose: [0.7, 6, 21],
    weight: [1000, 400, 150],
    strata: [0, 0, 0]
  },
  {
    name: "two strata",
    counts: ranges([6, 8], [3, 5], [9, 11], [1, 4], [2, 4]),
    dose: [1, 9, 0.4, 7, 30],
    weight: [800, 300, 1500, 400, 60],
    strata: [0, 0, 1, 1, 1]
  },
  {
    name: "rates from elsewhere",
    counts: ranges([3, 5], [2, 6], [1, 3]),
    dose: [0.2, 4, 15],
    weight: [4.1, 2.2, 0.8]
  }
];

for (const {name, counts, dose, weight, strata} of cases)
  test(`extremeCounts holds the extremes of every choice of counts: ${name} (law)`, () => {
    const slope = (own: ArrayLike<number>) =>
      poissonRegression(
        {
          cases: Float64Array.from(own),
          pyr: Float64Array.from(weight),
          ...(strata ? {strata: Int32Array.from(strata)} : {rate: Float64Array.from(weight, () => 1)}),
          excess: {kind: "relative", dose: Float64Array.from(dose)}
        },
        {interval: {methods: ["wald"]}}
      ).parameters[0].estimate;
    const {least, most} = extremeCounts({counts, dose, weight, strata});
    const all = every(counts).map(slope);
    expect(all.length).toBe(counts.reduce((product, {lower, upper}) => product * (upper - lower + 1), 1));
    expect(slope(least)).toBeCloseTo(Math.min(...all), 10);
    expect(slope(most)).toBeCloseTo(Math.max(...all), 10);
    expect(slope(most) - slope(least)).toBeGreaterThan(0.01);
  });

test("extremeCounts takes the corner that the mean dose of the stratum tells (by hand)", () => {
  // Mean dose (1·100 + 5·100 + 9·50) / 250 = 4.2: the middle cell raises the slope.
  const {least, most} = extremeCounts({
    counts: ranges([1, 2], [3, 4], [5, 6]),
    dose: [1, 5, 9],
    weight: [100, 100, 50],
    strata: [0, 0, 0]
  });
  expect([...least]).toEqual([2, 3, 5]);
  expect([...most]).toEqual([1, 4, 6]);
});

test("extremeCounts refuses an empty range (by hand)", () => {
  expect(() => extremeCounts({counts: ranges([2, 1]), dose: [1], weight: [1]})).toThrow(
    "counts must have lower ≤ upper; got 2 and 1 in cell 0"
  );
});

/** Every table of counts within the ranges. */
function every(counts: readonly CountRange[]): number[][] {
  return counts.reduce<number[][]>(
    (tables, {lower, upper}) =>
      tables.flatMap((table) => Array.from({length: upper - lower + 1}, (_, k) => [...table, lower + k])),
    [[]]
  );
}
