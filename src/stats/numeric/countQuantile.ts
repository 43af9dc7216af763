import {exp, log, log1p} from "./elementary.js";
import {logComplement, type Tails} from "./tails.js";

/**
 * The smallest count k of a discrete distribution with P(X ≤ k) ≥ p, or with P(X > k) ≤ p when `upper`; `p` a
 * logarithm when `asLog`. A tail that equals p but for 64 rounding errors counts as equal, as in R.
 *
 * @param logTails logarithms of both tails at a whole k ≥ 0.
 * @param start a whole number near the answer; @param most the largest count, or Infinity.
 * @throws RangeError when p is no probability. Witness: R's qpois and qbinom.
 */
export function countQuantile(
  logTails: (k: number) => Tails,
  start: number,
  most: number,
  p: number,
  upper = false,
  asLog = false
): number {
  if (asLog ? !(p <= 0) : !(p >= 0 && p <= 1))
    throw new RangeError(`p must be ${asLog ? "the log of " : ""}a probability; got ${p}`);
  const probability = asLog ? exp(p) : p;
  if (p === (asLog ? -Infinity : 0)) return upper ? most : 0;
  if (p === (asLog ? 0 : 1)) return upper ? 0 : most;
  const flip = probability > 0.5;
  const target = !flip ? (asLog ? p : log(p)) : asLog ? logComplement(p) : log1p(-p);
  const above = upper !== flip;
  const fuzz = 64 * Number.EPSILON;
  const reached = above
    ? (k: number) => k >= most || logTails(k).upper <= target + fuzz
    : (k: number) => k >= most || logTails(k).lower >= target - fuzz;
  let [low, high] = [-1, start];
  for (let step = 1 + Math.floor(Math.sqrt(start)); !reached(high); step *= 2)
    [low, high] = [high, Math.min(most, high + step)];
  for (let step = 1 + Math.floor(Math.sqrt(start)); low < 0 && high - step > 0; step *= 2) {
    if (reached(high - step)) high -= step;
    else low = high - step;
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}
