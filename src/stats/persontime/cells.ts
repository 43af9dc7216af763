/** The classes of a key: names and, where they divide a scale, their lower edges. */
export interface Classes {
  labels: readonly string[];
  /** Class k runs from `from[k]` to below `from[k + 1]`, in years or in the unit of the dose. */
  from?: readonly number[];
  /** Where the last class ends; it is open where this is absent. */
  until?: number;
}

/** A key of a table: `labels[codes[i]]` is the class of cell i. */
export interface Key extends Classes {
  codes: Int32Array;
}

/**
 * A table of person-time and events: one entry a cell in which anybody spent time, in the order of the
 * keys' codes (the last key runs fastest). Means are weighted by person-time.
 */
export interface Cells {
  keys: Record<string, Key>;
  /** Whole days, hence exact. */
  personDays: Float64Array;
  /** personDays / 365.25. */
  pyr: Float64Array;
  cases: Float64Array;
  /** Persons who spent time in the cell; a person is counted in each of theirs. Absent from a margin. */
  persons?: Float64Array;
  /** Dose in the unit of the exposures; zero where no dose axis was asked for. */
  doseMean: Float64Array;
  /** Years of 365.25 days. */
  ageMean: Float64Array;
  /** Σ dose·days, and what its rounding lost: tables with both add up to the last bit. */
  doseDays: Float64Array;
  doseDaysLow: Float64Array;
  /** Σ age·days: multiples of one half, hence exact. */
  ageDays: Float64Array;
  /** What fell outside the classes of some scale. */
  offTable: {personDays: number; pyr: number; cases: number};
}
