import type {Design} from "../result/design.js";

/** Rows that share their loglinear terms and risk sets: only sums over them enter the likelihood. */
export interface RowGroups {
  /** Group of each row. */
  of: Int32Array;
  /** A row of each group. */
  first: Int32Array;
  size: number;
}

/**
 * Groups rows that agree in all of the columns, in the order in which they first come.
 * Witness: by hand, test/stats/dose/rowGroups.test.ts.
 */
export function rowGroups(columns: readonly ArrayLike<number>[], rows: number): RowGroups {
  let of = new Int32Array(rows);
  let size = 1;
  for (const column of columns) {
    const codes = new Map<number, number>();
    const pairs = new Map<number, number>();
    const next = new Int32Array(rows);
    for (let i = 0; i < rows; ++i) {
      let code = codes.get(column[i]);
      if (code === undefined) codes.set(column[i], (code = codes.size));
      // Below 2⁵³ for up to 9·10⁷ rows.
      const pair = code * size + of[i];
      let group = pairs.get(pair);
      if (group === undefined) pairs.set(pair, (group = pairs.size));
      next[i] = group;
    }
    of = next;
    size = pairs.size;
  }
  const first = new Int32Array(size);
  for (let i = rows - 1; i >= 0; --i) first[of[i]] = i;
  return {of, first, size};
}

/** @throws RangeError when a column has other rows, or a value is not finite. */
export function checkDesign({names, columns}: Design, rows: number): void {
  names.forEach((name, k) => {
    const column = columns[k];
    if (column?.length !== rows)
      throw new RangeError(`${name} must have ${rows} rows; got ${column?.length ?? 0}`);
    for (let i = 0; i < rows; ++i)
      if (!Number.isFinite(column[i]))
        throw new RangeError(`${name} must be finite; got ${column[i]} in row ${i}`);
  });
}

/**
 * The loglinear columns, checked, with a constant before them where one is wanted and they have none.
 * @throws RangeError as `checkDesign`, or when two names are the same.
 */
export function loglinearDesign(design: Design | undefined, rows: number, intercept: boolean): Design {
  const names = [...(design?.names ?? [])];
  const columns = [...(design?.columns ?? [])];
  checkDesign({names, columns}, rows);
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice) throw new RangeError(`loglinear terms must have names of their own; got ${twice} twice`);
  const isConstant = (column: Float64Array) => column[0] !== 0 && column.every((x) => x === column[0]);
  if (intercept && !columns.some(isConstant)) {
    names.unshift("(Intercept)");
    columns.unshift(new Float64Array(rows).fill(1));
  }
  return {names, columns};
}
