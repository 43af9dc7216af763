/** Rows of numbers that lie together, with a weight and a place each; places are event times. */
export interface Rows {
  count: number;
  /** Row-major, `width` numbers a row: the p slopes, 1, an offset where there is one, and 0 to an even number. */
  values: Float64Array;
  /** What each row counts in sums: its relative risk, times its weight where there are weights. */
  weighted: Float64Array;
  slot: Int32Array;
  /** Place before the row is at risk; absent without late entry. */
  entry?: Int32Array;
}

/** The loops over rows that take nearly all the time of a fit. */
export interface RowLoops {
  /** weighted = exp(max(x·θ, −700)) over rows rounded up to an even number. @returns the greatest x·θ, or NaN. */
  risks: (rows: Rows, theta: Float64Array) => number;
  /** Row slot of `into`, of the same width, gains sign · weighted · x; or that of the entry. */
  addUp: (rows: Rows, into: Float64Array, at: "slot" | "entry") => void;
  /**
   * Σ e x xᵀ, where e is `weighted` times the cumulative hazard at the slot less that at the entry; or `weighted`
   * as it is without a cumulative hazard. Only i ≤ j ≤ p of entry (i, j) of the p × width matrix are meant.
   */
  products: (rows: Rows, cumulative: Float64Array | undefined, into: Float64Array) => void;
}

/** Rows that the loops take at a time: they stay in a near cache, and their sums are small. */
export const blockRows = 1024;
