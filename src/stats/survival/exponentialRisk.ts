import {expColumn} from "../numeric/expColumn.js";
import {sum} from "../numeric/sum.js";
import type {Design} from "../result/design.js";
import type {RelativeRisk} from "./relativeRisk.js";

/**
 * The relative risk exp(x·β + offset) of Cox's model. Columns are centred at their means, which changes no
 * likelihood and keeps exponents small.
 * @throws RangeError when a column's length is not n or a value is not finite. Witness: test/stats/survival/coxph.test.ts.
 */
export function exponentialRisk(
  {names, columns}: Design,
  n: number,
  offset?: ArrayLike<number>
): RelativeRisk {
  const p = columns.length;
  const slopes = columns.map(() => new Float64Array(n));
  const spread: number[] = [];
  const centre: number[] = [];
  columns.forEach((column, k) => {
    checkColumn(names[k], column, n);
    const mean = sum(column) / n;
    centre.push(mean);
    const own = slopes[k];
    let squares = 0;
    let first = NaN;
    let varies = false;
    for (let i = 0; i < n; ++i) {
      const value = column[i];
      if (i === 0) first = value;
      else if (value !== first) varies = true;
      const centred = value - mean;
      squares += centred * centred;
      own[i] = centred;
    }
    spread.push(varies ? Math.sqrt(squares / n) : 0);
  });
  const logRisk = new Float64Array(n);
  const risk = new Float64Array(n).fill(1);
  const shift = offset ? sum(offset) / n : 0;
  return {
    terms: names,
    logRisk,
    risk,
    slopes,
    spread,
    centre,
    shift,
    later: [],
    constant: spread.map((value) => value === 0),
    limits: names.map(() => ({lower: -Infinity, upper: Infinity})),
    update(theta) {
      const still = !offset && theta.every((value) => value === 0);
      if (still) {
        logRisk.fill(0);
        risk.fill(1);
        return true;
      }
      if (offset) for (let i = 0; i < n; ++i) logRisk[i] = offset[i] - shift;
      else logRisk.fill(0);
      for (let k = 0; k < p; ++k) addTimes(theta[k], slopes[k], logRisk);
      let most = -Infinity;
      for (let i = 0; i < n; ++i) if (!(logRisk[i] <= most)) most = logRisk[i];
      if (!(most < 700)) return false;
      expColumn(logRisk, risk);
      return true;
    }
  };
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
