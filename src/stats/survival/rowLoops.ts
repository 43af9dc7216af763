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

/** The loops over rows that take nearly all the time of a fit, over `size` rows from `from` on. */
export interface RowLoops {
  /** weighted = exp(max(x·θ, −700)), rows being rounded up to an even number. @returns the greatest x·θ, or NaN. */
  risks: (rows: Rows, theta: Float64Array, from: number, size: number) => number;
  /** Row slot of `into`, of the same width, gains weighted · x; or that of the entry loses it. */
  addUp: (rows: Rows, into: Float64Array, at: "slot" | "entry", from: number, size: number) => void;
  /**
   * `into` gains Σ e x xᵀ, where e is `weighted` times the cumulative hazard at the slot less that at the entry; or
   * `weighted` as it is without a cumulative hazard. Only i ≤ j ≤ p of entry (i, j) of the p × width matrix are meant.
   */
  products: (
    rows: Rows,
    cumulative: Float64Array | undefined,
    into: Float64Array,
    from: number,
    size: number
  ) => void;
}

/** Rows that the loops take at a time: they stay in a near cache, and their sums are small. */
export const blockRows = 1024;

/** Takes each block of rows in turn, from row `from` on `size` of them. */
export function inBlocks(count: number, step: (from: number, size: number) => void): void {
  for (let from = 0; from < count; from += blockRows) step(from, Math.min(blockRows, count - from));
}
