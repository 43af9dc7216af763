import {countQuantile} from "./countQuantile.js";
import {exactSum, twofold} from "./doubleDouble.js";
import {incompleteBeta} from "./incompleteBeta.js";
import {type DirectTail, logTailsOf, pick, plainTail} from "./tails.js";

/** P(X ≤ k) = I(1 − p; n − k, k + 1). */
function binomialTail(k: number, n: number, p: number): DirectTail {
  if (Number.isNaN(k)) throw new RangeError("k must be a number; got NaN");
  if (!(Number.isInteger(n) && n >= 0)) throw new RangeError(`n must be a whole number ≥ 0; got ${n}`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be a probability; got ${p}`);
  if (k < 0) return plainTail("lower", 0);
  const whole = Math.floor(k);
  if (whole >= n) return plainTail("upper", 0);
  return incompleteBeta(n - whole, whole + 1, exactSum(1, -p), twofold(p));
}

/**
 * P(X ≤ k) of n trials with probability p each, or its logarithm.
 * @throws RangeError when n is not a whole number ≥ 0, p no probability or k NaN. Witness: R's pbinom.
 */
export function binomialLower(k: number, n: number, p: number, asLog = false): number {
  return pick(binomialTail(k, n, p), "lower", asLog);
}

/** P(X > k) of n trials, or its logarithm: k itself is not in it. Witness: R's pbinom, lower.tail = FALSE. */
export function binomialUpper(k: number, n: number, p: number, asLog = false): number {
  return pick(binomialTail(k, n, p), "upper", asLog);
}

/**
 * The smallest k with P(X ≤ k) ≥ q, or with P(X > k) ≤ q when `upper`; `q` a logarithm when `asLog`.
 * @throws RangeError when q or p is no probability or n not a whole number ≥ 0. Witness: R's qbinom.
 */
export function binomialQuantile(q: number, n: number, p: number, upper = false, asLog = false): number {
  const logTails = (k: number) => logTailsOf(binomialTail(k, n, p));
  return countQuantile(logTails, Math.floor(n * p), n, q, upper, asLog);
}
