import type {Point} from "../inference/newton.js";
import {exp, log} from "../numeric/elementary.js";
import {type DoseFit, type DoseOptions, fitTarget} from "./doseFit.js";
import type {Ensemble} from "./ensemble.js";
import {maximiseOneDose} from "./regressionCalibration.js";

/** A fit with the number of realisations that it rests on. */
export interface MonteCarloFit extends DoseFit {
  /** 1 / Σ w² of the realisations' shares w of the likelihood at its maximum. */
  effective: number;
}

/**
 * Monte Carlo maximum likelihood: the mean of the likelihoods of all realisations, ℓ(θ) = log (Σᵣ exp ℓᵣ(θ) / R),
 * is maximised. With wᵣ ∝ exp ℓᵣ, its gradient is Σ w g and its information Σ w (I − g gᵀ) + Σ w g (Σ w g)ᵀ.
 *
 * @returns warns when fewer than ten realisations carry the likelihood: more are then needed.
 * @throws RangeError as `fitTarget`; ConvergenceError when there is no maximum.
 * Source: Stayner et al. (2007), Radiat Res 168:757. Witness: R's ameras, method MCML, test/stats/dose/ameras.test.ts.
 */
export function monteCarloLikelihood(all: Ensemble, options: DoseOptions = {}): MonteCarloFit {
  const {likelihood} = all;
  const mean = maximiseOneDose(likelihood, all.mean, options);
  const evaluate = remembering((theta) => meanLikelihood(all, theta));
  const fit = fitTarget(
    {
      method: "mcml",
      likelihood,
      evaluate,
      starts: [mean.at, likelihood.start],
      largest: all.largest,
      realisations: all.count
    },
    options
  );
  const {effective} = meanLikelihood(
    all,
    Float64Array.from(fit.parameters, ({estimate}) => estimate)
  )!;
  const warnings = [...fit.warnings, ...fewRealisations(effective, all.count)];
  return {...fit, warnings, effective};
}

/** A warning where a handful of realisations carry all weight. */
export function fewRealisations(effective: number, count: number): string[] {
  return effective < Math.min(10, count / 2)
    ? [`the result rests on ${effective.toPrecision(2)} of ${count} realisations; more are needed`]
    : [];
}

/**
 * The log of the mean likelihood at θ with its derivatives, in one pass; null where any realisation's is 0.
 * @returns with it the effective number of realisations, 1 / Σ w².
 */
export function meanLikelihood(all: Ensemble, theta: Float64Array): (Point & {effective: number}) | null {
  const size = theta.length;
  const gradient = new Float64Array(size);
  const outer = new Float64Array(size * size);
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
    }
    const weight = exp(point.logLik - most);
    weights += weight;
    squares += weight * weight;
    for (let k = 0; k < size; ++k) {
      gradient[k] += weight * point.gradient[k];
      for (let l = 0; l < size; ++l)
        outer[k * size + l] +=
          weight * (point.information[k * size + l] - point.gradient[k] * point.gradient[l]);
    }
  });
  if (!feasible) return null;
  for (let k = 0; k < size; ++k) gradient[k] /= weights;
  for (let k = 0; k < size; ++k)
    for (let l = 0; l < size; ++l)
      outer[k * size + l] = outer[k * size + l] / weights + gradient[k] * gradient[l];
  return {
    logLik: most + log(weights / all.count),
    gradient,
    information: outer,
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
