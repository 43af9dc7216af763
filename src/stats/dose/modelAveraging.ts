import type {Interval, Parameter} from "../result/fit.js";
import {type DoseFit, type DoseOptions, matrixOf, parameterRows} from "./doseFit.js";
import type {DoseLikelihood} from "./doseLikelihood.js";
import type {Ensemble} from "./ensemble.js";
import {fewRealisations} from "./fewRealisations.js";
import {mixtureInterval} from "./mixture.js";
import {type SeparateFits, separateFits, sharesOf} from "./separateFits.js";

/** A parameter with the interval between percentiles of its averaged distribution. */
export interface AveragedParameter extends Parameter {
  percentile: Interval;
}

/** Fits averaged over realisations. `parameters` hold mean and standard deviation of the averaged distribution. */
export interface AveragedFit extends DoseFit {
  parameters: AveragedParameter[];
  /** Share of each realisation; 0 for those left out. */
  weights: Float64Array;
  /** 1 / Σ w². */
  effective: number;
  /** Realisations without a maximum inside the feasible region, or whose information is not positive definite. */
  leftOut: number[];
}

/** How fits are averaged. */
export interface AveragingOptions extends DoseOptions {
  /** By likelihood, which here is by AIC as all fits have as many parameters (the default), or all alike. */
  weights?: "likelihood" | "equal";
}

/**
 * Frequentist model averaging: the model is fitted to each realisation, and the normal distributions N(θ̂ᵣ, Vᵣ) of
 * these fits are mixed by weights wᵣ ∝ exp(−AICᵣ/2). The estimate is the mixture's mean Σ w θ̂, its variance
 * Σ w (V + (θ̂ − θ̄)(θ̂ − θ̄)ᵀ), and its percentiles are found exactly, where `ameras` draws from it.
 *
 * @throws ConvergenceError when every realisation is left out, or the mean dose has no maximum. Source: Kwon et al. (2023), PLoS One 18:e0290498.
 * Witness: R's ameras, method FMA, test/stats/dose/ameras.test.ts.
 */
export function modelAveraging(all: Ensemble, options: AveragingOptions = {}): AveragedFit {
  return average(all.likelihood, separateFits(all, options), options);
}

function average(likelihood: DoseLikelihood, fits: SeparateFits, options: AveragingOptions): AveragedFit {
  const {names, rows, events} = likelihood;
  const {count, logLik, estimates, vcov, leftOut} = fits;
  const p = names.length;
  const level = options.interval?.level ?? 0.95;
  const weights = sharesOf(options.weights === "equal" ? logLik.map((l) => (l > -Infinity ? 0 : l)) : logLik);
  const mean = new Float64Array(p);
  const total = new Float64Array(p * p);
  let most = -Infinity;
  for (let r = 0; r < count; ++r) {
    most = Math.max(most, logLik[r]);
    for (let k = 0; k < p; ++k) mean[k] += weights[r] * estimates[r * p + k];
  }
  for (let r = 0; r < count; ++r)
    for (let k = 0; k < p; ++k)
      for (let l = 0; l < p; ++l) {
        const spread = (estimates[r * p + k] - mean[k]) * (estimates[r * p + l] - mean[l]);
        total[k * p + l] += weights[r] * (vcov[(r * p + k) * p + l] + spread);
      }
  const effective = 1 / weights.reduce((sum, w) => sum + w * w, 0);
  const warnings = fewRealisations(effective, count);
  if (leftOut.length > 0)
    warnings.push(
      `realisations without a maximum inside the feasible region are left out: ${leftOut.length}`
    );
  return {
    method: "fma",
    n: rows,
    events,
    realisations: count,
    converged: true,
    iterations: fits.iterations,
    logLik: most,
    parameters: parameterRows(names, mean, total, level).map((row, k) => {
      const of = (entry: (r: number) => number) => Float64Array.from({length: count}, (_, r) => entry(r));
      const means = of((r) => estimates[r * p + k]);
      const sds = of((r) => Math.sqrt(vcov[(r * p + k) * p + k]));
      return {...row, percentile: mixtureInterval(weights, means, sds, level)};
    }),
    vcov: matrixOf(total, p),
    warnings,
    weights,
    effective,
    leftOut
  };
}
