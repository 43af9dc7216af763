import {exp} from "../numeric/elementary.js";
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
  const slopes = new Float64Array(n * p);
  const spread: number[] = [];
  const centre: number[] = [];
  columns.forEach((column, k) => {
    checkColumn(names[k], column, n);
    const mean = sum(column) / n;
    centre.push(mean);
    let squares = 0;
    let first = NaN;
    let varies = false;
    for (let i = 0; i < n; ++i) {
      const value = column[i];
      if (i === 0) first = value;
      else if (value !== first) varies = true;
      const centred = value - mean;
      squares += centred * centred;
      slopes[i * p + k] = centred;
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
      for (let i = 0, at = 0; i < n; ++i) {
        let value = offset ? offset[i] - shift : 0;
        for (let k = 0; k < p; ++k) value += theta[k] * slopes[at++];
        logRisk[i] = value;
        if (!(value < 700)) return false;
        risk[i] = value === 0 ? 1 : exp(value);
      }
      return true;
    }
  };
}

/** @throws RangeError when a column's length is not n or a value is not finite. */
export function checkColumn(name: string, column: ArrayLike<number>, n: number): void {
  if (column.length !== n) throw new RangeError(`${name} must have ${n} rows; got ${column.length}`);
  for (let i = 0; i < n; ++i)
    if (!Number.isFinite(column[i]))
      throw new RangeError(`${name} must be finite; got ${column[i]} in row ${i}`);
}
