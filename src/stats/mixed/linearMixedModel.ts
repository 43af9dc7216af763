import {waldInterval, waldTest} from "../inference/wald.js";
import {chiSquareUpper} from "../numeric/chiSquare.js";
import {log} from "../numeric/elementary.js";
import type {Fit, Parameter, ProfileInterval, Test} from "../result/fit.js";
import {type Minimum, minimise} from "./minimise.js";
import {type MixedMethod, profiledDeviance, triangleOf} from "./mixedCriterion.js";
import {backSubstitute, type MixedData, type MixedDesign, mixedDesign} from "./mixedDesign.js";
import {
  correlationProfile,
  deviationProfile,
  fixedProfile,
  type ProfileStart,
  semidefiniteFactor,
  sigmaProfile
} from "./mixedProfile.js";
import {randomEffects} from "./randomEffects.js";

export type {MixedMethod} from "./mixedCriterion.js";
export type {MixedData} from "./mixedDesign.js";

/** A standard deviation or correlation of the random part, with its profile interval where asked for. */
export interface VarianceParameter {
  term: string;
  estimate: number;
  profile?: ProfileInterval;
}

/** A fitted linear mixed model. */
export interface MixedFit extends Fit {
  method: MixedMethod;
  level: number;
  groups: number;
  /** Residual standard deviation σ. */
  sigma: number;
  /** Covariance of a group's random effects, in the order of `randomTerms`. */
  covariance: number[][];
  randomTerms: string[];
  /** Standard deviations of the random effects, their correlations, and the residual's, as lme4 prints them. */
  variance: VarianceParameter[];
  /** Best linear unbiased predictions, one row a group in ascending order of its label. */
  randomEffects: number[][];
  groupLabels: number[];
}

export interface MixedOptions {
  /** Restricted maximum likelihood ("reml", the default) or maximum likelihood ("ml"). */
  method?: MixedMethod;
  interval?: {level?: number; methods?: readonly ("wald" | "profile")[]};
}

/**
 * The linear mixed model y = Xβ + Zb + ε, b ~ N(0, Ψ) for each group, ε ~ N(0, σ²), with a random intercept
 * and any random slopes, by restricted or full maximum likelihood. Fixed effects and σ are profiled out; the
 * search is over the factor of Ψ/σ² alone, with known first derivatives.
 *
 * `logLik` is the restricted log-likelihood for "reml". `nullLogLik` is that of the same fixed effects without
 * random ones. p-values and Wald intervals are normal. Profile intervals are of the full likelihood, also for
 * "reml". `tests.random` compares with the model less its last random effect; as a variance cannot be below
 * zero its p is the mean of two χ² tails (of q − 1 and q degrees of freedom; χ²₀ is a point at 0).
 * @throws RangeError as `mixedDesign`, or when the level is not inside (0, 1).
 * Source: Bates, Mächler, Bolker and Walker (2015), J Stat Softw 67(1); Stram and Lee (1994), Biometrics 50:1171.
 * Witness: R's lme4, test/stats/mixed/linearMixedModel.test.ts.
 */
export function linearMixedModel(data: MixedData, options: MixedOptions = {}): MixedFit {
  const {method = "reml", interval: {level = 0.95, methods = ["wald"]} = {}} = options;
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  const design = mixedDesign(data);
  const {n, p, q, terms, randomTerms, scale} = design;
  const found = search(design, method);
  const lambda = triangleOf(found.at, q);
  const {point} = profiledDeviance(design, method, lambda);
  const sigma = Math.sqrt(point.rss / (method === "reml" ? n - p : n));
  const beta = estimates(design, point.beta);
  const vcov = fixedCovariance(design, point.covariance, sigma);
  const covariance = randomCovariance(lambda, scale, sigma);
  const warnings = covarianceWarnings(covariance, randomTerms, sigma);
  if (!found.converged)
    warnings.push(`the search stopped after ${found.iterations} steps without reaching its tolerance`);
  const parameters = terms.map((term, k): Parameter => {
    const se = Math.sqrt(vcov[k][k]);
    return {term, estimate: beta[k], se, ...waldTest(beta[k], se), wald: waldInterval(beta[k], se, level)};
  });
  const variance = varianceParameters(covariance, randomTerms, sigma);
  if (methods.includes("profile")) profiles(data, design, parameters, variance, level);
  const none = profiledDeviance(design, method, new Float64Array(q * q));
  const df = p + (q * (q + 1)) / 2 + 1;
  const logLik = -found.value / 2;
  return Object.freeze({
    model: "linear mixed",
    method,
    level,
    converged: found.converged,
    iterations: found.iterations,
    n,
    events: n,
    groups: design.labels.length,
    logLik,
    nullLogLik: -none.value / 2,
    deviance: found.value,
    df,
    aic: found.value + 2 * df,
    bic: found.value + df * log(n),
    parameters,
    vcov,
    sigma,
    covariance,
    randomTerms: [...randomTerms],
    variance,
    randomEffects: randomEffects(design, lambda, point.beta),
    groupLabels: [...design.labels],
    tests: {random: lastRandomEffect(data, method, q, found.value, none.value)},
    warnings
  });
}

