/**
 * A relative risk r(θ) of each row: a small value given to the one engine. `update` sets `risk` and
 * `slopes` at θ, and what `logRiskOf` says.
 */
export interface RelativeRisk {
  terms: readonly string[];
  /** Rows. */
  size: number;
  /** log r of a row after `update`. */
  logRiskOf: (row: number) => number;
  risk: Float64Array;
  /** ∂ log r by each parameter, one column a parameter. */
  readonly slopes: readonly Float64Array[];
  /** Writes the slopes that do not change, and 1 after them, into a row-major matrix, from column `first` on. */
  fill: (matrix: Float64Array, width: number, first?: number) => void;
  /** Where log r is x·θ plus an offset: the engine then makes `risk` itself, without `update`. */
  exponent?: {offset?: Float64Array};
  /** How many of them, the first ones, change with θ. */
  changing: number;
  /** @returns false where a risk is not positive and finite. */
  update: (theta: Float64Array) => boolean;
  /** Adds Σ weightᵢ ∂² log rᵢ to a row-major matrix; absent where log r is linear in θ. */
  addCurvature?: (theta: Float64Array, weight: Float64Array, matrix: Float64Array) => void;
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
