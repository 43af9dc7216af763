import type {Design} from "../result/design.js";

/** Rows in units in which every figure is of the size of one, and the way back. */
export interface Standardised {
  y: Float64Array;
  /** The intercept's ones, then the terms. */
  columns: Float64Array[];
  terms: string[];
  /** What y was divided by. */
  unit: number;
  /** Coefficients in the data's own units from those of the standardised rows. */
  coefficients: (standard: readonly number[]) => number[];
  /** The linear part of that map: coefficient k = Σ matrix[k][m] · standard[m] (+ the mean of y for k = 0). */
  matrix: number[][];
}

/**
 * Response and terms less their means and over their standard deviations, so that a search is as exact for
 * a dose in mGy as in Gy.
 * @throws RangeError when a column's length differs or a figure is not finite, a term is constant, or it is
 *   collinear with those before it.
 */
export function standardise(response: ArrayLike<number>, {names, columns}: Design): Standardised {
  const n = response.length;
  const own = moments(response);
  const unit = own.deviation > 0 ? own.deviation : 1;
  const each = columns.map((column, k) => {
    if (column.length !== n)
      throw new RangeError(`${names[k]} must have ${n} entries as y has; got ${column.length}`);
    for (let i = 0; i < n; ++i)
      if (!Number.isFinite(column[i]))
        throw new RangeError(`${names[k]} must be finite; got ${column[i]} in row ${i}`);
    const moment = moments(column);
    if (!(moment.deviation > 1e-12 * Math.abs(moment.mean)))
      throw new RangeError(`${names[k]} must vary; got ${column[0]} in every row`);
    return moment;
  });
  const scaled = columns.map((column, k) =>
    Float64Array.from(column, (x) => (x - each[k].mean) / each[k].deviation)
  );
  independent(scaled, names);
  const matrix = [[unit, ...each.map(({mean, deviation}) => (-unit * mean) / deviation)]];
  each.forEach(({deviation}, k) => {
    matrix.push([0, ...each.map((_, m) => (m === k ? unit / deviation : 0))]);
  });
  return {
    y: Float64Array.from(response, (value) => (value - own.mean) / unit),
    columns: [new Float64Array(n).fill(1), ...scaled],
    terms: ["(Intercept)", ...names],
    unit,
    coefficients: (standard) =>
      matrix.map((line, k) =>
        line.reduce((sum, value, m) => sum + value * standard[m], k === 0 ? own.mean : 0)
      ),
    matrix
  };
}

function moments(column: ArrayLike<number>): {mean: number; deviation: number} {
  let mean = 0;
  for (let i = 0; i < column.length; ++i) mean += (column[i] - mean) / (i + 1);
  let squares = 0;
  for (let i = 0; i < column.length; ++i) squares += (column[i] - mean) * (column[i] - mean);
  return {mean, deviation: Math.sqrt(squares / column.length)};
}

function independent(columns: readonly Float64Array[], names: readonly string[]): void {
  const left = columns.map((column) => Float64Array.from(column));
  left.forEach((column, k) => {
    const squares = column.reduce((sum, x) => sum + x * x, 0);
    if (!(squares > 1e-16 * column.length))
      throw new RangeError(`${names[k]} must not be collinear with the terms before it; got that`);
    for (let m = k + 1; m < left.length; ++m) {
      const share = column.reduce((sum, x, i) => sum + x * left[m][i], 0) / squares;
      for (let i = 0; i < column.length; ++i) left[m][i] -= share * column[i];
    }
  });
}
