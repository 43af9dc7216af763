import {exp} from "../numeric/elementary.js";
import type {Interval, Parameter} from "../result/fit.js";
import {type DoseFit, type DoseOptions, matrixOf, parameterRows} from "./doseFit.js";
import type {Ensemble} from "./ensemble.js";
import {effectiveSampleSize, splitRHat} from "./mcmcDiagnostics.js";
import {normalPrior, type Prior} from "./prior.js";
import {propose} from "./proposals.js";
import {type SeparateFits, separateFits} from "./separateFits.js";

/** How the posterior is drawn from. */
export interface BayesianOptions extends DoseOptions {
  /** Prior of each parameter by name; normal of variance 1,000 unless told. */
  priors?: Record<string, Prior>;
  /** 4 unless told. */
  chains?: number;
  /** Draws kept of each chain, 5,000 unless told; a tenth more go before them. */
  draws?: number;
  /** The source of uniform draws in (0, 1) of each chain. */
  streams: (chain: number) => () => number;
}

/** A parameter's posterior mean and standard deviation, its percentiles, and how well the chains agree on them. */
export interface PosteriorParameter extends Parameter {
  percentile: Interval;
  median: number;
  rHat: number;
  /** Effective sample size. */
  ess: number;
}

/** A posterior over parameters and realisations. */
export interface BayesianFit extends DoseFit {
  parameters: PosteriorParameter[];
  /** Posterior probability of each realisation. */
  weights: Float64Array;
  /** Share of proposals that were accepted. */
  accepted: number;
}

/**
 * Bayesian model averaging: every realisation r has prior probability 1/R, and the posterior of (r, θ) is
 * ∝ prior(θ) exp ℓᵣ(θ). It is drawn from by Metropolis and Hastings with proposals that do not look at the chain:
 * a realisation by its Laplace evidence exp ℓᵣ · prior · |Vᵣ|^½, then θ from a t distribution (5 df) about its
 * fit θ̂ᵣ, Vᵣ. As proposals need no chain, their likelihoods are taken in one pass, realisation by realisation.
 *
 * @returns warns of R̂ ≥ 1.01 or an effective sample size under 400.
 * @throws ConvergenceError as `modelAveraging`; RangeError when a prior names no parameter, or chains or draws are too few.
 * Source: Kwon et al. (2016), Stat Med 35:399; Tierney (1994), Ann Stat 22:1701, 2.3.3.
 * Witness: the integral over a grid, and R's ameras, method BMA, test/stats/dose/bayesianAveraging.test.ts.
 */
export function bayesianAveraging(all: Ensemble, options: BayesianOptions): BayesianFit {
  const {chains = 4, draws = 5000, priors = {}, streams, interval = {}} = options;
  const {names, rows, events} = all.likelihood;
  for (const name of Object.keys(priors))
    if (!names.includes(name))
      throw new RangeError(`prior must be of ${names.join(", ")}; got one of ${name}`);
  for (const [name, value, least] of [
    ["chains", chains, 2],
    ["draws", draws, 100]
  ] as const)
    if (!(Number.isInteger(value) && value >= least))
      throw new RangeError(`${name} must be a whole number ≥ ${least}; got ${value}`);
  const p = names.length;
  const of = names.map((name) => priors[name] ?? normalPrior());
  const prior = (at: Float64Array) => of.reduce((sum, density, k) => sum + density(at[k]), 0);
  const fits = separateFits(all, options);
  const length = draws + Math.ceil(draws / 10);
  const proposals = propose(fits, prior, chains, length, streams);
  const posterior = new Float64Array(proposals.realisation.length);
  const {order, ptr} = byRealisation(proposals.realisation, all.count);
  all.each(({evaluate}, r) => {
    for (let j = ptr[r]; j < ptr[r + 1]; ++j) {
      const theta = proposals.theta.subarray(order[j] * p, (order[j] + 1) * p);
      const before = prior(theta);
      posterior[order[j]] = before === -Infinity ? before : before + (evaluate(theta)?.logLik ?? -Infinity);
    }
  });
  const kept = names.map(() => Array.from({length: chains}, () => new Float64Array(draws)));
  const weights = new Float64Array(all.count);
  let accepted = 0;
  let most = -Infinity;
  for (let c = 0; c < chains; ++c) {
    let at = -1;
    for (let t = 0; t < length; ++t) {
      const next = c * length + t;
      const ratio = at < 0 ? Infinity : importance(next) - importance(at);
      if (proposals.toss[next] < (ratio >= 0 ? 1 : exp(ratio)) && posterior[next] > -Infinity) {
        at = next;
        ++accepted;
      }
      if (t < length - draws) continue;
      if (at < 0) throw new RangeError("prior must allow a proposal; got none of a whole chain");
      for (let k = 0; k < p; ++k) kept[k][c][t - (length - draws)] = proposals.theta[at * p + k];
      weights[proposals.realisation[at]] += 1 / (chains * draws);
      most = Math.max(most, posterior[at]);
    }
  }
  function importance(i: number): number {
    return posterior[i] - proposals.logDensity[i];
  }
  const {mean, covariance} = moments(kept);
  const level = interval.level ?? 0.95;
  const parameters = parameterRows(names, mean, covariance, level).map((row, k) => ({
    ...row,
    ...percentiles(kept[k], level),
    rHat: splitRHat(kept[k]),
    ess: effectiveSampleSize(kept[k])
  }));
  return {
    method: "bma",
    n: rows,
    events,
    realisations: all.count,
    converged: parameters.every(({rHat}) => rHat < 1.01),
    iterations: chains * length,
    logLik: most,
    parameters,
    vcov: matrixOf(covariance, p),
    warnings: warningsOf(parameters, fits),
    weights,
    accepted: accepted / (chains * length)
  };
}

