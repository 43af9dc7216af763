import {sum} from "../numeric/sum.js";
import type {Design} from "../result/design.js";
import type {RelativeRisk} from "./relativeRisk.js";
import {inBlocks} from "./rowLoops.js";

/**
 * The relative risk exp(x·β + offset) of Cox's model. Columns are centred near their means, which changes no
 * likelihood and keeps exponents small.
 * @param order rows of the columns that take part, in the order wanted; all as they come when absent.
 * @throws RangeError when a column's length is not n or a value is not finite. Witness: test/stats/survival/coxph.test.ts.
 */
export function exponentialRisk(
  {names, columns}: Design,
  n: number,
  offset?: ArrayLike<number>,
  order?: Int32Array
): RelativeRisk {
  const size = order ? order.length : n;
  const middles = columns.map((column, k) => moments(names[k], column, n));
  const shift = offset ? sum(offset) / n : 0;
  const shifted = offset && Float64Array.from({length: size}, (_, j) => offset[order ? order[j] : j] - shift);
  let exponents: Float64Array | undefined;
  let risk: Float64Array | undefined;
  let slopes: Float64Array[] | undefined;
  const fill = (matrix: Float64Array, width: number, first = 0) => {
    inBlocks(size, (from, rows) => {
      for (let k = 0; k < columns.length; ++k)
        centreRows(columns[k], middles[k].centre, order, from, from + rows, matrix, width, first + k);
      const last = first + columns.length;
      for (let i = from; i < from + rows; ++i) matrix[i * width + last] = 1;
    });
  };
  return {
    terms: names,
    size,
    logRiskOf: (row) => exponents![row],
    get risk() {
      risk ??= new Float64Array(size);
      return risk;
    },
    set risk(given) {
      risk = given;
    },
    get slopes() {
      slopes ??= columns.map((column, k) => {
        const own = new Float64Array(size);
        centreRows(column, middles[k].centre, order, 0, size, own, 1, 0);
        return own;
      });
      return slopes;
    },
    fill,
    offset: shifted,
    changing: 0,
    spread: middles.map(({deviation}) => deviation),
    centre: middles.map(({centre}) => centre),
    shift,
    later: [],
    constant: middles.map(({deviation}) => deviation === 0),
    limits: names.map(() => ({lower: -Infinity, upper: Infinity})),
    update(theta) {
      exponents ??= new Float64Array(size);
      const logRisk = exponents;
      if (shifted) logRisk.set(shifted);
      else logRisk.fill(0);
      for (const [k, slope] of this.slopes.entries()) addTimes(theta[k], slope, logRisk);
      let most = -Infinity;
      for (let i = 0; i < size; ++i) if (!(logRisk[i] <= most)) most = logRisk[i];
      return most < 700;
    }
  };
}

/**
 * About the middle of a column, from a thousand of its values; and its standard deviation, 0 exactly where it is
 * constant. What is taken from a column changes no likelihood, it only should not be far.
 */
function moments(name: string, column: ArrayLike<number>, n: number): {centre: number; deviation: number} {
  if (column.length !== n) throw new RangeError(`${name} must have ${n} rows; got ${column.length}`);
  const stride = Math.ceil(n / 1024);
  let total = 0;
  let count = 0;
  for (let i = 0; i < n; i += stride, ++count) total += column[i];
  const centre = total / count;
  const first = column[0];
  let varies = false;
  for (let i = 0; i < n && !varies; ++i) varies = column[i] !== first;
  const {sum, squares} = about(column, centre, n);
  // A difference that is not finite makes the sum so.
  if (!Number.isFinite(sum)) checkColumn(name, column, n);
  const away = sum / n;
  return {centre, deviation: varies ? Math.sqrt(Math.max(squares / n - away * away, 1e-300)) : 0};
}

function about(column: ArrayLike<number>, centre: number, n: number) {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; ++i) {
    const difference = column[i] - centre;
    sum += difference;
    squares += difference * difference;
  }
  return {sum, squares};
}

/** Takes the centre from rows of a column, into a column of a row-major matrix. */
function centreRows(
  column: ArrayLike<number>,
  centre: number,
  order: Int32Array | undefined,
  from: number,
  to: number,
  into: Float64Array,
  width: number,
  at: number
): void {
  if (order) for (let j = from; j < to; ++j) into[j * width + at] = column[order[j]] - centre;
  else for (let j = from; j < to; ++j) into[j * width + at] = column[j] - centre;
}

function addTimes(factor: number, column: Float64Array, into: Float64Array): void {
  for (let i = 0; i < into.length; ++i) into[i] += factor * column[i];
}

/** @throws RangeError when a column's length is not n or a value is not finite. */
export function checkColumn(name: string, column: ArrayLike<number>, n: number): void {
  if (column.length !== n) throw new RangeError(`${name} must have ${n} rows; got ${column.length}`);
  for (let i = 0; i < n; ++i)
    if (!Number.isFinite(column[i]))
      throw new RangeError(`${name} must be finite; got ${column[i]} in row ${i}`);
}
