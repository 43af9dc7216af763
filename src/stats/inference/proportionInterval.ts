import {normalQuantile} from "../numeric/normal.js";
import type {Interval} from "../result/fit.js";

/**
 * Wilson's interval for a proportion, the values that the score test does not reject:
 *
 *   (k + z²/2 ± z √(k (n − k) / n + z²/4)) / (n + z²)
 *
 * @param k events of n, 0 ≤ k ≤ n. @param level of confidence.
 * @throws RangeError when k and n are not whole numbers with 0 ≤ k ≤ n and n ≥ 1, or the level not inside (0, 1).
 * Source: Wilson (1927), J Am Stat Assoc 22:209. Witness: R prop.test(correct = FALSE), test/stats/inference.
 */
export function proportionInterval(k: number, n: number, level = 0.95): Interval {
  if (!(Number.isInteger(n) && n >= 1)) throw new RangeError(`n must be a whole number ≥ 1; got ${n}`);
  if (!(Number.isInteger(k) && k >= 0 && k <= n))
    throw new RangeError(`k must be a whole number from 0 to n; got ${k} of ${n}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  const z = normalQuantile((1 - level) / 2, true);
  const centre = k + (z * z) / 2;
  const half = z * Math.sqrt((k * (n - k)) / n + (z * z) / 4);
  const total = n + z * z;
  return {
    lower: k === 0 ? 0 : (centre - half) / total,
    upper: k === n ? 1 : (centre + half) / total
  };
}