function warningsOf(parameters: readonly PosteriorParameter[], {leftOut}: SeparateFits): string[] {
  const warnings: string[] = [];
  for (const {term, rHat, ess} of parameters) {
    if (!(rHat < 1.01)) warnings.push(`chains have not settled on ${term}: R̂ is ${rHat.toFixed(3)}`);
    if (!(ess >= 400)) warnings.push(`draws of ${term} are worth ${Math.round(ess)}; more are needed`);
  }
  if (leftOut.length > 0)
    warnings.push(
      `realisations without a maximum inside the feasible region are left out: ${leftOut.length}`
    );
  return warnings;
}

/** Proposals in the order of their realisations: those of r are order[ptr[r] … ptr[r + 1] − 1]. */
function byRealisation(realisation: Int32Array, count: number) {
  const ptr = new Int32Array(count + 1);
  for (const r of realisation) ++ptr[r + 1];
  for (let r = 0; r < count; ++r) ptr[r + 1] += ptr[r];
  const next = ptr.slice();
  const order = new Int32Array(realisation.length);
  for (let i = 0; i < order.length; ++i) order[next[realisation[i]]++] = i;
  return {order, ptr};
}

/** Mean and row-major covariance of all chains' draws together. */
function moments(kept: readonly Float64Array[][]) {
  const p = kept.length;
  const total = kept[0].reduce((sum, chain) => sum + chain.length, 0);
  const mean = Float64Array.from(
    kept,
    (chains) => chains.reduce((sum, chain) => sum + chain.reduce((a, b) => a + b, 0), 0) / total
  );
  const covariance = new Float64Array(p * p);
  for (let k = 0; k < p; ++k)
    for (let l = 0; l < p; ++l) {
      let products = 0;
      kept[k].forEach((chain, c) => {
        for (let t = 0; t < chain.length; ++t) products += (chain[t] - mean[k]) * (kept[l][c][t] - mean[l]);
      });
      covariance[k * p + l] = products / (total - 1);
    }
  return {mean, covariance};
}

/** Median and equal-tailed percentiles of all chains' draws together (R's quantile, type 7). */
function percentiles(chains: readonly Float64Array[], level: number): {percentile: Interval; median: number} {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  const sorted = new Float64Array(chains.reduce((sum, chain) => sum + chain.length, 0));
  chains.forEach((chain, c) => {
    sorted.set(chain, c * chain.length);
  });
  sorted.sort();
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    return sorted[below] + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
  };
  return {percentile: {lower: at((1 - level) / 2), upper: at((1 + level) / 2)}, median: at(0.5)};
}
