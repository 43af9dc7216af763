import {default as gammaln} from "@stdlib/math-base-special-gammaln";
import {exp, log} from "./elementary.js";
import {solveQuantile} from "./solveQuantile.js";
import {devianceTerm, stirlingError} from "./stirling.js";

/** Both tails of a distribution, each to full relative accuracy. */
export interface Tails {
  lower: number;
  upper: number;
}

/** log of x^a e^−x / Γ(a + 1), by Loader's saddle-point form. */
function logPrefactor(a: number, x: number): number {
  if (a < 1) return a * log(x) - x - gammaln(a + 1);
  return -stirlingError(a) - devianceTerm(a, x) - 0.5 * log(2 * Math.PI * a);
}

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x), with x in units of the
 * scale: the smaller tail by a power series (x ≤ a + 1) or Lentz's continued fraction, the other as 1 − it.
 *
 * @throws RangeError when the shape is not positive or x is NaN.
 * Source: DLMF 8.7.1, 8.9.2; Loader (2000). Witness: R's pgamma, test/stats/numeric/distributions.test.ts.
 */
export function gammaTails(x: number, shape: number): Tails {
  if (!(shape > 0)) throw new RangeError(`shape must be positive; got ${shape}`);
  if (Number.isNaN(x)) throw new RangeError("x must be a number; got NaN");
  if (x <= 0) return {lower: 0, upper: 1};
  if (x === Infinity) return {lower: 1, upper: 0};
  const prefactor = exp(logPrefactor(shape, x));
  if (x <= shape + 1) {
    let term = 1;
    let series = 1;
    for (let n = 1; term > series * 1e-17; ++n) {
      term *= x / (shape + n);
      series += term;
    }
    const lower = Math.min(1, prefactor * series);
    return {lower, upper: 1 - lower};
  }
  const upper = Math.min(1, prefactor * shape * continuedFraction(shape, x));
  return {lower: 1 - upper, upper};
}

/** Γ(a, x) / (x^a e^−x) by the modified Lentz method. */
function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 1e7; ++i) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (d === 0) d = 1e-300;
    c = b + an / c;
    if (c === 0) c = 1e-300;
    d = 1 / d;
    const delta = c * d;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-16) break;
  }
  return h;
}

/** P(X ≤ x) of a gamma distribution. */
export function gammaLower(x: number, shape: number, rate = 1): number {
  return gammaTails(x * rate, shape).lower;
}

/** P(X > x) of a gamma distribution. */
export function gammaUpper(x: number, shape: number, rate = 1): number {
  return gammaTails(x * rate, shape).upper;
}

/**
 * The x with P(X ≤ x) = p, or P(X > x) = p when `upper`; the rate is 1.
 * @throws RangeError when p is outside [0, 1].
 * Witness: R's qgamma.
 */
export function gammaQuantile(p: number, shape: number, upper = false): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be a probability; got ${p}`);
  if (p === (upper ? 1 : 0)) return 0;
  if (p === (upper ? 0 : 1)) return Infinity;
  return solveQuantile((x) => gammaTails(x, shape), p, upper, shape, 0);
}
