import {cos, log, sin} from "../numeric/elementary.js";

/** The log density of a prior of one parameter, up to a constant; −Infinity where it is 0. */
export type Prior = (value: number) => number;

/** Normal of mean 0; ameras's own for all but excess doses has variance 1,000. */
export function normalPrior(sd = Math.sqrt(1000)): Prior {
  if (!(sd > 0 && sd < Infinity)) throw new RangeError(`sd must be > 0; got ${sd}`);
  return (value) => -0.5 * (value / sd) * (value / sd);
}

/** The prior above 0, 0 below. */
export function positivePrior(prior: Prior): Prior {
  return (value) => (value > 0 ? prior(value) : -Infinity);
}

/**
 * Double exponential about 0 whose rate (or scale, which comes to the same) is half-Cauchy: it shrinks small values
 * and leaves large ones. With b = |value|, integrated over the rate, its density is g(b)/π,
 *
 *   g(b) = ∫ t exp(−bt) / (1 + t²) dt = −Ci(b) cos b − (Si(b) − π/2) sin b,
 *
 * by series for b ≤ 2 and beyond by the continued fraction of exp(ib) E₁(ib).
 * @returns Infinity at 0, where the density is.
 * Source: NIST DLMF 6.2.18, 6.7.14; 6.9.1. Witness: R's integrate, test/stats/dose/prior.test.ts.
 */
export function doubleExponentialPrior(): Prior {
  return (value) => {
    const b = Math.abs(value);
    if (b === 0) return Infinity;
    return log((b <= 2 ? bySeries(b) : byFraction(b)) / Math.PI);
  };
}

const euler = 0.5772156649015329;

function bySeries(b: number): number {
  let ci = euler + log(b);
  let si = 0;
  // term is bᵏ/k! with the signs + − − + of k = 1, 2, 3, 4.
  for (let k = 1, term = b; k < 40; ++k) {
    if (k % 2 === 1) si += term / k;
    else ci += term / k;
    term *= (k % 2 === 1 ? -b : b) / (k + 1);
  }
  return -ci * cos(b) - (si - Math.PI / 2) * sin(b);
}

/** Real part of 1/(z + 1 − 1/(z + 3 − 4/(z + 5 − …))) at z = ib, from the end. */
function byFraction(b: number): number {
  let re = 0;
  let im = 0;
  for (let k = 200; k >= 1; --k) {
    const [x, y] = [2 * k + 1 + re, b + im];
    const norm = x * x + y * y;
    re = (-k * k * x) / norm;
    im = (k * k * y) / norm;
  }
  const [x, y] = [1 + re, b + im];
  return x / (x * x + y * y);
}
