import {log} from "../numeric/elementary.js";
import type {Slope} from "./minimise.js";
import type {MixedDesign} from "./mixedDesign.js";
import {type Held, type MixedPoint, mixedLikelihood} from "./mixedLikelihood.js";

/** Maximum likelihood, or restricted maximum likelihood. */
export type MixedMethod = "ml" | "reml";

/** The lower triangle of a q × q matrix from its entries row by row. */
export function triangleOf(entries: ArrayLike<number>, q: number): Float64Array {
  const lambda = new Float64Array(q * q);
  let next = 0;
  for (let a = 0; a < q; ++a) for (let b = 0; b <= a; ++b) lambda[a * q + b] = entries[next++];
  return lambda;
}

/**
 * −2 log-likelihood with σ and the fixed effects at their best, and its gradient by the entries of Λ:
 *
 *   ML    log|V| + n(1 + log(2π rss/n))
 *   REML  log|V| + log|XᵀV⁻¹X| + (n − p)(1 + log(2π rss/(n − p)))
 *   ∂/∂Λ = 2MΛ,  M = Σ ZᵀV⁻¹Z − (m/rss) ZᵀV⁻¹ee′V⁻¹Z [− FCF′]
 */
export function profiledDeviance(
  design: MixedDesign,
  method: MixedMethod,
  lambda: Float64Array,
  held?: Held
): Slope & {point: MixedPoint} {
  const point = mixedLikelihood(design, lambda, held);
  const restricted = method === "reml";
  const m = restricted ? design.n - design.p : design.n;
  const value =
    point.logVariance +
    (restricted ? point.logInformation + design.logTriangle : 0) +
    m * (1 + log((2 * Math.PI * point.rss) / m));
  const middle = point.variancePart.map(
    (entry, k) =>
      entry - (m / point.rss) * point.residualPart[k] - (restricted ? point.informationPart[k] : 0)
  );
  return {value, gradient: byLambda(middle, lambda, design.q), point};
}

/** −2 log-likelihood at Λ and σ with the fixed effects at their best; the gradient's last entry is by log σ. */
export function devianceAtSigma(
  design: MixedDesign,
  lambda: Float64Array,
  logSigma: number,
  sigma: number
): Slope {
  const point = mixedLikelihood(design, lambda);
  const variance = sigma * sigma;
  const value = point.logVariance + design.n * (log(2 * Math.PI) + 2 * logSigma) + point.rss / variance;
  const middle = point.variancePart.map((entry, k) => entry - point.residualPart[k] / variance);
  const bySigma = 2 * (design.n - point.rss / variance);
  return {value, gradient: Float64Array.of(...byLambda(middle, lambda, design.q), bySigma)};
}

function byLambda(middle: Float64Array, lambda: Float64Array, q: number): Float64Array {
  const gradient = new Float64Array((q * (q + 1)) / 2);
  let next = 0;
  for (let a = 0; a < q; ++a)
    for (let b = 0; b <= a; ++b) {
      let entry = 0;
      for (let c = b; c < q; ++c) entry += middle[a * q + c] * lambda[c * q + b];
      gradient[next++] = 2 * entry;
    }
  return gradient;
}
