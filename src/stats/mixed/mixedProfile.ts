import {profileBound} from "../inference/profileBound.js";
import {exp, log} from "../numeric/elementary.js";
import {normalQuantile} from "../numeric/normal.js";
import type {ProfileInterval} from "../result/fit.js";
import {minimise} from "./minimise.js";
import {devianceAtSigma, profiledDeviance, triangleOf} from "./mixedCriterion.js";
import {type MixedData, mixedDesign} from "./mixedDesign.js";

/** Where a profile begins: the maximum-likelihood estimate and how far a first step goes. */
export interface ProfileStart {
  estimate: number;
  step: number;
  /** −2 log-likelihood at the maximum. */
  deviance: number;
  /** Free entries of the relative covariance factor at the maximum, scaled, and σ. */
  lambda: Float64Array;
  sigma: number;
}

/** Both bounds where −2 log-likelihood, all else at its best, has risen by the χ²₁ quantile of the level. */
function bounds(
  start: ProfileStart,
  level: number,
  limits: {lower: number; upper: number},
  deviance: (value: number) => number
): ProfileInterval {
  const root = normalQuantile((1 - level) / 2, true);
  const bound = (direction: -1 | 1) =>
    profileBound({
      estimate: start.estimate,
      logLik: -start.deviance / 2,
      step: root * start.step,
      root,
      direction,
      limit: direction < 0 ? limits.lower : limits.upper,
      profile: (value) => -deviance(value) / 2
    });
  const lower = bound(-1);
  const upper = bound(1);
  return {lower: lower.value, upper: upper.value, status: {lower: lower.status, upper: upper.status}};
}

/** The profile interval of fixed effect k (0 is the intercept), by maximum likelihood. */
export function fixedProfile(
  data: MixedData,
  k: number,
  start: ProfileStart,
  level: number
): ProfileInterval {
  const design = mixedDesign(data, {fixed: first(data.fixed.columns.length + 1, k).reverse()});
  const {p, q, triangle, ols} = design;
  const last = p - 1;
  let from = start.lambda;
  return bounds(start, level, {lower: -Infinity, upper: Infinity}, (value) => {
    const distance = (value - ols[last]) * triangle[last * p + last];
    const found = minimise(
      (entries) => profiledDeviance(design, "ml", triangleOf(entries, q), {distance}),
      from
    );
    from = found.at;
    return found.value;
  });
}

/** The profile interval of the residual standard deviation. */
export function sigmaProfile(data: MixedData, start: ProfileStart, level: number): ProfileInterval {
  const design = mixedDesign(data);
  let from = start.lambda;
  return bounds(start, level, {lower: 0, upper: Infinity}, (sigma) => {
    const found = minimise((entries) => {
      const {value, gradient} = devianceAtSigma(design, triangleOf(entries, design.q), log(sigma), sigma);
      return {value, gradient: gradient.subarray(0, entries.length)};
    }, from);
    from = found.at;
    return found.value;
  });
}

/** The profile interval of the standard deviation of random effect k. */
export function deviationProfile(
  data: MixedData,
  k: number,
  start: ProfileStart,
  level: number
): ProfileInterval {
  const q = 1 + (data.slopes?.columns.length ?? 0);
  const design = mixedDesign(data, {random: first(q, k)});
  // With effect k first, its standard deviation is σΛ₀₀: held, it leaves the other entries and σ free.
  let from: Float64Array = Float64Array.of(...reordered(start.lambda, q, k), log(start.sigma));
  return bounds(start, level, {lower: 0, upper: Infinity}, (deviation) => {
    const scaled = deviation * design.scale[0];
    const found = minimise((free) => {
      const logSigma = free[free.length - 1];
      const sigma = exp(logSigma);
      const relative = scaled / sigma;
      const lambda = triangleOf([relative, ...free.subarray(0, free.length - 1)], q);
      const {value, gradient} = devianceAtSigma(design, lambda, logSigma, sigma);
      const own = gradient.slice(1);
      own[own.length - 1] -= gradient[0] * relative;
      return {value, gradient: own};
    }, from);
    if (found.converged) from = found.at;
    return found.value;
  });
}

/** The profile interval of the correlation of random intercept and slope, where there is one slope. */
export function correlationProfile(data: MixedData, start: ProfileStart, level: number): ProfileInterval {
  const design = mixedDesign(data);
  let from: Float64Array = Float64Array.of(
    start.lambda[0],
    Math.sqrt(start.lambda[1] * start.lambda[1] + start.lambda[2] * start.lambda[2])
  );
  return bounds(start, level, {lower: -1, upper: 1}, (correlation) => {
    const rest = Math.sqrt(1 - correlation * correlation);
    const found = minimise(([intercept, slope]) => {
      const lambda = triangleOf([intercept, correlation * slope, rest * slope], 2);
      const {value, gradient} = profiledDeviance(design, "ml", lambda);
      return {value, gradient: Float64Array.of(gradient[0], correlation * gradient[1] + rest * gradient[2])};
    }, from);
    from = found.at;
    return found.value;
  });
}

/** All numbers below `size` with k moved to the front. */
function first(size: number, k: number): number[] {
  return [k, ...Array.from({length: size}, (_, m) => m).filter((m) => m !== k)];
}

/** Entries of the factor of the same covariance with effect k first, less the very first. */
function reordered(entries: ArrayLike<number>, q: number, k: number): Float64Array {
  const lambda = triangleOf(entries, q);
  const order = first(q, k);
  const covariance = (a: number, b: number) => {
    let entry = 0;
    for (let c = 0; c < q; ++c) entry += lambda[order[a] * q + c] * lambda[order[b] * q + c];
    return entry;
  };
  const factor = semidefiniteFactor(covariance, q);
  const free: number[] = [];
  for (let a = 1; a < q; ++a) for (let b = 0; b <= a; ++b) free.push(factor[a * q + b]);
  return Float64Array.from(free);
}

/** The lower triangle L with LLᵀ = A for a positive semi-definite A; zero columns where a pivot vanishes. */
export function semidefiniteFactor(entry: (a: number, b: number) => number, q: number): Float64Array {
  const factor = new Float64Array(q * q);
  for (let b = 0; b < q; ++b)
    for (let a = b; a < q; ++a) {
      let value = entry(a, b);
      for (let c = 0; c < b; ++c) value -= factor[a * q + c] * factor[b * q + c];
      if (a === b) factor[a * q + a] = Math.sqrt(Math.max(0, value));
      else factor[a * q + b] = factor[b * q + b] > 0 ? value / factor[b * q + b] : 0;
    }
  return factor;
}
