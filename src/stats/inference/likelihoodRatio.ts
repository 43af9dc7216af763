import {chiSquareUpper} from "../numeric/chiSquare.js";
import type {Test} from "../result/fit.js";

/**
 * The likelihood-ratio test of a model against one nested in it: 2(ℓ₁ − ℓ₀) on `df` degrees of freedom.
 * A difference below zero by rounding counts as none.
 * @throws RangeError when df is not a positive whole number.
 */
export function likelihoodRatioTest(logLik: number, nested: number, df: number): Test {
  if (!Number.isInteger(df) || df < 1) throw new RangeError(`df must be a whole number ≥ 1; got ${df}`);
  const statistic = Math.max(0, 2 * (logLik - nested));
  return {statistic, df, p: chiSquareUpper(statistic, df)};
}
