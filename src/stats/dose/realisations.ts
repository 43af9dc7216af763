/**
 * The doses of a study's rows, drawn many times over. They are read one realisation at a time into a column that
 * is used again, so that they never stand in memory together; reading one again gives the same doses.
 */
export interface Realisations {
  count: number;
  rows: number;
  /** Writes the doses of realisation 0 … count − 1, one a row. */
  read: (realisation: number, into: Float64Array) => void;
}

/**
 * Realisations that stand in memory, one column each, as an extract ships them.
 * @throws RangeError when there is no column, or columns differ in length.
 */
export function realisationsOf(columns: readonly ArrayLike<number>[]): Realisations {
  if (columns.length === 0) throw new RangeError("realisations must hold a column; got none");
  const rows = columns[0].length;
  columns.forEach((column, r) => {
    if (column.length !== rows)
      throw new RangeError(`realisation must have ${rows} rows; got ${column.length} in realisation ${r}`);
  });
  return {count: columns.length, rows, read: (r, into) => into.set(columns[r])};
}

/**
 * Visits the realisations in their order. `dose` is used again for each.
 * @throws RangeError when their rows are not those of the data, there are fewer than `least`, or a dose is negative
 * or not finite.
 */
export function eachRealisation(
  {count, rows, read}: Realisations,
  expected: number,
  visit: (dose: Float64Array, realisation: number) => void,
  least = 1
): void {
  checkRealisations({count, rows, read}, expected, least);
  const dose = new Float64Array(rows);
  for (let r = 0; r < count; ++r) {
    read(r, dose);
    checkDose(dose, r);
    visit(dose, r);
  }
}

/** @throws RangeError as `eachRealisation` before it reads. */
export function checkRealisations({count, rows}: Realisations, expected: number, least = 1): void {
  if (rows !== expected)
    throw new RangeError(`realisations must have ${expected} rows as the data have; got ${rows}`);
  if (!(Number.isInteger(count) && count >= least))
    throw new RangeError(`realisations must be ${least} or more; got ${count}`);
}

/** @throws RangeError when a dose is negative or not finite. */
export function checkDose(dose: Float64Array, realisation?: number): void {
  for (let i = 0; i < dose.length; ++i)
    if (!(dose[i] >= 0 && dose[i] < Infinity)) {
      const where = realisation === undefined ? "" : ` of realisation ${realisation}`;
      throw new RangeError(`dose must be ≥ 0; got ${dose[i]} in row ${i}${where}`);
    }
}
