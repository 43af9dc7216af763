import {binomialQuantile} from "../numeric/binomial.js";
import type {Interval} from "../result/fit.js";

/**
 * An interval for the quantile of a distribution from its order statistics, whatever its form:
 *
 *   x₍ₗ₎ to x₍ᵤ₎ with l = Q(α/2), u = Q(1 − α/2) + 1, Q the quantile function of the binomial(n, p)
 *
 * so that the chance to hold the quantile is the level or more.
 * @param sorted values in ascending order.
 * @param p which quantile, inside (0, 1).
 * @returns bounds; −∞ or ∞ where the sample is too small to have one.
 * @throws RangeError when there is no value, values do not ascend, or p or level are not inside (0, 1).
 * Source: Conover (1999), Practical Nonparametric Statistics, section 3.2. Witness: by hand and print,
 *   test/stats/inference/quantileInterval.test.ts.
 */
export function quantileInterval(sorted: ArrayLike<number>, p: number, level = 0.95): Interval {
  const n = sorted.length;
  if (n === 0) throw new RangeError("sorted must hold a value; got none");
  for (const [name, value] of Object.entries({p, level}))
    if (!(value > 0 && value < 1)) throw new RangeError(`${name} must lie between 0 and 1; got ${value}`);
  for (let i = 1; i < n; ++i)
    if (!(sorted[i] >= sorted[i - 1]))
      throw new RangeError(`sorted must ascend; got ${sorted[i]} in row ${i}`);
  const tail = (1 - level) / 2;
  const below = binomialQuantile(tail, n, p);
  const above = binomialQuantile(tail, n, p, true) + 1;
  return {
    lower: below >= 1 ? sorted[below - 1] : -Infinity,
    upper: above <= n ? sorted[above - 1] : Infinity
  };
}
