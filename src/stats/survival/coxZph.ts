import {chiSquareUpper} from "../numeric/chiSquare.js";
import {cholesky, solve} from "../numeric/cholesky.js";
import {log} from "../numeric/elementary.js";
import type {Test} from "../result/fit.js";
import type {CoxFit} from "./coxph.js";
import {type FittedModel, fittedModel} from "./fittedModel.js";
import {kaplanMeier} from "./kaplanMeier.js";
import {orderByTime} from "./orderByTime.js";
import {firstAfter} from "./riskTable.js";
import {timeTolerance} from "./timeTolerance.js";

/** The function of time with which an effect is tried to change. */
export type TimeTransform = "km" | "identity" | "rank" | "log";

/** Tests of proportional hazards, one a term and one of all. */
export interface ProportionalHazards {
  transform: TimeTransform;
  terms: ({term: string} & Test)[];
  global: Test;
}

/**
 * Tests whether effects change with time: the score test of β(t) = β + θ·g(t) at θ = 0 for each term, and for all,
 * with g the time itself, its log, its rank, or 1 − S(t−) of the Kaplan–Meier curve ("km", as R). In a model with a
 * linear excess the effect is that on the log of the relative risk.
 *
 * @returns χ² of each term on 1 degree of freedom and of all; terms that were left out of the fit are left out.
 * @throws RangeError as `fittedModel`; when a time is not positive for "log".
 * Source: Grambsch and Therneau (1994), as the exact score test of R survival ≥ 3. Witness: R cox.zph,
 * test/stats/survival/coxZph.test.ts.
 */
export function coxZph(
  fit: CoxFit,
  {transform = "km"}: {transform?: TimeTransform} = {}
): ProportionalHazards {
  const model = fittedModel(fit);
  const {sets, sums, risk, weight, estimated} = model;
  const g = transformed(fit, model, transform);
  const p = risk.terms.length;
  const q = estimated.length;
  const score = new Float64Array(q);
  for (let k = 0; k < g.length; ++k) {
    for (let j = sets.deathPtr[k]; j < sets.deathPtr[k + 1]; ++j) {
      const i = sets.deaths[j];
      for (let l = 0; l < q; ++l) score[l] += g[k] * (weight ? weight[i] : 1) * risk.slopes[estimated[l]][i];
    }
    for (let l = 0; l < q; ++l) {
      score[l] -=
        g[k] * (sums.hazard[k] * sums.s1[estimated[l]][k] - sums.spared[k] * sums.d1[estimated[l]][k]);
    }
  }
  const blocks = [g.map(() => 1), g, g.map((value) => value * value)].map((by) =>
    weightedInformation(model, by)
  );
  const test = (tried: number[]): Test => {
    const size = q + tried.length;
    const matrix = new Float64Array(size * size);
    const column = [
      ...Array.from({length: q}, (_, l) => ({l, power: 0})),
      ...tried.map((l) => ({l, power: 1}))
    ];
    column.forEach((a, i) => {
      column.forEach((b, j) => {
        matrix[i * size + j] = blocks[a.power + b.power][estimated[a.l] * p + estimated[b.l]];
      });
    });
    const u = Float64Array.from(column, ({l, power}) => (power === 0 ? 0 : score[l]));
    const statistic = solve(cholesky(matrix, size), u).reduce((total, value, k) => total + value * u[k], 0);
    return {statistic, df: tried.length, p: chiSquareUpper(statistic, tried.length)};
  };
  return {
    transform,
    terms: estimated.map((k, l) => ({term: risk.terms[k], ...test([l])})),
    global: test(Array.from({length: q}, (_, l) => l))
  };
}

/** g at each event time, less its mean over events. */
function transformed(fit: CoxFit, {sets}: FittedModel, transform: TimeTransform): Float64Array {
  const {entry, exit, event} = fit.data;
  const {time, deathPtr} = sets;
  let g: Float64Array;
  if (transform === "identity") g = time.slice();
  else if (transform === "log") {
    const early = time.find((t) => !(t > 0));
    if (early !== undefined) throw new RangeError(`times must be > 0 for the log of time; got ${early}`);
    g = time.map(log);
  } else if (transform === "rank") {
    const order = orderByTime(exit);
    const sorted = Float64Array.from(order, (i) => exit[i]);
    const tolerance = timeTolerance(entry, exit);
    g = time.map((t) => {
      const below = firstAfter(sorted, t - tolerance - (tolerance === 0 ? 0.5 : 0));
      return (below + 1 + firstAfter(sorted, t + tolerance)) / 2;
    });
  } else {
    const [curve] = kaplanMeier({entry, exit, event});
    const tolerance = timeTolerance(entry, exit);
    g = time.map((t) => {
      const before = firstAfter(curve.time, t - tolerance - (tolerance === 0 ? 0.5 : 0));
      return before === 0 ? 0 : 1 - curve.surv[before - 1];
    });
  }
  let total = 0;
  for (let k = 0; k < g.length; ++k) total += g[k] * (deathPtr[k + 1] - deathPtr[k]);
  const mean = total / deathPtr[g.length];
  return g.map((value) => value - mean);
}

/** The information with the share of each event time multiplied by a factor. */
function weightedInformation(
  {sets, sums, risk, weight, isEvent}: FittedModel,
  by: Float64Array
): Float64Array {
  const p = risk.terms.length;
  const {hazard, spared, second, secondF, secondFF, s1, d1} = sums;
  const cumulative = new Float64Array(by.length + 1);
  const matrix = new Float64Array(p * p);
  for (let k = 0; k < by.length; ++k) cumulative[k + 1] = cumulative[k] + by[k] * hazard[k];
  for (let i = 0; i < isEvent.length; ++i) {
    let e = cumulative[sets.to[i]] - cumulative[sets.from[i]];
    if (isEvent[i]) e -= by[sets.to[i] - 1] * spared[sets.to[i] - 1];
    e *= risk.risk[i] * (weight ? weight[i] : 1);
    for (let k = 0; k < p; ++k)
      for (let l = 0; l <= k; ++l) matrix[k * p + l] += e * risk.slopes[k][i] * risk.slopes[l][i];
  }
  for (let k = 0; k < by.length; ++k)
    for (let l = 0; l < p; ++l) {
      const s = s1[l][k];
      const d = d1[l][k];
      for (let m = 0; m <= l; ++m)
        matrix[l * p + m] -=
          by[k] *
          (s1[m][k] * (second[k] * s - secondF[k] * d) - d1[m][k] * (secondF[k] * s - secondFF[k] * d));
    }
  for (let k = 0; k < p; ++k) for (let l = 0; l < k; ++l) matrix[l * p + k] = matrix[k * p + l];
  return matrix;
}
