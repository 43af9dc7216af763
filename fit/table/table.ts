/** Numbers, one a row; NaN is missing. Days count from 1970-01-01 where the file gave dates. */
export interface NumberColumn {
  type: "number";
  values: Float64Array;
  dates?: boolean;
}

/** Texts, one a row, as codes into their distinct values; −1 is missing. */
export interface TextColumn {
  type: "text";
  codes: Int32Array;
  levels: readonly string[];
}

export type Column = NumberColumn | TextColumn;

/** A user's table in memory: named columns of `rows` entries, and what to call it in messages. */
export interface Table {
  name: string;
  rows: number;
  columns: ReadonlyMap<string, Column>;
}
