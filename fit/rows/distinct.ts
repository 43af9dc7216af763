import type {Column} from "../table/table.js";

/** The distinct values of a column in the order of appearance: a code a row, and the first row of each. */
export interface Distinct {
  codes: Int32Array;
  first: number[];
}

/** Numbers the values of a column as they appear; a missing value is one too. */
export function distinctOf(column: Column): Distinct {
  const values = column.type === "text" ? column.codes : column.values;
  const seen = new Map<number, number>();
  const first: number[] = [];
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; ++i) {
    let code = seen.get(values[i]);
    if (code === undefined) {
      seen.set(values[i], (code = seen.size));
      first.push(i);
    }
    codes[i] = code;
  }
  return {codes, first};
}
