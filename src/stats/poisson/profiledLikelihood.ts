import type {Point} from "../inference/newton.js";
import {log} from "../numeric/elementary.js";

/** Cells in the order of their strata, those without person-time or in strata without cases left out. */
export interface StrataCells {
  cases: Float64Array;
  /** Person-years times the given rate. */
  weight: Float64Array;
  /** First cell of each stratum, and the number of cells at the end. */
  ptr: Int32Array;
  /** Cases of each stratum. */
  total: Float64Array;
  /** Σ log terms that do not depend on parameters, of all cells; makes the log-likelihood R's. */
  constant: number;
}

/**
 * The Poisson log-likelihood with every stratum's background at its best, λ̂ₛ = casesₛ / Σ weight·T, and
 * its derivatives by the parameters of T: ℓ = Σ c log T − Σₛ Cₛ log Σ w T + constant; gradient
 * Σ (c − μ) g with g = ∂ log T; expected information Σₛ [Σ μ g gᵀ − (Σ μ g)(Σ μ g)ᵀ / Cₛ].
 *
 * @param t relative risk T of each cell; all must be positive.
 * @param g ∂ log T of each cell by each parameter.
 * @param fitted receives μ, the fitted cases.
 * @returns null when a relative risk is not positive.
 */
export function profiledLikelihood(
  {cases, weight, ptr, total, constant}: StrataCells,
  t: Float64Array,
  g: readonly Float64Array[],
  fitted: Float64Array
): Point | null {
  const p = g.length;
  const gradient = new Float64Array(p);
  const information = new Float64Array(p * p);
  const mean = new Float64Array(p);
  let logLik = 0;
  let lost = 0;
  for (let s = 0; s + 1 < ptr.length; ++s) {
    const from = ptr[s];
    const to = ptr[s + 1];
    let expected = 0;
    for (let i = from; i < to; ++i) {
      if (!(t[i] > 0)) return null;
      expected += weight[i] * t[i];
    }
    const scale = total[s] / expected;
    mean.fill(0);
    let term = -total[s] * log(expected);
    for (let i = from; i < to; ++i) {
      const mu = scale * weight[i] * t[i];
      fitted[i] = mu;
      const c = cases[i];
      if (c > 0) term += c * log(t[i]);
      for (let k = 0; k < p; ++k) {
        const gk = g[k][i];
        gradient[k] += (c - mu) * gk;
        const weighted = mu * gk;
        mean[k] += weighted;
        for (let l = 0; l <= k; ++l) information[k * p + l] += weighted * g[l][i];
      }
    }
    for (let k = 0; k < p; ++k)
      for (let l = 0; l <= k; ++l) information[k * p + l] -= (mean[k] * mean[l]) / total[s];
    const next = logLik + term;
    lost += Math.abs(logLik) >= Math.abs(term) ? logLik - next + term : term - next + logLik;
    logLik = next;
  }
  for (let k = 0; k < p; ++k) for (let l = 0; l < k; ++l) information[l * p + k] = information[k * p + l];
  return {logLik: logLik + lost + constant, gradient, information};
}
