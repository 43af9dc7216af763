import {exp} from "../numeric/elementary.js";
import {sum} from "../numeric/sum.js";
import type {Design} from "../result/design.js";
import type {RelativeRisk} from "./relativeRisk.js";
import {blockRows} from "./rowLoops.js";

/**
 * The relative risk exp(x·β + offset) of Cox's model. Columns are centred at their means, which changes no
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
  const about = columns.map((column, k) => moments(names[k], column, n));
  const shift = offset ? sum(offset) / n : 0;
  const shifted = offset && Float64Array.from({length: size}, (_, j) => offset[order ? order[j] : j] - shift);
  const logRisk = new Float64Array(size);
  let slopes: Float64Array[] | undefined;
  const fill = (matrix: Float64Array, width: number, first = 0) => {
    for (let from = 0; from < size; from += blockRows)
      columns.forEach((column, k) => {
        const to = Math.min(size, from + blockRows);
        centre(column, about[k].mean, order, from, to, matrix, width, first + k);
      });
  };
  return {
    terms: names,
    size,
    logRisk,
    risk: new Float64Array(size),
    get slopes() {
      slopes ??= columns.map((column, k) => {
        const own = new Float64Array(size);
        centre(column, about[k].mean, order, 0, size, own, 1, 0);
        return own;
      });
      return slopes;
    },
    fill,
    exponent: {offset: shifted},
    changing: 0,
    spread: about.map(({deviation}) => deviation),
    centre: about.map(({mean}) => mean),
    shift,
    later: [],
    constant: about.map(({deviation}) => deviation === 0),
    limits: names.map(() => ({lower: -Infinity, upper: Infinity})),
    update(theta) {
      if (shifted) logRisk.set(shifted);
      else logRisk.fill(0);
      for (const [k, slope] of this.slopes.entries()) addTimes(theta[k], slope, logRisk);
      let most = -Infinity;
      for (let i = 0; i < size; ++i) if (!(logRisk[i] <= most)) most = logRisk[i];
      if (!(most < 700)) return false;
      for (let i = 0; i < size; ++i) this.risk[i] = exp(logRisk[i]);
      return true;
    }
  };
}

/** Mean of a column and its standard deviation, 0 exactly where it is constant. */
function moments(name: string, column: ArrayLike<number>, n: number): {mean: number; deviation: number} {
  if (column.length !== n) throw new RangeError(`${name} must have ${n} rows; got ${column.length}`);
  // Differences from the first value, so that a far mean takes no digits from the squares.
  const first = column[0];
  let squares = 0;
  let total = 0;
  let lost = 0;
  for (let i = 0; i < n; ++i) {
    const value = column[i];
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
    squares += (value - first) * (value - first);
  }
  const mean = (total + lost) / n;
  if (!Number.isFinite(mean)) checkColumn(name, column, n);
  const away = mean - first;
  return {mean, deviation: squares === 0 ? 0 : Math.sqrt(Math.max(squares / n - away * away, 1e-300))};
}

/** Takes the mean from rows of a column, into a column of a row-major matrix. */
function centre(
  column: ArrayLike<number>,
  mean: number,
  order: Int32Array | undefined,
  from: number,
  to: number,
  into: Float64Array,
  width: number,
  at: number
): void {
  if (order) for (let j = from; j < to; ++j) into[j * width + at] = column[order[j]] - mean;
  else for (let j = from; j < to; ++j) into[j * width + at] = column[j] - mean;
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
