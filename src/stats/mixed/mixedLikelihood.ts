import {cholesky, inverse, solve} from "../numeric/cholesky.js";
import {log} from "../numeric/elementary.js";
import type {MixedDesign} from "./mixedDesign.js";

/** The likelihood at one relative covariance factor Λ, with all else at its best. */
export interface MixedPoint {
  /** log|V| of the rows in units of σ²: Σ log|ΛᵀZᵀZΛ + I|. */
  logVariance: number;
  /** log|QᵀV⁻¹Q|: what restricted likelihood adds, besides log|R|². */
  logInformation: number;
  /** (y − Xβ)ᵀV⁻¹(y − Xβ). */
  rss: number;
  /** Fixed effects as a distance from least squares, in the coordinates of Q. */
  beta: Float64Array;
  /** (QᵀV⁻¹Q)⁻¹, row-major. */
  covariance: Float64Array;
  /** ΣZᵀV⁻¹Z, ΣZᵀV⁻¹ee′V⁻¹Z and ΣFCF′, row-major q × q: the parts of the derivative by ΛΛᵀ. */
  variancePart: Float64Array;
  residualPart: Float64Array;
  informationPart: Float64Array;
}

/** A value held for the last fixed effect: its distance from least squares in the coordinate of Q. */
export interface Held {
  distance: number;
}

/**
 * The pieces of the profiled deviance at Λ, from the sums by group alone. Each group costs one Cholesky factor
 * of size q; rows are not visited.
 *
 *   V = I + ZΛΛᵀZᵀ,  LLᵀ = ΛᵀZᵀZΛ + I,  ZᵀV⁻¹Z = ZᵀZ − (L⁻¹ΛᵀZᵀZ)ᵀ(L⁻¹ΛᵀZᵀZ)
 *
 * @param lambda lower triangle Λ, row-major q × q.
 * @param held hold the last fixed effect at a distance from its least-squares value instead of estimating it.
 * Source: Bates, Mächler, Bolker and Walker (2015), J Stat Softw 67(1), equations 14 to 42.
 */
