import {exp, log} from "../numeric/elementary.js";
import {normalLower} from "../numeric/normal.js";
import type {Interval, Parameter} from "../result/fit.js";
import {covariance, type DoseFit, type DoseOptions, matrixOf, parameterRows} from "./doseFit.js";
import type {Ensemble} from "./ensemble.js";
import {checkRealisations, eachRealisation} from "./realisations.js";
import {maximiseOneDose} from "./regressionCalibration.js";

/** A fit whose intervals know of errors that rows share. */
export interface CorrectedFit extends DoseFit {
  parameters: (Parameter & {
    /** Of the slope of a linear excess: see `correctedInformation`. */
    corrected?: Interval;
  })[];
}

/**
 * Regression calibration with a corrected information matrix: true doses dᵣ change the expected score at the mean
 * doses by bᵣ, so that the score has the variance I + B, B = Σᵣ bᵣ bᵣᵀ/(R − 1), and the estimate V = I⁻¹(I + B)I⁻¹.
 *
 * As the part of B grows with the square of the slope β itself, the slope of a linear excess also has an interval by
 * inverting β̂ ~ β · E + N(0, I⁻¹), with E lognormal of mean 1 and variance τ² = (I⁻¹BI⁻¹)/β̂²: it is bounded, longer
 * upwards, and nearly the normal one where errors are small.
 * @throws RangeError when there are fewer than two realisations; ConvergenceError when the mean dose
 * has no maximum. Source: Zhang et al. (2017), PLoS One 12:e0174641, the mixture of a normal and a lognormal part.
 * Witness: by hand, and coverage in bench/coverage; test/stats/dose/correctedInformation.test.ts.
 */
export function correctedInformation(all: Ensemble, options: DoseOptions = {}): CorrectedFit {
  const {likelihood, realisations, mean} = all;
  checkRealisations(realisations, likelihood.rows, 2);
  const {names, rows, events} = likelihood;
  const p = names.length;
  const level = options.interval?.level ?? 0.95;
  const found = maximiseOneDose(likelihood, mean, options);
  const naive = covariance(found, names);
  const slopes = likelihood.slopes(found.at, mean);
  if (!slopes) throw new RangeError("the estimate must lie inside the feasible region; got one on its edge");
  const between = new Float64Array(p * p);
  const moved = new Float64Array(p);
  eachRealisation(realisations, rows, (dose) => {
    moved.fill(0);
    for (let k = 0; k < p; ++k)
      for (let i = 0; i < rows; ++i) moved[k] += slopes.score[k][i] * (dose[i] - mean[i]);
    for (let k = 0; k < p; ++k)
      for (let l = 0; l < p; ++l) between[k * p + l] += (moved[k] * moved[l]) / (realisations.count - 1);
  });
  const added = sandwich(naive, between, p);
  const total = naive.map((value, k) => value + added[k]);
  const linear = likelihood.lower(1) > -Infinity;
  return {
    method: "cim",
    n: rows,
    events,
    realisations: realisations.count,
    converged: true,
    iterations: found.iterations,
    logLik: found.logLik,
    parameters: parameterRows(names, found.at, total, level).map((row, k) =>
      k === 0 && linear
        ? {...row, corrected: lognormalInterval(row.estimate, Math.sqrt(naive[0]), added[0], level)}
        : row
    ),
    vcov: matrixOf(total, p),
    warnings: []
  };
}

function sandwich(bread: Float64Array, meat: Float64Array, p: number): Float64Array {
  const half = new Float64Array(p * p);
  const whole = new Float64Array(p * p);
  for (let i = 0; i < p; ++i)
    for (let j = 0; j < p; ++j)
      for (let k = 0; k < p; ++k) half[i * p + j] += bread[i * p + k] * meat[k * p + j];
  for (let i = 0; i < p; ++i)
    for (let j = 0; j < p; ++j)
      for (let k = 0; k < p; ++k) whole[i * p + j] += half[i * p + k] * bread[k * p + j];
  return whole;
}

/**
 * The β for which P(β E + N(0, se²) ≥ estimate) is (1 − level)/2, and (1 + level)/2, with E lognormal of mean 1 and
 * variance `added`/estimate². The integral is a sum over ±8 standard deviations of log E, exact to rounding.
 * @throws RangeError when the level is not inside (0, 1). Witness: by hand, where there is no error; R's integrate.
 */
export function lognormalInterval(estimate: number, se: number, added: number, level = 0.95): Interval {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  const variance = estimate === 0 ? 0 : log(1 + added / (estimate * estimate));
  const sd = Math.sqrt(variance);
  const h = 0.1;
  const nodes = Array.from({length: 161}, (_, k) => -8 + k * h);
  const share = nodes.map((z) => (h * exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI));
  const factor = nodes.map((z) => exp(sd * z - variance / 2));
  const above = (beta: number) =>
    nodes.reduce((sum, _, k) => sum + share[k] * normalLower((beta * factor[k] - estimate) / se), 0);
  const solve = (area: number) => {
    let low = estimate - se;
    let high = estimate + se;
    for (let step = se; above(low) > area; step *= 2) low -= step;
    for (let step = se; above(high) < area; step *= 2) high += step;
    for (let i = 0; i < 100 && high - low > 1e-14 * Math.max(Math.abs(low), Math.abs(high)); ++i) {
      const middle = (low + high) / 2;
      if (above(middle) < area) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  return {lower: solve((1 - level) / 2), upper: solve((1 + level) / 2)};
}
