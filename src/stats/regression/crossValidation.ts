import {studentTQuantile} from "../numeric/studentT.js";
import type {Design} from "../result/design.js";
import {linearRegression} from "./linearRegression.js";

/** What a regression says of rows that it was not fitted to, a row each. */
export interface Predictions {
  predicted: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
}

/**
 * Predictions of every row by the linear regression on the rows of all other folds, with intervals for one new value:
 *
 *   xβ̂ ± t(n − p) √(σ̂² + xV̂xᵀ)
 *
 * @param fold codes 0 … K − 1; rows that belong together, as those of a child, have one code.
 * @throws RangeError when codes do not fit the rows, there are fewer than two folds or one is empty; and as
 *   `linearRegression`. A term that the other folds do not hold counts as 0 there.
 * Witness: R, lm and predict, test/stats/regression/crossValidation.test.ts.
 */
export function crossValidation(
  {value, terms, fold}: {value: Float64Array; terms: Design; fold: Int32Array},
  level = 0.95
): Predictions {
  const n = value.length;
  if (fold.length !== n) throw new RangeError(`fold must have ${n} rows as value has; got ${fold.length}`);
  const sizes: number[] = [];
  for (let i = 0; i < n; ++i) {
    if (!(fold[i] >= 0)) throw new RangeError(`fold must be ≥ 0; got ${fold[i]} in row ${i}`);
    sizes[fold[i]] = (sizes[fold[i]] ?? 0) + 1;
  }
  if (sizes.length < 2) throw new RangeError(`folds must be two or more; got ${sizes.length}`);
  const result: Predictions = {
    predicted: new Float64Array(n),
    lower: new Float64Array(n),
    upper: new Float64Array(n)
  };
  for (let k = 0; k < sizes.length; ++k) {
    if (!sizes[k]) throw new RangeError(`every fold must hold a row; got none in fold ${k}`);
    const others = (column: Float64Array) => column.filter((_, i) => fold[i] !== k);
    const fit = linearRegression({
      value: others(value),
      terms: {names: terms.names, columns: terms.columns.map(others)}
    });
    const t = studentTQuantile((1 - level) / 2, fit.residualDf, true);
    const used = fit.parameters.flatMap(({estimate}, j) => (Number.isNaN(estimate) ? [] : [j]));
    const x = new Float64Array(used.length);
    for (let i = 0; i < n; ++i) {
      if (fold[i] !== k) continue;
      let mean = 0;
      used.forEach((j, a) => {
        x[a] = j === 0 ? 1 : terms.columns[j - 1][i];
        mean += x[a] * fit.parameters[j].estimate;
      });
      let variance = fit.sigma * fit.sigma;
      for (let a = 0; a < used.length; ++a) {
        if (x[a] === 0) continue;
        const row = fit.vcov[used[a]];
        for (let b = 0; b < used.length; ++b) variance += x[a] * row[used[b]] * x[b];
      }
      const half = t * Math.sqrt(variance);
      result.predicted[i] = mean;
      result.lower[i] = mean - half;
      result.upper[i] = mean + half;
    }
  }
  return result;
}
