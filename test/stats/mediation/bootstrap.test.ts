import {expect, test} from "vitest";
import {stream} from "../../../loaders/synthetic/stream.js";
import {bootstrap} from "../../../src/stats/mediation/bootstrap.js";

const mean = (values: readonly number[]) => (rows: Int32Array) => [
  rows.reduce((sum, i) => sum + values[i], 0) / rows.length
];

test("bootstrap of the mean of 0 and 1 by listed draws (by hand)", () => {
  // Samples 00, 01, 11, 01: means 0, ½, 1, ½.
  const draws = [0.1, 0.2, 0.1, 0.9, 0.6, 0.7, 0.3, 0.8];
  const [ours] = bootstrap(2, mean([0, 1]), {replicates: 4, level: 0.5, uniform: () => draws.shift()!});
  expect(ours).toEqual({estimate: 0.5, se: Math.sqrt(0.5 / 3), lower: 0.375, upper: 0.625, replicates: 4});
});

test("bootstrap draws clusters whole (by hand)", () => {
  const seen: number[][] = [];
  const draws = [0.9, 0.1, 0.1, 0.1];
  bootstrap(
    3,
    (rows) => {
      seen.push([...rows]);
      return [1];
    },
    {replicates: 2, cluster: [7, 4, 7], uniform: () => draws.shift()!}
  );
  expect(seen).toEqual([
    [0, 1, 2],
    [1, 0, 2],
    [0, 2, 0, 2]
  ]);
});

test("bootstrap has the standard error of a mean (law)", () => {
  const values = Array.from({length: 100}, (_, i) => i);
  const [ours] = bootstrap(100, mean(values), {replicates: 2000, uniform: stream(5, "bootstrap").uniform});
  // √(Σ(x − x̄)²)/n; a standard deviation of 2000 is known to 1.6 %.
  expect(Math.abs(ours.se / (Math.sqrt((100 * 100 - 1) / 12) / 10) - 1)).toBeLessThan(0.06);
  expect(ours.lower).toBeLessThan(ours.estimate);
});

test("bootstrap names what is wrong (by hand)", () => {
  const uniform = () => 0.5;
  expect(() => bootstrap(0, () => [1], {uniform})).toThrow("n must be a whole number > 0; got 0");
  expect(() => bootstrap(2, () => [1], {uniform, replicates: 1})).toThrow(
    "replicates must be a whole number ≥ 2; got 1"
  );
  expect(() => bootstrap(2, () => [1], {uniform, level: 2})).toThrow("level must lie between 0 and 1; got 2");
  expect(() => bootstrap(2, () => [1], {uniform, cluster: [1]})).toThrow(
    "cluster must have 2 entries, one a row; got 1"
  );
  expect(() => bootstrap(2, () => [NaN], {uniform})).toThrow(
    "statistic must be finite; got NaN in replicate 0"
  );
});
