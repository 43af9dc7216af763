/** A factor of the relative risk that is not log-linear in its parameters, which come before the others. */
export interface ExcessFactor {
  /** Of each row, at the θ of the last `update`. */
  factors: Float64Array;
  /** ∂ log factor by each of its parameters. */
  slopes: readonly Float64Array[];
  /** @returns false where a factor is not positive and finite. */
  update: (theta: Float64Array) => boolean;
  /** Adds Σ weightᵢ ∂² log factorᵢ to a row-major matrix. */
  addCurvature: (theta: Float64Array, weight: Float64Array, matrix: Float64Array) => void;
}

/**
 * A relative risk of each row, exp(x·θ + offset), times an excess factor where there is one: a small value given to
 * the one engine, which makes `risk`.
 */
export interface RelativeRisk {
  terms: readonly string[];
  /** Rows. */
  size: number;
  /** log r of a row at the θ of the last `update`, for prediction. */
  logRiskOf: (row: number) => number;
  risk: Float64Array;
  /** ∂ log r by each parameter, one column a parameter. */
  readonly slopes: readonly Float64Array[];
  /** Writes the slopes that do not change, and 1 after them, into a row-major matrix, from column `first` on. */
  fill: (matrix: Float64Array, width: number, first?: number) => void;
  offset?: Float64Array;
  excess?: ExcessFactor;
  /** How many parameters, the first ones, are of the excess factor: their slopes change with θ. */
  changing: number;
  /** Sets what `logRiskOf` says, and the slopes. @returns false where a risk is not positive and finite. */
  update: (theta: Float64Array) => boolean;
  /** Value that was taken from each term before the slopes were made, 0 for excess terms; and from the offset. */
  centre: readonly number[];
  shift: number;
  /** Parameters of which nothing can be learnt at θ = 0: a search holds them there until it has found the others. */
  later: readonly number[];
  /** Parameters at whose edge the last θ lies, where a relative risk would be 0. */
  atEdge?: () => number[];
  /** What each parameter multiplies is constant, so that nothing can be learnt of it. */
  constant: readonly boolean[];
  /** End of the feasible region of one parameter with all others free, below and above. */
  limits: readonly {lower: number; upper: number}[];
  /** Standard deviation of the column that a parameter multiplies. */
  spread: readonly number[];
}
