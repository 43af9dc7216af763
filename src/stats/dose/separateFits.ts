import {cholesky, inverse} from "../numeric/cholesky.js";
import {exp} from "../numeric/elementary.js";
import {ConvergenceError} from "../result/errors.js";
import type {DoseOptions} from "./doseFit.js";
import {searchFromNone} from "./doseSearch.js";
import type {Ensemble} from "./ensemble.js";
import {maximiseOneDose} from "./regressionCalibration.js";

/** The fit of each realisation; of one left out the log-likelihood is −Infinity. */
export interface SeparateFits {
  count: number;
  logLik: Float64Array;
  /** Row-major, a row a realisation. */
  estimates: Float64Array;
  /** Row-major, p² entries a realisation. */
  vcov: Float64Array;
  /** Below which the slope of each realisation cannot lie; −Infinity where it can be any. */
  lower: Float64Array;
  iterations: number;
  leftOut: number[];
}

/**
 * The fits of all realisations, each search begun where the mean dose has its maximum.
 * @throws ConvergenceError when no realisation has one.
 */
export function separateFits(all: Ensemble, {control}: DoseOptions): SeparateFits {
  const {likelihood} = all;
  const {names} = likelihood;
  const p = names.length;
  const mean = maximiseOneDose(likelihood, all.mean, {control}).at;
  const logLik = new Float64Array(all.count).fill(-Infinity);
  const estimates = new Float64Array(all.count * p);
  const vcov = new Float64Array(all.count * p * p);
  const lower = new Float64Array(all.count);
  const leftOut: number[] = [];
  let iterations = 0;
  all.each(({evaluate, largest}, r) => {
    const start = evaluate(mean) ? mean : likelihood.start;
    const search = {...control, region: likelihood.region(largest)};
    const found = searchFromNone(evaluate, start, likelihood.later, 1 / largest, search);
    iterations += found.iterations;
    lower[r] = likelihood.lower(largest);
    const factored = cholesky(found.information, p);
    if (!found.converged || found.boundary || found.unbounded.length > 0 || factored.dependent.length > 0) {
      leftOut.push(r);
      return;
    }
    logLik[r] = found.logLik;
    estimates.set(found.at, r * p);
    vcov.set(inverse(factored), r * p * p);
  });
  if (leftOut.length === all.count)
    throw new ConvergenceError(
      `realisations must hold one with a maximum; got none of ${all.count}`,
      iterations,
      NaN,
      NaN
    );
  return {count: all.count, logLik, estimates, vcov, lower, iterations, leftOut};
}

/** The estimates of the likeliest realisation. */
export function bestFit({logLik, estimates, count}: SeparateFits): Float64Array {
  const best = logLik.indexOf(logLik.reduce((a, b) => Math.max(a, b), -Infinity));
  const p = estimates.length / count;
  return estimates.slice(best * p, (best + 1) * p);
}

/** Shares ∝ exp ℓ, of sum 1. */
export function sharesOf(logs: Float64Array): Float64Array {
  const most = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = logs.map((l) => exp(l - most));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => w / sum);
}
