import {countQuantile} from "./countQuantile.js";
import {incompleteGamma} from "./incompleteGamma.js";
import {type DirectTail, logTailsOf, mirrored, pick, plainTail} from "./tails.js";

/** P(X ≤ k) = Q(k + 1, mean). */
function poissonTail(k: number, mean: number): DirectTail {
  if (Number.isNaN(k)) throw new RangeError("k must be a number; got NaN");
  if (!(mean >= 0 && mean < Infinity)) throw new RangeError(`mean must be ≥ 0 and finite; got ${mean}`);
  if (k < 0) return plainTail("lower", 0);
  if (k === Infinity || mean === 0) return plainTail("upper", 0);
  return mirrored(incompleteGamma(Math.floor(k) + 1, mean));
}

/**
 * P(X ≤ k) of a Poisson distribution, or its logarithm.
 * @throws RangeError when k is NaN or the mean not ≥ 0 and finite. Witness: R's ppois.
 */
export function poissonLower(k: number, mean: number, asLog = false): number {
  return pick(poissonTail(k, mean), "lower", asLog);
}

/** P(X > k) of a Poisson distribution, or its logarithm: k itself is not in it. Witness: R's ppois, lower.tail = FALSE. */
export function poissonUpper(k: number, mean: number, asLog = false): number {
  return pick(poissonTail(k, mean), "upper", asLog);
}

/**
 * The smallest k with P(X ≤ k) ≥ p, or with P(X > k) ≤ p when `upper`; `p` a logarithm when `asLog`.
 * @throws RangeError when p is no probability or the mean not ≥ 0 and finite. Witness: R's qpois.
 */
export function poissonQuantile(p: number, mean: number, upper = false, asLog = false): number {
  const logTails = (k: number) => logTailsOf(poissonTail(k, mean));
  return countQuantile(logTails, Math.floor(mean), Infinity, p, upper, asLog);
}
