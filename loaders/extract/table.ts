import type {Factor} from "../../src/stats/cohort/factor.js";

/** What a column's values are, whatever their width in the file; `null` where every value is missing. */
export type ColumnKind = "text" | "number" | "integer" | "date" | "boolean" | "null" | "other";

/** What a file says of one of its columns. */
export interface TableColumn {
  name: string;
  kind: ColumnKind;
  /** The Arrow type, as an error names it. */
  arrowType: string;
  /** The unit that the field's metadata states, if any. */
  unit?: string;
}

/**
 * A table of the extract, column by column. A column is read when first asked for, and is then the same
 * array for all who ask: nobody may write into it. To ask for a column that the table has not, or as what
 * it is not, throws a TypeError that names it.
 */
export interface ExtractTable {
  readonly rows: number;
  /** Every column, in the order of the file. */
  readonly columns: readonly TableColumn[];
  /** Days since 1970-01-01, `NO_DAY` where missing. */
  days(name: string): Int32Array;
  /** Numbers, `NaN` where missing; 0 and 1 of a Boolean. */
  numbers(name: string): Float64Array;
  /** Categories; the levels of a text column in alphabetical order, of a dictionary in the file's. */
  factor(name: string): Factor;
  /** Texts, empty where missing. */
  texts(name: string): string[];
}
