import {log} from "../numeric/elementary.js";
import {gammaLower, gammaQuantile, gammaUpper} from "../numeric/gamma.js";
import {normalQuantile} from "../numeric/normal.js";
import type {Interval} from "../result/fit.js";

/** How the interval for a Poisson mean is made. */
export type PoissonMethod = "exact" | "byar" | "mid-p";

/**
 * The two-sided interval for the mean of a Poisson count, each side with probability (1 − level) / 2.
 *
 *   exact (Garwood): lower Γ⁻¹(α/2; O), upper Γ⁻¹(1 − α/2; O + 1)
 *   byar: O(1 − 1/(9O) − z/(3√O))³, and the same with O + 1 and + z; never below 0
 *   mid-p: P(X > O | lower) + ½ P(X = O | lower) = α/2, and likewise above
 *
 * The lower bound of no events is 0. Byar's approximation is within 1 % from five events on.
 * @throws RangeError when the count is not a whole number ≥ 0, or the level not inside (0, 1).
 * Source: Garwood (1936), Biometrika 28:437; Breslow and Day (1987), chapter 2; Berry and Armitage (1995).
 * Witness: R's qgamma and ppois, and printed factors, test/stats/sir/poissonInterval.test.ts.
 */
export function poissonInterval(count: number, method: PoissonMethod = "exact", level = 0.95): Interval {
  if (!(Number.isInteger(count) && count >= 0))
    throw new RangeError(`count must be a whole number ≥ 0; got ${count}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  const tail = (1 - level) / 2;
  return intervals[method](count, tail);
}

const intervals: Record<PoissonMethod, (count: number, tail: number) => Interval> = {
  exact: (count, tail) => ({
    lower: count === 0 ? 0 : gammaQuantile(tail, count),
    upper: gammaQuantile(tail, count + 1, true)
  }),
  byar(count, tail) {
    const z = normalQuantile(tail, true);
    const bound = (n: number, sign: number) => {
      const root = 1 - 1 / (9 * n) + (sign * z) / (3 * Math.sqrt(n));
      return n * root * root * root;
    };
    return {lower: count === 0 ? 0 : Math.max(0, bound(count, -1)), upper: bound(count + 1, 1)};
  },
  "mid-p"(count, tail) {
    const exact = intervals.exact(count, tail);
    if (count === 0) return {lower: 0, upper: -log(2 * tail)};
    // P(X ≥ k | mean) is the lower tail of a gamma of shape k at the mean.
    const above = (mean: number) => (gammaLower(mean, count) + gammaLower(mean, count + 1)) / 2;
    const below = (mean: number) => (gammaUpper(mean, count) + gammaUpper(mean, count + 1)) / 2;
    return {
      lower: bisect((mean) => above(mean) < tail, exact.lower, count),
      upper: bisect((mean) => below(mean) > tail, count, exact.upper)
    };
  }
};

/** The double at which `stillBelow` turns from true to false between two bounds. */
function bisect(stillBelow: (x: number) => boolean, from: number, to: number): number {
  let [low, high] = [from, to];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (stillBelow(middle)) low = middle;
    else high = middle;
  }
}
