import {log, log1p} from "../numeric/elementary.js";

/**
 * Cases of one cell as a negative binomial count of mean μ and variance μ + τμ², in m = log μ:
 *
 *   ℓ(m, τ) = Σ_{k<c} log(1 + τk) + c m − (c + 1/τ) log(1 + τμ) − log c!
 *
 * less the same at τ = 0 and its own mean (the Poisson log-likelihood), with derivatives that hold at τ = 0 too.
 * The sum over k, which needs no μ, is `countSums`.
 * Source: Lawless (1987), Can J Stat 15:209; Cameron and Trivedi (2013), §3.3.
 */
export const negativeBinomial = {
  /** c log μ and all of ℓ that has μ in it. */
  height: (c: number, mu: number, tau: number): number =>
    (c > 0 ? c * log(mu) - c * log1p(tau * mu) : 0) - mu * meanLog(tau * mu),
  /** ∂ℓ/∂m. */
  score: (c: number, mu: number, tau: number): number => (c - mu) / (1 + tau * mu),
  /** −∂²ℓ/∂m²; its mean is that with c = μ. */
  weight: (c: number, mu: number, tau: number): number =>
    (mu * (1 + tau * c)) / ((1 + tau * mu) * (1 + tau * mu)),
  /** −∂²ℓ/∂m∂τ. */
  cross: (c: number, mu: number, tau: number): number => (mu * (c - mu)) / ((1 + tau * mu) * (1 + tau * mu)),
  /** ∂ℓ/∂τ without its sum over k. */
  slope: (c: number, mu: number, tau: number): number =>
    mu * mu * curved(tau * mu)[0] - (c * mu) / (1 + tau * mu),
  /** −∂²ℓ/∂τ² without its sum over k. */
  curvature: (c: number, mu: number, tau: number): number =>
    -mu * mu * mu * curved(tau * mu)[1] - (c * mu * mu) / ((1 + tau * mu) * (1 + tau * mu))
};

/** log(1 + x)/x. */
function meanLog(x: number): number {
  return x < 1e-8 ? 1 - x / 2 : log1p(x) / x;
}

/** φ(x) = [log(1 + x) − x/(1 + x)]/x² and φ′(x); by their series near 0. */
function curved(x: number): [number, number] {
  if (x < 0.05) {
    let [value, slope] = [0, 0];
    for (let n = 24; n >= 0; --n) {
      const a = ((n % 2 === 0 ? 1 : -1) * (n + 1)) / (n + 2);
      value = value * x + a;
      if (n > 0) slope = slope * x + n * a;
    }
    return [value, slope];
  }
  const value = (log1p(x) - x / (1 + x)) / (x * x);
  return [value, 1 / (x * (1 + x) * (1 + x)) - (2 * value) / x];
}

/** Over all cells Σ_{k<c} of log(1 + τk), k/(1 + τk) and k²/(1 + τk)². */
export function countSums(cases: Float64Array): (tau: number) => [number, number, number] {
  let most = 0;
  for (let i = 0; i < cases.length; ++i) if (cases[i] > most) most = cases[i];
  // How many cells have more than k cases.
  const above = new Float64Array(most + 1);
  for (let i = 0; i < cases.length; ++i) if (cases[i] > 0) ++above[cases[i] - 1];
  for (let k = most - 1; k >= 0; --k) above[k] += above[k + 1];
  return (tau) => {
    const sums: [number, number, number] = [0, 0, 0];
    for (let k = 1; k < most; ++k) {
      const share = k / (1 + tau * k);
      sums[0] += above[k] * log1p(tau * k);
      sums[1] += above[k] * share;
      sums[2] += above[k] * share * share;
    }
    return sums;
  };
}
