import {normalQuantile, normalUpper} from "../numeric/normal.js";
import type {Interval} from "../result/fit.js";

/**
 * The Wald interval estimate ± z·se of the given two-sided level; NaN bounds when se is not finite.
 * @throws RangeError when the level is not inside (0, 1). Witness: 1.959963984540054 at 0.95, by R's qnorm.
 */
export function waldInterval(estimate: number, se: number, level = 0.95): Interval {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  const z = normalQuantile((1 - level) / 2, true);
  return {lower: estimate - z * se, upper: estimate + z * se};
}

/** The Wald statistic estimate / se and its two-sided p-value; NaN when se is not finite, as there is then no test. */
export function waldTest(estimate: number, se: number): {statistic: number; p: number} {
  const statistic = se < Infinity ? estimate / se : NaN;
  return {statistic, p: Number.isNaN(statistic) ? NaN : Math.min(1, 2 * normalUpper(Math.abs(statistic)))};
}
