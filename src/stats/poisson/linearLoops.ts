/**
 * Rows of excess columns b in groups of one count c each, the rows of a group side by side, filled up to an even
 * number by rows of 0, of which nothing comes.
 */
export interface CountGroups {
  /** Number of groups. */
  size: number;
  /** c of each group. */
  count: Float64Array;
  /** Pairs of rows of each group. */
  pairs: Int32Array;
  /** A column a slope. */
  basis: readonly Float64Array[];
  /**
   * What `ratios` writes of each group, two numbers (even rows, odd rows) at a time: Π r = m · 2^e as m and e + 1023
   * times the pairs; Σ bₖ/r for each slope; Σ bₖ bₗ/r² for k and l ≤ k.
   */
  sums: Float64Array;
}

/** Cells in the order of their strata and what is made of them, k slopes and S strata. */
export interface LinearTable {
  theta: Float64Array;
  weight: Float64Array;
  /** A column a slope. */
  basis: readonly Float64Array[];
  /** Cells of each stratum, at least one. */
  lengths: Int32Array;
  /** Σ w of each stratum, and Σ w bₖ. */
  whole: Float64Array;
  parts: readonly Float64Array[];
  /** Background level of each stratum. */
  level: Float64Array;
  /** What `expected` writes: k × k, the lower triangle. */
  matrix: Float64Array;
}

/** The loops over cells of `linearLikelihood`. */
export interface LinearLoops {
  /** Writes `whole` and `parts`. */
  addUp: (table: LinearTable) => void;
  /** Writes the sums of groups at θ. @returns the least r = 1 + Σ θₖ bₖ. */
  ratios: (groups: CountGroups, theta: Float64Array) => number;
  /** Writes Σ level w bₖ bₗ / r over cells with r > 0. */
  expected: (table: LinearTable) => void;
}

/** Pairs of numbers that `ratios` writes for a group. */
export function sumsOfGroup(slopes: number): number {
  return 2 + slopes + (slopes * (slopes + 1)) / 2;
}
