import {gammaQuantile} from "../numeric/gamma.js";
import {sum} from "../numeric/sum.js";
import type {Interval} from "../result/fit.js";

/** A directly standardised rate, per person-year. */
export interface StandardisedRate extends Interval {
  estimate: number;
  se: number;
  crude: number;
  level: number;
}

/**
 * Direct standardisation: R = Σ wₖ dₖ / nₖ with weights wₖ of a standard population that sum to 1, variance
 * Σ wₖ² dₖ / nₖ², and the gamma interval, which holds its level with few cases:
 *
 *   lower = v/(2R) · χ²⁻¹(α/2; 2R²/v),  upper = (v + m²)/(2(R + m)) · χ²⁻¹(1 − α/2; 2(R + m)²/(v + m²)),
 *   m = max wₖ / nₖ
 *
 * @param cases of each stratum, ≥ 0. Without any the lower bound is 0.
 * @param pyr person-years of each stratum, > 0.
 * @param weights of the standard, ≥ 0, of any total.
 * @throws RangeError when lengths differ, there is no stratum, or a figure is out of range.
 * Source: Fay and Feuer (1997), Stat Med 16:791, eq. 7–9. Witness: their formula by R's qgamma, and one
 *   stratum, where it is Garwood's, test/stats/sir/directStandardisation.test.ts.
 */
export function directStandardisation(
  cases: ArrayLike<number>,
  pyr: ArrayLike<number>,
  weights: ArrayLike<number>,
  level = 0.95
): StandardisedRate {
  check(cases, pyr, weights);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  const total = sum(weights);
  if (!(total > 0)) throw new RangeError(`weights must have a sum > 0; got ${total}`);
  const shares = Array.from(weights, (weight, k) => weight / total / pyr[k]);
  const estimate = sum(shares.map((share, k) => share * cases[k]));
  const variance = sum(shares.map((share, k) => share * share * cases[k]));
  const most = Math.max(...shares);
  const tail = (1 - level) / 2;
  // χ²⁻¹(p; 2a)/2 is the quantile of a gamma of shape a.
  const bound = (mean: number, spread: number, upper: boolean) =>
    (spread / mean) * gammaQuantile(tail, (mean * mean) / spread, upper);
  return {
    estimate,
    se: Math.sqrt(variance),
    crude: sum(cases) / sum(pyr),
    lower: estimate === 0 ? 0 : bound(estimate, variance, false),
    upper: bound(estimate + most, variance + most * most, true),
    level
  };
}

function check(cases: ArrayLike<number>, pyr: ArrayLike<number>, weights: ArrayLike<number>): void {
  const n = cases.length;
  if (n === 0) throw new RangeError("cases must hold a stratum; got none");
  if (pyr.length !== n) throw new RangeError(`pyr must have ${n} entries as cases has; got ${pyr.length}`);
  if (weights.length !== n)
    throw new RangeError(`weights must have ${n} entries as cases has; got ${weights.length}`);
  for (let k = 0; k < n; ++k) {
    if (!(Number.isInteger(cases[k]) && cases[k] >= 0))
      throw new RangeError(`cases must be a whole number ≥ 0; got ${cases[k]} in stratum ${k}`);
    if (!(pyr[k] > 0 && pyr[k] < Infinity))
      throw new RangeError(`pyr must be > 0; got ${pyr[k]} in stratum ${k}`);
    if (!(weights[k] >= 0 && weights[k] < Infinity))
      throw new RangeError(`weights must be ≥ 0; got ${weights[k]} in stratum ${k}`);
  }
}
