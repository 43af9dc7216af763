import {expect, test} from "vitest";
import {averagedCurve} from "../../../src/stats/poisson/averagedCurve.js";
import {linear, linearExponential, quadratic} from "../../../src/stats/poisson/doseShape.js";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";

const dose = Float64Array.of(0, 10, 20, 25);
const fitOf = (shape: ReturnType<typeof linear>) => ({
  shape,
  fit: poissonRegression({
    cases: Float64Array.of(6, 4, 8, 6),
    pyr: Float64Array.of(2500, 1000, 1000, 350),
    excess: {kind: "relative", dose, shape}
  })
});

test("averagedCurve of one model is its curve and Wald interval (by hand)", () => {
  const line = fitOf(linear());
  const {excess, se, lower, weights} = averagedCurve([line], Float64Array.of(0, 2));
  const {estimate, se: own, wald} = line.fit.parameters[0];
  expect(weights).toEqual([1]);
  expect(Array.from(excess)).toEqual([0, 2 * estimate]);
  expect(se[1]).toBeCloseTo(2 * own, 13);
  expect(lower[1]).toBeCloseTo(2 * wald.lower, 13);
});

test("averagedCurve weighs curves and adds what they differ by to their variance (by hand)", () => {
  const models = [fitOf(linear()), fitOf(quadratic())];
  const {excess, se, weights} = averagedCurve(models, Float64Array.of(5));
  const [[b, s], [b2, s2]] = models.map(({fit}) => [fit.parameters[0].estimate, fit.parameters[0].se]);
  const mean = weights[0] * 5 * b + weights[1] * 25 * b2;
  expect(excess[0]).toBeCloseTo(mean, 13);
  expect(se[0]).toBeCloseTo(
    weights[0] * Math.hypot(5 * s, 5 * b - mean) + weights[1] * Math.hypot(25 * s2, 25 * b2 - mean),
    13
  );
});

test("averagedCurve has the slope of a bent curve by differences (law)", () => {
  const bent = fitOf(linearExponential());
  const [{estimate: beta}, {estimate: delta}] = bent.fit.parameters;
  const at = (b: number, e: number) => b * 7 * Math.exp(e * 7);
  const gradient = [
    (at(beta + 1e-6, delta) - at(beta - 1e-6, delta)) / 2e-6,
    (at(beta, delta + 1e-6) - at(beta, delta - 1e-6)) / 2e-6
  ];
  const {vcov} = bent.fit;
  const variance = gradient.reduce(
    (sum, g, k) => sum + gradient.reduce((inner, h, l) => inner + g * vcov[k][l] * h, 0),
    0
  );
  expect(averagedCurve([bent], Float64Array.of(7)).se[0] / Math.sqrt(variance)).toBeCloseTo(1, 6);
});

test("averagedCurve refuses no model and endless parameters by name", () => {
  expect(() => averagedCurve([], dose)).toThrow("models must hold a model; got none");
  const line = fitOf(linear());
  const endless = {...line.fit, parameters: [{...line.fit.parameters[0], estimate: Infinity}]};
  expect(() => averagedCurve([{...line, fit: endless}], dose)).toThrow("dose must be finite; got Infinity");
});
