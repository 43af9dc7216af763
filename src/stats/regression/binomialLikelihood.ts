import type {Point} from "../inference/newton.js";
import {exp, log1p} from "../numeric/elementary.js";

/** Rows of a logistic regression: `cases` of `trials`, each row counted `weight` times. */
export interface BinomialRows {
  cases: Float64Array;
  trials: Float64Array;
  weight: Float64Array;
  offset?: Float64Array;
}

/**
 * The log-likelihood of log odds η = θ·x + offset, Σ w [c η − m log(1 + e^η)], without the binomial
 * coefficients, and its derivatives: Σ w (c − mπ) x and Σ w m π(1 − π) x xᵀ.
 */
export function binomialLikelihood(
  {cases, trials, weight, offset}: BinomialRows,
  columns: readonly Float64Array[]
): (theta: Float64Array) => Point {
  const n = cases.length;
  const p = columns.length;
  return (theta) => {
    const gradient = new Float64Array(p);
    const information = new Float64Array(p * p);
    let logLik = 0;
    let lost = 0;
    for (let i = 0; i < n; ++i) {
      let eta = offset ? offset[i] : 0;
      for (let k = 0; k < p; ++k) eta += theta[k] * columns[k][i];
      const small = exp(-Math.abs(eta));
      const m = trials[i];
      const term = weight[i] * (cases[i] * eta - m * (Math.max(0, eta) + log1p(small)));
      const next = logLik + term;
      lost += Math.abs(logLik) >= Math.abs(term) ? logLik - next + term : term - next + logLik;
      logLik = next;
      // The probability and its complement, each without cancellation.
      const less = small / (1 + small);
      const more = 1 / (1 + small);
      const [probability, other] = eta > 0 ? [more, less] : [less, more];
      const slope = weight[i] * (cases[i] * other - (m - cases[i]) * probability);
      const curvature = weight[i] * m * probability * other;
      for (let k = 0; k < p; ++k) {
        const x = columns[k][i];
        gradient[k] += slope * x;
        for (let l = 0; l <= k; ++l) information[k * p + l] += curvature * x * columns[l][i];
      }
    }
    for (let k = 0; k < p; ++k) for (let l = 0; l < k; ++l) information[l * p + k] = information[k * p + l];
    return {logLik: logLik + lost, gradient, information};
  };
}
