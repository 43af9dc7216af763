import {log} from "../numeric/elementary.js";

/**
 * Deviance 2 Σ [c log(c/μ) − (c − μ)] and Pearson's Σ (c − μ)²/μ over cells with μ = background + excess;
 * a cell with neither cases nor fitted cases adds nothing.
 */
export function cellDeviance(
  cases: Float64Array,
  {background, excess}: {background: Float64Array; excess: Float64Array}
): {deviance: number; pearson: number} {
  let deviance = 0;
  let pearson = 0;
  for (let i = 0; i < cases.length; ++i) {
    const c = cases[i];
    const mu = background[i] + excess[i];
    if (c > 0) deviance += c * log(c / mu);
    deviance -= c - mu;
    if (mu > 0) pearson += ((c - mu) * (c - mu)) / mu;
  }
  return {deviance: 2 * deviance, pearson};
}
