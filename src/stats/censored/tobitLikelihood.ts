import type {Point} from "../inference/newton.js";
import {exp, log} from "../numeric/elementary.js";
import {erfcx} from "../numeric/erfcx.js";
import {normalLower} from "../numeric/normal.js";

/** Rows of a Tobit regression, the intercept among the columns; `below[i]` is 1 where y is only a limit. */
export interface TobitRows {
  y: Float64Array;
  below: ArrayLike<number>;
  columns: readonly Float64Array[];
}

/** φ(z)/Φ(z), which tends to −z in the lower tail. */
export function inverseMills(z: number): number {
  if (z < 0) return Math.sqrt(2 / Math.PI) / erfcx(-z / Math.SQRT2);
  return exp((-z * z) / 2) / (Math.sqrt(2 * Math.PI) * normalLower(z));
}

/**
 * The log-likelihood of left-censored normal values in Olsen's parameters δ = β/σ and h = 1/σ (the last),
 * in which it is concave: one maximum, wherever the search begins. `null` where h ≤ 0.
 *
 *   ℓ = Σ above: log h − ½ log 2π − ½(hy − xδ)²  +  Σ below: log Φ(hL − xδ)
 *
 * Source: Olsen (1978), Econometrica 46:1211.
 */
export function tobitLikelihood({y, below, columns}: TobitRows, at: Float64Array): Point | null {
  const p = columns.length;
  const h = at[p];
  if (!(h > 0)) return null;
  const size = p + 1;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const row = new Float64Array(size);
  const constant = log(h) - 0.5 * log(2 * Math.PI);
  let logLik = 0;
  for (let i = 0; i < y.length; ++i) {
    let z = h * y[i];
    for (let k = 0; k < p; ++k) {
      row[k] = -columns[k][i];
      z += row[k] * at[k];
    }
    row[p] = y[i];
    let slope = -z;
    let weight = 1;
    if (below[i]) {
      slope = inverseMills(z);
      weight = slope * (z + slope);
      logLik += normalLower(z, true);
    } else {
      logLik += constant - 0.5 * z * z;
      gradient[p] += 1 / h;
      information[size * size - 1] += 1 / (h * h);
    }
    for (let k = 0; k < size; ++k) {
      gradient[k] += slope * row[k];
      const scaled = weight * row[k];
      for (let m = 0; m <= k; ++m) information[k * size + m] += scaled * row[m];
    }
  }
  for (let k = 0; k < size; ++k)
    for (let m = 0; m < k; ++m) information[m * size + k] = information[k * size + m];
  return Number.isFinite(logLik) ? {logLik, gradient, information} : null;
}

/** The derivative of each row's log-likelihood by Olsen's parameters, row-major, for the robust variance. */
export function tobitScores({y, below, columns}: TobitRows, at: Float64Array): Float64Array {
  const p = columns.length;
  const size = p + 1;
  const scores = new Float64Array(y.length * size);
  for (let i = 0; i < y.length; ++i) {
    let z = at[p] * y[i];
    for (let k = 0; k < p; ++k) z -= columns[k][i] * at[k];
    const slope = below[i] ? inverseMills(z) : -z;
    for (let k = 0; k < p; ++k) scores[i * size + k] = -slope * columns[k][i];
    scores[i * size + p] = slope * y[i] + (below[i] ? 0 : 1 / at[p]);
  }
  return scores;
}