export function mixedLikelihood(design: MixedDesign, lambda: Float64Array, held?: Held): MixedPoint {
  const {q, p: columns, labels, zz, zq, zr} = design;
  const p = held ? columns - 1 : columns;
  const shift = held ? held.distance : 0;
  const groups = labels.length;
  const qq = q * q;
  const information = new Float64Array(p * p);
  for (let k = 0; k < p; ++k) information[k * p + k] = 1;
  const score = new Float64Array(p);
  let total = design.rss + shift * shift;
  let logVariance = 0;
  const variancePart = new Float64Array(qq);
  const factor = new Float64Array(qq);
  // L⁻¹Λᵀ times ZᵀZ, ZᵀQ and Zᵀr of each group.
  const lz = new Float64Array(groups * qq);
  const lq = new Float64Array(groups * q * p);
  const lr = new Float64Array(groups * q);
  const residual = new Float64Array(groups * q);
  for (let j = 0; j < groups; ++j) {
    const s = j * qq;
    for (let a = 0; a < q; ++a)
      residual[j * q + a] = zr[j * q + a] - shift * (held ? zq[(j * q + a) * columns + p] : 0);
    for (let a = 0; a < q; ++a) {
      for (let b = 0; b < q; ++b) lz[s + a * q + b] = transposed(lambda, zz, q, a, s + b, q);
      for (let k = 0; k < p; ++k)
        lq[(j * q + a) * p + k] = transposed(lambda, zq, q, a, j * q * columns + k, columns);
      lr[j * q + a] = transposed(lambda, residual, q, a, j * q, 1);
    }
    logVariance += smallFactor(factor, lz, s, lambda, q);
    for (let a = 0; a < q; ++a) {
      for (let c = 0; c < a; ++c) {
        const value = factor[a * q + c];
        for (let b = 0; b < q; ++b) lz[s + a * q + b] -= value * lz[s + c * q + b];
        for (let k = 0; k < p; ++k) lq[(j * q + a) * p + k] -= value * lq[(j * q + c) * p + k];
        lr[j * q + a] -= value * lr[j * q + c];
      }
      const pivot = factor[a * q + a];
      for (let b = 0; b < q; ++b) lz[s + a * q + b] /= pivot;
      for (let k = 0; k < p; ++k) lq[(j * q + a) * p + k] /= pivot;
      lr[j * q + a] /= pivot;
      total -= lr[j * q + a] * lr[j * q + a];
      for (let k = 0; k < p; ++k) {
        const row = lq[(j * q + a) * p + k];
        score[k] -= row * lr[j * q + a];
        for (let m = 0; m <= k; ++m) information[k * p + m] -= row * lq[(j * q + a) * p + m];
      }
    }
    for (let a = 0; a < q; ++a)
      for (let b = 0; b < q; ++b) {
        let entry = zz[s + a * q + b];
        for (let c = 0; c < q; ++c) entry -= lz[s + c * q + a] * lz[s + c * q + b];
        variancePart[a * q + b] += entry;
      }
  }
  for (let k = 0; k < p; ++k) for (let m = 0; m < k; ++m) information[m * p + k] = information[k * p + m];
  const factored = cholesky(information, p, 1e-14);
  const beta = solve(factored, score);
  const covariance = inverse(factored);
  let logInformation = 0;
  for (let k = 0; k < p; ++k) {
    logInformation += 2 * log(factored.factor[k * p + k]);
    total -= beta[k] * score[k];
  }
  const residualPart = new Float64Array(qq);
  const informationPart = new Float64Array(qq);
  const f = new Float64Array(q * p);
  const u = new Float64Array(q);
  for (let j = 0; j < groups; ++j) {
    const s = j * qq;
    for (let a = 0; a < q; ++a) {
      u[a] = residual[j * q + a];
      for (let c = 0; c < q; ++c) u[a] -= lz[s + c * q + a] * lr[j * q + c];
      for (let k = 0; k < p; ++k) {
        let entry = zq[(j * q + a) * columns + k];
        for (let c = 0; c < q; ++c) entry -= lz[s + c * q + a] * lq[(j * q + c) * p + k];
        f[a * p + k] = entry;
        u[a] -= entry * beta[k];
      }
    }
    for (let a = 0; a < q; ++a)
      for (let b = 0; b <= a; ++b) {
        residualPart[a * q + b] += u[a] * u[b];
        let entry = 0;
        for (let k = 0; k < p; ++k) {
          let inner = 0;
          for (let m = 0; m < p; ++m) inner += covariance[k * p + m] * f[b * p + m];
          entry += f[a * p + k] * inner;
        }
        informationPart[a * q + b] += entry;
      }
  }
  for (let a = 0; a < q; ++a)
    for (let b = 0; b < a; ++b) {
      residualPart[b * q + a] = residualPart[a * q + b];
      informationPart[b * q + a] = informationPart[a * q + b];
    }
  return {
    logVariance,
    logInformation,
    rss: total,
    beta,
    covariance,
    variancePart,
    residualPart,
    informationPart
  };
}

/** (ΛᵀM)[a, ·] of one group, M stored with a stride. */
function transposed(
  lambda: Float64Array,
  m: Float64Array,
  q: number,
  a: number,
  offset: number,
  stride: number
): number {
  let entry = 0;
  for (let c = a; c < q; ++c) entry += lambda[c * q + a] * m[offset + c * stride];
  return entry;
}

/** Factors ΛᵀZᵀZΛ + I, with ΛᵀZᵀZ given; the log of its determinant. */
function smallFactor(
  factor: Float64Array,
  lz: Float64Array,
  offset: number,
  lambda: Float64Array,
  q: number
): number {
  let product = 1;
  for (let a = 0; a < q; ++a)
    for (let b = 0; b <= a; ++b) {
      let entry = a === b ? 1 : 0;
      for (let c = b; c < q; ++c) entry += lz[offset + a * q + c] * lambda[c * q + b];
      for (let c = 0; c < b; ++c) entry -= factor[a * q + c] * factor[b * q + c];
      if (a === b) {
        product *= entry;
        factor[a * q + a] = Math.sqrt(entry);
      } else factor[a * q + b] = entry / factor[b * q + b];
    }
  return log(product);
}
