import {normalLower, normalUpper} from "../numeric/normal.js";
import {normalDeviate} from "../numeric/normalDeviate.js";
import type {Interval} from "../result/fit.js";

/**
 * The equal-tailed interval of a mixture of normal distributions: where Σ w Φ((x − mean)/sd) is (1 − level)/2, and
 * where its complement is. Exact, so that no draws are needed.
 * @param weights of sum 1; those below 10⁻¹⁷ are nothing.
 * @throws RangeError when the level is not inside (0, 1), or the mixture is empty.
 * Witness: one component is R's qnorm; two by R's uniroot, test/stats/dose/mixture.test.ts.
 */
export function mixtureInterval(
  weights: ArrayLike<number>,
  means: ArrayLike<number>,
  sds: ArrayLike<number>,
  level = 0.95
): Interval {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  const parts: number[] = [];
  for (let r = 0; r < weights.length; ++r) if (weights[r] > 1e-17) parts.push(r);
  if (parts.length === 0) throw new RangeError("weights must hold a positive one; got none");
  const tail = (1 - level) / 2;
  const z = Math.max(8, 2 - normalDeviate(tail));
  // Along y = sign · x the area beyond falls.
  const bound = (side: typeof normalLower, sign: number) => {
    const area = (y: number) =>
      parts.reduce((sum, r) => sum + weights[r] * side((sign * y - means[r]) / sds[r]), 0);
    let low = Infinity;
    let high = -Infinity;
    for (const r of parts) {
      low = Math.min(low, sign * means[r] - z * sds[r]);
      high = Math.max(high, sign * means[r] + z * sds[r]);
    }
    for (let i = 0; i < 100 && high - low > 1e-15 * Math.max(Math.abs(low), Math.abs(high)); ++i) {
      const middle = (low + high) / 2;
      if (area(middle) > tail) low = middle;
      else high = middle;
    }
    return (sign * (low + high)) / 2;
  };
  return {lower: bound(normalLower, -1), upper: bound(normalUpper, 1)};
}
