/**
 * Joint levels of several categories: rows that agree in every column share a code. Codes are numbered in
 * the order in which their level first appears, so that the result depends on the rows alone.
 *
 * @param columns codes of each category, all of one length; a missing code (−1) is a level of its own.
 * @returns `codes` 0 … `size` − 1 and the number of joint levels that occur.
 * @throws RangeError when there is no column, or columns differ in length.
 * Witness: by hand in test/stats/cohort/cross.test.ts.
 */
export function cross(columns: readonly Int32Array[]): {codes: Int32Array; size: number} {
  if (columns.length === 0) throw new RangeError("columns must hold a category; got none");
  const rows = columns[0].length;
  let codes: Int32Array = new Int32Array(rows);
  let size = rows > 0 ? 1 : 0;
  for (const column of columns) {
    if (column.length !== rows) throw new RangeError(`columns must have ${rows} rows; got ${column.length}`);
    const seen = new Map<number, number>();
    const joint = new Int32Array(rows);
    for (let i = 0; i < rows; ++i) {
      const pair = (column[i] + 1) * size + codes[i];
      let code = seen.get(pair);
      if (code === undefined) seen.set(pair, (code = seen.size));
      joint[i] = code;
    }
    codes = joint;
    size = seen.size;
  }
  return {codes, size};
}
