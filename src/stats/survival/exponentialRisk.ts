import {exp} from "../numeric/elementary.js";
import {sum} from "../numeric/sum.js";
import type {Design} from "../result/design.js";
import {inBlocks} from "./crossProducts.js";
import type {RelativeRisk} from "./relativeRisk.js";

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
  const p = columns.length;
  const size = order ? order.length : n;
  const spread: number[] = [];
  const centre: number[] = [];
  const slopes = columns.map((column, k) => {
    checkColumn(names[k], column, n);
    const mean = sum(column) / n;
    const own = new Float64Array(size);
    if (order) for (let j = 0; j < size; ++j) own[j] = column[order[j]];
    else own.set(column);
    centre.push(mean);
    spread.push(centreAt(own, mean));
    return own;
  });
  const logRisk = new Float64Array(size);
  const risk = new Float64Array(size).fill(1);
  const shift = offset ? sum(offset) / n : 0;
  const shifted = offset && Float64Array.from({length: size}, (_, j) => offset[order ? order[j] : j] - shift);
  // By blocks of rows, so that the sum stays in a near cache while columns are added to it.
  const blocks = inBlocks(slopes);
  const logBlocks = inBlocks([logRisk]);
  return {
    terms: names,
    logRisk,
    risk,
    slopes,
    changing: 0,
    spread,
    centre,
    shift,
    later: [],
    constant: spread.map((value) => value === 0),
    limits: names.map(() => ({lower: -Infinity, upper: Infinity})),
    update(theta) {
      const still = !shifted && theta.every((value) => value === 0);
      if (still) {
        logRisk.fill(0);
        risk.fill(1);
        return true;
      }
      if (shifted) logRisk.set(shifted);
      else logRisk.fill(0);
      blocks.forEach((columns, b) => {
        for (let k = 0; k < p; ++k) addTimes(theta[k], columns[k], logBlocks[b][0]);
      });
      let most = -Infinity;
      for (let i = 0; i < size; ++i) if (!(logRisk[i] <= most)) most = logRisk[i];
      if (!(most < 700)) return false;
      for (let i = 0; i < size; ++i) risk[i] = exp(logRisk[i]);
      return true;
    }
  };
}

/** Takes the mean from a column; @returns its standard deviation, 0 exactly where the column is constant. */
function centreAt(column: Float64Array, mean: number): number {
  const first = column[0];
  let varies = false;
  let squares = 0;
  for (let i = 0; i < column.length; ++i) {
    const value = column[i];
    if (value !== first) varies = true;
    const centred = value - mean;
    squares += centred * centred;
    column[i] = centred;
  }
  return varies ? Math.sqrt(squares / column.length) : 0;
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
