/** What each cell's count may be: the least and the greatest whole number. */
export interface CountRange {
  lower: number;
  upper: number;
}

/** Cells of a model with one slope, background(stratum) · (1 + β d), whose counts are known as ranges. */
export interface RangedCells {
  counts: readonly CountRange[];
  /** Mean dose of each cell. */
  dose: ArrayLike<number>;
  /** Person-years of each cell, times the rate from elsewhere where the model has one. */
  weight: ArrayLike<number>;
  /** Stratum of each cell with a free factor; without, the background is `weight` itself. */
  strata?: ArrayLike<number>;
}

/**
 * The counts at which the maximum-likelihood slope β is least and greatest, among all that lie in the ranges.
 * The log-likelihood, backgrounds at their best, has
 *
 *   ∂²ℓ/∂β∂cᵢ = xᵢ/(1 + β xᵢ) − Σ w x / Σ w (1 + β x)   (sums over the stratum of i)
 *
 * whose sign is that of xᵢ − Σ w x / Σ w at every β: so the maximum rises with the count of a cell whose dose
 * lies above the mean of its stratum and falls with that of one below, whatever the other counts are, and the
 * extremes lie at corners of the ranges that need no search. Without free backgrounds it rises with all.
 *
 * @throws RangeError when a range is empty.
 * Source: Topkis (1978), Operations Research 26:305 (monotone maxima).
 * Witness: every choice of counts on small tables (law), test/stats/poisson/extremeCounts.test.ts.
 */
export function extremeCounts({counts, dose, weight, strata}: RangedCells): {
  least: Float64Array;
  most: Float64Array;
} {
  const sums = new Map<number, {weight: number; dose: number}>();
  counts.forEach(({lower, upper}, i) => {
    if (!(lower <= upper))
      throw new RangeError(`counts must have lower ≤ upper; got ${lower} and ${upper} in cell ${i}`);
    if (!strata) return;
    const sum = sums.get(strata[i]) ?? {weight: 0, dose: 0};
    sums.set(strata[i], {weight: sum.weight + weight[i], dose: sum.dose + weight[i] * dose[i]});
  });
  const raises = counts.map((_, i) => {
    const own = strata && sums.get(strata[i])!;
    return own ? dose[i] * own.weight >= own.dose : true;
  });
  return {
    least: Float64Array.from(counts, ({lower, upper}, i) => (raises[i] ? lower : upper)),
    most: Float64Array.from(counts, ({lower, upper}, i) => (raises[i] ? upper : lower))
  };
}
