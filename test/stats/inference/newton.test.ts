import {expect, test} from "vitest";
import {newton, type Point} from "../../../src/stats/inference/newton.js";
import type {Region} from "../../../src/stats/inference/region.js";

/** −½ Σ wₖ (xₖ − cₖ)². */
const hill =
  (centre: number[], weights: number[]) =>
  (at: Float64Array): Point => ({
    logLik: -at.reduce((sum, x, k) => sum + weights[k] * (x - centre[k]) ** 2, 0) / 2,
    gradient: at.map((x, k) => -weights[k] * (x - centre[k])),
    information: Float64Array.from({length: at.length ** 2}, (_, i) =>
      i % (at.length + 1) === 0 ? weights[i / (at.length + 1)] : 0
    )
  });

test("newton climbs a parabola in one step (by hand)", () => {
  const found = newton(hill([3, -2], [1, 5]), [0, 0]);
  expect(Array.from(found.at)).toEqual([3, -2]);
  expect(found).toMatchObject({converged: true, iterations: 1, boundary: false, unbounded: []});
});

test("newton(held) keeps the parameters held", () => {
  expect(Array.from(newton(hill([3, -2], [1, 5]), [1, 0], {held: [0]}).at)).toEqual([1, -2]);
  expect(newton(hill([3], [1]), [1], {held: [0]})).toMatchObject({converged: true, iterations: 0});
});

test("newton(region) ends on the line that bounds the region, at its best point (by hand)", () => {
  // x + y ≤ 1 before the top at (2, 1): with equal weights the nearest point is (1, 0).
  const region: Region = {
    floor: 1e-12,
    worst: (at) => ({slack: 1 - at[0] - at[1], normal: Float64Array.of(-1, -1)}),
    first: (at, step) =>
      at[0] + step[0] + at[1] + step[1] > 1
        ? {slack: 1 - at[0] - at[1], normal: Float64Array.of(-1, -1)}
        : null
  };
  const top = hill([2, 1], [1, 1]);
  const found = newton((at) => (at[0] + at[1] > 1 ? null : top(at)), [0, 0], {region});
  expect(found).toMatchObject({converged: true, boundary: true});
  expect(found.at[0]).toBeCloseTo(1, 11);
  expect(found.at[1]).toBeCloseTo(0, 11);
});

test("newton says along which parameter a likelihood rises for ever", () => {
  // −exp(−x) − y²: rises without end in x.
  const found = newton(
    ([x, y]) => ({
      logLik: -Math.exp(-x) - y * y,
      gradient: Float64Array.of(Math.exp(-x), -2 * y),
      information: Float64Array.of(Math.exp(-x), 0, 0, 2)
    }),
    [0, 1]
  );
  expect(found.converged).toBe(true);
  expect(found.unbounded).toEqual([0]);
});

test("newton takes the expected information where the observed is not positive definite", () => {
  // cos x from x = 2, where it bends upwards.
  const found = newton(
    ([x]) => ({
      logLik: Math.cos(x),
      gradient: Float64Array.of(-Math.sin(x)),
      information: Float64Array.of(Math.cos(x))
    }),
    [2],
    {expected: () => Float64Array.of(1)}
  );
  expect(found.converged).toBe(true);
  expect(found.at[0]).toBeCloseTo(0, 12);
});

test("newton halves steps that leave the region", () => {
  // log x − x, undefined for x ≤ 0; its first step from 2.5 is to −0.25 … and back.
  const found = newton(
    ([x]) =>
      x > 0
        ? {
            logLik: Math.log(x) - x,
            gradient: Float64Array.of(1 / x - 1),
            information: Float64Array.of(1 / (x * x))
          }
        : null,
    [2.5]
  );
  expect(found.at[0]).toBeCloseTo(1, 12);
});

test("newton refuses a start outside the region by name", () => {
  expect(() => newton(() => null, [1, 2])).toThrow("start must be feasible; got 1, 2");
});

test("newton that runs out of steps says so", () => {
  const found = newton(
    ([x]) => ({
      logLik: -(x ** 4),
      gradient: Float64Array.of(-4 * x ** 3),
      information: Float64Array.of(12 * x * x)
    }),
    [1],
    {
      maxIterations: 3
    }
  );
  expect(found).toMatchObject({converged: false, iterations: 3});
});
