import type {Point} from "../inference/newton.js";
import {exp, log} from "../numeric/elementary.js";
import {type DoseFit, type DoseOptions, fitTarget, maximiseTarget, type Target} from "./doseFit.js";
import type {Ensemble} from "./ensemble.js";
import {fewRealisations} from "./fewRealisations.js";
import {maximiseOneDose} from "./regressionCalibration.js";
import {bestFit, separateFits} from "./separateFits.js";

/** A fit with the number of realisations that it rests on. */
export interface MonteCarloFit extends DoseFit {
  /** 1 / Σ w² of the realisations' shares w of the likelihood at its maximum. */
  effective: number;
}

/**
 * Monte Carlo maximum likelihood: the mean of the likelihoods of all realisations, ℓ(θ) = log (Σᵣ exp ℓᵣ(θ) / R),
 * is maximised. With wᵣ ∝ exp ℓᵣ, its gradient is Σ w g and its information Σ w (I − g gᵀ) + Σ w g (Σ w g)ᵀ; where
 * that is not positive definite, as between realisations that disagree, the search climbs by Σ w I, as EM does. The
 * mean likelihood can have several maxima: the higher is taken of one uphill from regression calibration and one
 * uphill from the fit of the likeliest realisation, beyond which none can lie by more than log R.
 *
 * @returns warns when fewer than ten realisations carry the likelihood: more are then needed.
 * @throws RangeError as `fitTarget`; ConvergenceError when there is no maximum.
 * Source: Stayner et al. (2007), Radiat Res 168:757. Witness: R's ameras, method MCML, test/stats/dose/ameras.test.ts.
 */
export function monteCarloLikelihood(all: Ensemble, options: DoseOptions = {}): MonteCarloFit {
  const {likelihood} = all;
  const mean = maximiseOneDose(likelihood, all.mean, options);
  const evaluate = remembering((theta) => meanLikelihood(all, theta));
  const target: Target = {
    method: "mcml",
    likelihood,
    evaluate,
    expected: (theta) => evaluate(theta)!.within,
    starts: [mean.at, likelihood.start],
    largest: all.largest,
    realisations: all.count
  };
  const near = maximiseTarget(target, options.control);
  const likeliest = bestFit(separateFits(all, options));
  const far = evaluate(likeliest) ? maximiseTarget({...target, starts: [likeliest]}, options.control) : near;
  const fit = fitTarget({...target, starts: [near.logLik >= far.logLik ? near.at : far.at]}, options);
  const {effective} = meanLikelihood(
    all,
    Float64Array.from(fit.parameters, ({estimate}) => estimate)
  )!;
  const warnings = [...fit.warnings, ...fewRealisations(effective, all.count)];
  return {...fit, warnings, effective};
}

/** A point of the mean likelihood. */
export interface MeanPoint extends Point {
  /** Effective number of realisations, 1 / Σ w². */
  effective: number;
  /** Σ w I: the information if it were known which realisation is true. */
  within: Float64Array;
}

/** The log of the mean likelihood at θ with its derivatives, in one pass; null where any realisation's is 0. */
export function meanLikelihood(all: Ensemble, theta: Float64Array): MeanPoint | null {
  const size = theta.length;
  const gradient = new Float64Array(size);
  const outer = new Float64Array(size * size);
  const within = new Float64Array(size * size);
  let most = -Infinity;
  let weights = 0;
  let squares = 0;
  let feasible = true;
  all.each(({evaluate}) => {
    if (!feasible) return;
    const point = evaluate(theta);
    if (!point) {
      feasible = false;
      return;
    }
    if (point.logLik > most) {
      const scale = exp(most - point.logLik);
      most = point.logLik;
      weights *= scale;
      squares *= scale * scale;
      for (let k = 0; k < size; ++k) gradient[k] *= scale;
      for (let k = 0; k < outer.length; ++k) outer[k] *= scale;
      for (let k = 0; k < outer.length; ++k) within[k] *= scale;
    }
    const weight = exp(point.logLik - most);
    weights += weight;
    squares += weight * weight;
    for (let k = 0; k < size; ++k) {
      gradient[k] += weight * point.gradient[k];
      for (let l = 0; l < size; ++l) {
        within[k * size + l] += weight * point.information[k * size + l];
        outer[k * size + l] += weight * point.gradient[k] * point.gradient[l];
      }
    }
  });
  if (!feasible) return null;
  for (let k = 0; k < size; ++k) gradient[k] /= weights;
  const information = within.map((value, k) => {
    within[k] = value / weights;
    return within[k] - outer[k] / weights + gradient[Math.floor(k / size)] * gradient[k % size];
  });
  return {
    logLik: most + log(weights / all.count),
    gradient,
    information,
    within,
    effective: (weights * weights) / squares
  };
}

/** A function of parameters that remembers its last answer, as a pass over all realisations is dear. */
function remembering<T>(f: (theta: Float64Array) => T): (theta: Float64Array) => T {
  let last: {theta: Float64Array; value: T} | null = null;
  return (theta) => {
    if (!last?.theta.every((value, k) => value === theta[k])) last = {theta: theta.slice(), value: f(theta)};
    return last!.value;
  };
}
