import type {Active} from "./activeBlocks.js";

/** Fitted cases of a block, the slopes of its excess weighed by the background, and the loglinear columns. */
export interface Weighed {
  mu: Float64Array;
  slopes: readonly Float64Array[];
  loglinear: readonly Float64Array[];
}

/** Adds Σ μ x xᵀ and Σ μ/T ∂T xᵀ, which expected and observed information share; slopes are weighed. */
export function addLoglinear(
  {mu, slopes, loglinear}: Weighed,
  {excess, loglinear: own}: Active,
  from: number,
  rows: number,
  information: Float64Array
): void {
  const excessSize = slopes.length;
  const size = excessSize + loglinear.length;
  for (const k of own) {
    const x = loglinear[k];
    const row = (excessSize + k) * size;
    for (const l of excess) {
      const slope = slopes[l];
      let value = 0;
      for (let i = 0; i < rows; ++i) value += slope[i] * x[from + i];
      information[row + l] += value;
    }
    for (const l of own) {
      if (l > k) break;
      const other = loglinear[l];
      let value = 0;
      for (let i = 0; i < rows; ++i) value += mu[i] * x[from + i] * other[from + i];
      information[row + excessSize + l] += value;
    }
  }
}
