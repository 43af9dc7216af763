import {default as gammaln} from "@stdlib/math-base-special-gammaln";
import {log} from "../numeric/elementary.js";
import type {PoissonData} from "./poissonData.js";

/** Data whose cells count as many times as their weights say, and what that adds to the log-likelihood. */
export interface WeighedCells {
  data: PoissonData;
  /** Σ [log (wc)! − wc log w − w log c!]: the log-likelihood is the sum of w times each cell's own. */
  constant: number;
}

/**
 * Cells with w c cases in w pyr person-years, whose log-likelihood is that of c in pyr, w times.
 * @throws RangeError when lengths differ, a weight is negative or not finite, or all are 0.
 */
export function weighCells(data: PoissonData): WeighedCells {
  const {cases, pyr, weights} = data;
  if (!weights) return {data, constant: 0};
  if (weights.length !== cases.length)
    throw new RangeError(`weights must have ${cases.length} rows as cases has; got ${weights.length}`);
  let constant = 0;
  for (const [i, w] of weights.entries()) {
    if (!(w >= 0 && w < Infinity)) throw new RangeError(`weights must be ≥ 0; got ${w} in row ${i}`);
    const c = cases[i];
    if (w > 0 && c > 0) constant += gammaln(w * c + 1) - w * c * log(w) - w * gammaln(c + 1);
  }
  const times = (column: Float64Array) => column.map((value, i) => value * weights[i]);
  return {data: {...data, cases: times(cases), pyr: times(pyr)}, constant};
}