function search(design: MixedDesign, method: MixedMethod): Minimum {
  const start: number[] = [];
  for (let a = 0; a < design.q; ++a) for (let b = 0; b <= a; ++b) start.push(a === b ? 1 : 0);
  return minimise((entries) => profiledDeviance(design, method, triangleOf(entries, design.q)), start);
}

function estimates({ols, triangle}: MixedDesign, distance: Float64Array): number[] {
  return Array.from(backSubstitute(triangle, distance), (step, k) => ols[k] + step);
}

/** σ²R⁻¹CR⁻ᵀ: the covariance of the fixed effects. */
function fixedCovariance({p, triangle}: MixedDesign, inQ: Float64Array, sigma: number): number[][] {
  const half = Array.from({length: p}, (_, k) => backSubstitute(triangle, inQ.subarray(k * p, k * p + p)));
  return Array.from({length: p}, (_, i) => {
    const column = backSubstitute(
      triangle,
      half.map((row) => row[i])
    );
    return Array.from(column, (value) => sigma * sigma * value);
  });
}

function randomCovariance(lambda: Float64Array, scale: readonly number[], sigma: number): number[][] {
  const q = scale.length;
  return scale.map((own, a) =>
    scale.map((other, b) => {
      let entry = 0;
      for (let c = 0; c < q; ++c) entry += lambda[a * q + c] * lambda[b * q + c];
      return (sigma * sigma * entry) / (own * other);
    })
  );
}

function varianceParameters(
  covariance: number[][],
  names: readonly string[],
  sigma: number
): VarianceParameter[] {
  const deviations = covariance.map((row, k) => Math.sqrt(row[k]));
  const rows = names.map((name, k) => ({term: `sd ${name}`, estimate: deviations[k]}));
  const pairs = names.flatMap((name, a) =>
    names.slice(0, a).map((other, b) => {
      const product = deviations[a] * deviations[b];
      return {term: `cor ${other}, ${name}`, estimate: product > 0 ? covariance[a][b] / product : 0};
    })
  );
  return [...rows, ...pairs, {term: "sigma", estimate: sigma}];
}

function covarianceWarnings(covariance: number[][], names: readonly string[], sigma: number): string[] {
  const q = names.length;
  const relative = semidefiniteFactor((a, b) => {
    const size = Math.sqrt(covariance[a][a] * covariance[b][b]);
    return size > 0 ? covariance[a][b] / size : 0;
  }, q);
  const warnings: string[] = [];
  names.forEach((name, k) => {
    if (Math.sqrt(covariance[k][k]) <= 1e-6 * sigma && k === 0)
      warnings.push(`the variance of random effect ${name} is estimated as zero`);
    else if (relative[k * q + k] < 1e-4)
      warnings.push(`random effect ${name} is estimated as zero or as a multiple of those before it`);
  });
  return warnings;
}

function lastRandomEffect(
  data: MixedData,
  method: MixedMethod,
  q: number,
  deviance: number,
  none: number
): Test {
  let without = none;
  if (q > 1) {
    const {names, columns} = data.slopes!;
    const fewer = {...data, slopes: {names: names.slice(0, -1), columns: columns.slice(0, -1)}};
    without = search(mixedDesign(fewer), method).value;
  }
  const statistic = Math.max(0, without - deviance);
  const below = q > 1 ? chiSquareUpper(statistic, q - 1) : statistic > 0 ? 0 : 1;
  return {statistic, df: q, p: (below + chiSquareUpper(statistic, q)) / 2};
}

function profiles(
  data: MixedData,
  design: MixedDesign,
  parameters: Parameter[],
  variance: VarianceParameter[],
  level: number
): void {
  const {n, q, scale} = design;
  const found = search(design, "ml");
  const lambda = triangleOf(found.at, q);
  const {point} = profiledDeviance(design, "ml", lambda);
  const sigma = Math.sqrt(point.rss / n);
  const beta = estimates(design, point.beta);
  const start: ProfileStart = {estimate: 0, step: 0, deviance: found.value, lambda: found.at, sigma};
  parameters.forEach((row, k) => {
    row.profile = fixedProfile(data, k, {...start, estimate: beta[k], step: row.se}, level);
  });
  const ml = varianceParameters(randomCovariance(lambda, scale, sigma), design.randomTerms, sigma);
  variance.forEach((row, k) => {
    const own = {...start, estimate: ml[k].estimate};
    const groups = Math.sqrt(2 * design.labels.length);
    if (k < q)
      row.profile = deviationProfile(
        data,
        k,
        {...own, step: Math.max(own.estimate, sigma / 100) / groups},
        level
      );
    else if (row.term === "sigma")
      row.profile = sigmaProfile(data, {...own, step: sigma / Math.sqrt(2 * n)}, level);
    else if (q === 2) row.profile = correlationProfile(data, {...own, step: 0.2}, level);
  });
}
