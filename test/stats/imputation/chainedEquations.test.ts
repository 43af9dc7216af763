import {expect, test} from "vitest";
import {stream} from "../../../loaders/synthetic/stream.js";
import {chainedEquations, type ImputationMethod} from "../../../src/stats/imputation/chainedEquations.js";
import {rubinsRules} from "../../../src/stats/imputation/rubinsRules.js";
import {cholesky, inverse, solve} from "../../../src/stats/numeric/cholesky.js";
import oracle from "../../oracle/imputation.json" with {type: "json"};

const rows = Object.fromEntries(
  Object.entries(oracle.rows).map(([name, column]) => [
    name,
    (column as (number | null)[]).map((x) => x ?? NaN)
  ])
);

/** Least squares of y on an intercept, x, z and w. */
function regression({x, z, w, y}: Record<string, Float64Array>) {
  const columns = [y.map(() => 1), x, z, w];
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  const factored = cholesky(
    columns.flatMap((a) => columns.map((b) => dot(a, b))),
    4
  );
  const beta = solve(
    factored,
    columns.map((a) => dot(a, y))
  );
  const rss = y.reduce((sum, value, i) => {
    const residual = value - columns.reduce((mean, column, k) => mean + column[i] * beta[k], 0);
    return sum + residual * residual;
  }, 0);
  const variance = inverse(factored);
  return {beta, se: beta.map((_, k) => Math.sqrt((variance[k * 5] * rss) / (y.length - 4)))};
}

for (const [label, method] of [
  ["pmm", "predictive mean matching"],
  ["normal", "normal"]
] as const)
  test(`chainedEquations(${method}, logistic) has the pooled estimates of mice to Monte Carlo error (R)`, () => {
    const methods: Record<string, ImputationMethod> = {z: "logistic", w: method, y: method};
    const {uniform} = stream(1, `imputation ${method}`);
    const {tables, chains} = chainedEquations(rows, {imputations: 100, iterations: 10, methods, uniform});
    const fits = tables.map(regression);
    const theirs = oracle.chained[label];
    theirs.estimate.forEach((estimate, k) => {
      const ours = rubinsRules(
        fits.map((fit) => fit.beta[k]),
        fits.map((fit) => fit.se[k])
      );
      const error = Math.sqrt(ours.between / 100 + theirs.between[k] / theirs.m);
      expect(Math.abs(ours.estimate - estimate)).toBeLessThan(4 * error);
      // A variance of 100 normal values is known to 14 %, and of 400 to 7 %.
      expect(ours.between / theirs.between[k]).toBeGreaterThan(0.6);
      expect(ours.between / theirs.between[k]).toBeLessThan(1.6);
      expect(ours.within / theirs.within[k]).toBeGreaterThan(0.95);
      expect(ours.within / theirs.within[k]).toBeLessThan(1.05);
    });
    expect(Object.keys(chains)).toEqual(["z", "w", "y"]);
    expect(chains.z[0]).toHaveLength(10);
  });

test("chainedEquations with every draw at its median imputes the regression's mean (by hand)", () => {
  // y = 1 + 2x exactly where it was measured.
  const table = {x: [0, 1, 2, 3, 5], y: [1, 3, NaN, 7, NaN]};
  const {tables} = chainedEquations(table, {imputations: 2, methods: {y: "normal"}, uniform: () => 0.5});
  expect(tables[0].y[2]).toBeCloseTo(5, 12);
  expect(tables[1].y[4]).toBeCloseTo(11, 12);
  expect(Array.from(tables[0].x)).toEqual(table.x);
});

test("chainedEquations by predictive mean matching imputes measured values only, from the nearest five (by hand)", () => {
  const x = Array.from({length: 40}, (_, i) => i);
  const y = x.map((value) => (value % 4 === 0 ? NaN : 10 * value));
  const {uniform} = stream(2, "pmm");
  const {tables} = chainedEquations({x, y}, {imputations: 5, uniform});
  for (const table of tables)
    table.y.forEach((value, i) => {
      expect(value % 10).toBe(0);
      expect((value / 10) % 4).not.toBe(0);
      if (i > 3 && i < 36) expect(Math.abs(value / 10 - i)).toBeLessThanOrEqual(3);
    });
});

test("chainedEquations of a variable that its predictor separates stays finite (law)", () => {
  const x = Array.from({length: 30}, (_, i) => i);
  const z = x.map((value) => (value === 7 || value === 22 ? NaN : Number(value >= 15)));
  const {tables} = chainedEquations(
    {x, z},
    {methods: {z: "logistic"}, imputations: 20, uniform: stream(3, "separated").uniform}
  );
  for (const table of tables) for (const i of [7, 22]) expect([0, 1]).toContain(table.z[i]);
});

test("chainedEquations is a function of the draws that it is given (law)", () => {
  const run = () =>
    chainedEquations(rows, {
      imputations: 2,
      iterations: 2,
      methods: {z: "logistic"},
      uniform: stream(9, "same").uniform
    });
  expect(run()).toEqual(run());
});

test("chainedEquations names what is wrong (by hand)", () => {
  const uniform = () => 0.5;
  expect(() => chainedEquations({}, {uniform})).toThrow("table must hold a row; got none");
  expect(() => chainedEquations({x: [1, NaN], y: [NaN, NaN]}, {uniform})).toThrow(
    "y must have a measured value; got none"
  );
  expect(() => chainedEquations({x: [1, 2], y: [1]}, {uniform})).toThrow(
    "y must have 2 entries as x has; got 1"
  );
  expect(() => chainedEquations({x: [1, Infinity]}, {uniform})).toThrow(
    "x must be finite or missing; got Infinity in row 1"
  );
  expect(() => chainedEquations({x: [1, 2]}, {uniform, imputations: 1})).toThrow(
    "imputations must be a whole number ≥ 2; got 1"
  );
  expect(() => chainedEquations({x: [1, 2]}, {uniform, iterations: 0})).toThrow(
    "iterations must be a whole number ≥ 1; got 0"
  );
  expect(() => chainedEquations({x: [1, 2]}, {uniform, methods: {y: "normal"}})).toThrow(
    "variable must be one of x; got y"
  );
  expect(() => chainedEquations({x: [1, 2], y: [NaN, 1]}, {uniform, predictors: {y: ["y"]}})).toThrow(
    "predictors of y must be other variables; got itself"
  );
  expect(() => chainedEquations({x: [1, 2, 3], z: [0, 2, NaN]}, {uniform, methods: {z: "logistic"}})).toThrow(
    "z must be 0 or 1; got 2 in row 1"
  );
});
