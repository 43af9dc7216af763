/** A model that anyone can fit again to a published table, in the language of `harmonic fit`. */
export interface TableFit {
  /** One word; the same in every release. */
  name: string;
  label: string;
  /** As `data/schema/fit-spec.json` describes it, on the names of the table's columns. */
  spec: object;
  /** Name of the report's estimate that the same question has from the finer cells that are not published. */
  answers?: string;
}

/** A parameter as it was fitted to the published table, at full precision; `null` where it is not determined. */
export interface FittedParameter {
  term: string;
  estimate: number | null;
  se: number | null;
  p: number | null;
  lower: number | null;
  upper: number | null;
}

/**
 * A slope over all counts that the published ones may stand for: the least and the greatest estimate, and
 * the outermost bounds of their intervals; `null` where nothing limits it.
 */
export interface SlopeRange {
  least: number | null;
  most: number | null;
  lower: number | null;
  upper: number | null;
}

/** What a `TableFit` gives on the published values. */
export interface FittedTable extends TableFit {
  item: string;
  logLik: number | null;
  parameters: FittedParameter[];
  /** Of the first parameter, where the model is one slope of relative excess. */
  range?: SlopeRange;
}

/** How a column follows from others of its row; `over` is a column, or else a count that the report gives by itself. */
export type Formula =
  | {kind: "ratio"; of: string; over: {column: string} | {item: string}; times: number}
  | {
      kind: "bound";
      side: "lower" | "upper";
      of: string;
      over: {column: string} | {item: string};
      times: number;
    }
  | {kind: "part"; of: string; and: string; times: number}
  | {kind: "fall"; of: string}
  | {kind: "chi-square"; of: string; df: string}
  | {kind: "adjusted"; of: string};

/** A column whose figures are functions of published ones, with their values at full precision. */
export interface DerivedColumn {
  item: string;
  /** Of a figure; "" of a table. */
  series: string;
  /** Index of the column: bounds have the same name twice. */
  column: number;
  formula: Formula;
  /** One a row; `null` where the row has none. */
  values: (number | null)[];
}

/** All that anyone can compute again from the published values of a report. */
export interface Recomputable {
  fits: FittedTable[];
  columns: DerivedColumn[];
  /** The rules of the policy that tell what a published count or person-time may stand for. */
  rounding: {threshold: number; roundTo: number; zeros: "publish" | "withhold"; personYearsRoundTo: number};
}
