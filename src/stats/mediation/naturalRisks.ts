import {waldInterval, waldTest} from "../inference/wald.js";
import {exp} from "../numeric/elementary.js";
import type {Parameter} from "../result/fit.js";
import {deltaSe, type MediationModels, mediationParameters} from "./mediationModels.js";

/**
 * Natural effects on the risk itself, for a logistic outcome that need not be rare: with the mediator normal
 * about its mean at x, R(x, x*) = ∫ expit(β₀ + β₁x + (β₂ + β₃x)m + β₄c) φ(m; μ(x*), s²) dm, and
 *
 *   NDE = R(x, x*) − R(x*, x*),  NIE = R(x, x) − R(x, x*),  total = R(x, x) − R(x*, x*)
 *
 * as risk differences at the given covariates, with delta-method errors.
 * @throws RangeError as `mediationParameters`, or when the outcome is not logistic, the residual variance is
 *   missing, or a covariate has no value.
 * Source: Imai, Keele and Tingley (2010), Psychol Methods 15:309. Witness: R integrate and numDeriv,
 *   test/stats/mediation/naturalEffects.test.ts.
 */
export function naturalRisks(models: MediationModels, level = 0.95): Parameter[] {
  if (models.outcomeScale !== "logistic")
    throw new RangeError(`outcomeScale must be logistic; got ${models.outcomeScale}`);
  if (!models.residual) throw new RangeError("residual must be given for risks; got none");
  const {from, to} = models;
  const parameters = mediationParameters(models, true);
  const {theta, covariance, at, mean, rest} = parameters;
  const dot = (weights: Float64Array, values: Float64Array) =>
    weights.reduce((sum, weight, k) => sum + weight * values[k], 0);
  const risk = (values: Float64Array, exposure: number, mediatorAt: number) => {
    const slope = values[at.mediator] + (at.interaction < 0 ? 0 : values[at.interaction] * exposure);
    const mu = dot(mean, values) + values[at.exposureOnMediator] * mediatorAt;
    const centre = dot(rest, values) + values[at.direct] * exposure + slope * mu;
    return meanExpit(centre, slope * Math.sqrt(values[at.variance]));
  };
  const differences: [string, (values: Float64Array) => number][] = [
    ["natural direct", (values) => risk(values, to, from) - risk(values, from, from)],
    ["natural indirect", (values) => risk(values, to, to) - risk(values, to, from)],
    ["total", (values) => risk(values, to, to) - risk(values, from, from)]
  ];
  return differences.map(([term, effect]) => {
    const estimate = effect(theta);
    const gradient = theta.map((value, k) => {
      const h = 1e-4 * Math.max(1e-2, Math.sqrt(covariance[k * (theta.length + 1)]), 1e-2 * Math.abs(value));
      const shifted = (by: number) => effect(theta.map((own, m) => (m === k ? own + by : own)));
      return (8 * (shifted(h) - shifted(-h)) - (shifted(2 * h) - shifted(-2 * h))) / (12 * h);
    });
    const se = deltaSe(gradient, covariance);
    return {term, estimate, se, ...waldTest(estimate, se), wald: waldInterval(estimate, se, level)};
  });
}

/**
 * E expit(a + bZ), Z standard normal, by the trapezoidal rule, which converges exponentially for an analytic
 * integrand: its step keeps the poles of expit, at a distance π/|b| from the axis, forty e-foldings away.
 */
export function meanExpit(a: number, b: number): number {
  const step = Math.min(0.5, 0.49 / Math.abs(b));
  const count = Math.ceil(9 / step);
  let total = 0;
  for (let i = -count; i <= count; ++i) {
    const z = i * step;
    total += exp((-z * z) / 2) / (1 + exp(-(a + b * z)));
  }
  return (total * step) / Math.sqrt(2 * Math.PI);
}
