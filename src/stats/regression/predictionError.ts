import {sum} from "../numeric/sum.js";
import type {Predictions} from "./crossValidation.js";

/** How far predictions lie from what they predict. */
export interface PredictionError {
  n: number;
  /** Mean of predicted less true, and the root of the mean square. */
  bias: number;
  rmse: number;
  /** 1 − Σ(y − ŷ)² / Σ(y − ȳ)²; below 0 where the mean would have done better. */
  rSquared: number;
  /** Share of the true values inside of their interval. */
  coverage: number;
}

/**
 * The error of the predictions of the chosen rows; all unless told.
 * @throws RangeError when no row is chosen.
 * Witness: R, test/stats/regression/crossValidation.test.ts.
 */
export function predictionError(
  value: Float64Array,
  {predicted, lower, upper}: Predictions,
  rows: ArrayLike<number> = value.map((_, i) => i)
): PredictionError {
  if (rows.length === 0) throw new RangeError("rows must hold one that is predicted; got none");
  const each = (of: (row: number) => number) => sum(Float64Array.from(rows, of)) / rows.length;
  const mean = each((i) => value[i]);
  const square = each((i) => (predicted[i] - value[i]) * (predicted[i] - value[i]));
  return {
    n: rows.length,
    bias: each((i) => predicted[i] - value[i]),
    rmse: Math.sqrt(square),
    rSquared: 1 - square / each((i) => (value[i] - mean) * (value[i] - mean)),
    coverage: each((i) => Number(value[i] >= lower[i] && value[i] <= upper[i]))
  };
}
