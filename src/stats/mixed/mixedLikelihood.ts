import {cholesky, inverse, solve} from "../numeric/cholesky.js";
import {log} from "../numeric/elementary.js";
import {type GroupSums, groupSums} from "./groupSums.js";
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
  /** C = (QᵀV⁻¹Q)⁻¹, row-major. */
  covariance: Float64Array;
  /** ΣZᵀV⁻¹Z, ΣZᵀV⁻¹eeᵀV⁻¹Z and ΣFCFᵀ with F = ZᵀV⁻¹Q, row-major q × q: the parts of the derivative by ΛΛᵀ. */
  variancePart: Float64Array;
  residualPart: Float64Array;
  informationPart: Float64Array;
}

/** A value held for the last fixed effect: its distance from least squares in the coordinate of Q. */
export interface Held {
  distance: number;
}

/**
 * The pieces of the profiled deviance at Λ, from the sums by group alone, in one pass over the groups.
 *
 *   V = I + ZΛΛᵀZᵀ,  V⁻¹ = I − ZPZᵀ,  P = Λ(ΛᵀZᵀZΛ + I)⁻¹Λᵀ
 *
 * @param lambda lower triangle Λ, row-major q × q.
 * @param held hold the last fixed effect at a distance from its least-squares value instead of estimating it.
 * Source: Bates, Mächler, Bolker and Walker (2015), J Stat Softw 67(1), equations 14 to 42.
 */
export function mixedLikelihood(design: MixedDesign, lambda: Float64Array, held?: Held): MixedPoint {
  const sums = groupSums(design, lambda, held?.distance);
  const {width} = sums;
  const p = width - 1;
  const information = new Float64Array(p * p);
  const score = new Float64Array(p);
  for (let k = 0; k < p; ++k) {
    for (let m = 0; m < p; ++m) information[k * p + m] = (k === m ? 1 : 0) - sums.cross[k * width + m];
    score[k] = -sums.cross[k * width + p];
  }
  const shift = held?.distance ?? 0;
  let rss = design.rss + shift * shift - sums.cross[p * width + p];
  const factored = cholesky(information, p, 1e-14);
  const beta = solve(factored, score);
  const covariance = inverse(factored);
  let logInformation = 0;
  for (let k = 0; k < p; ++k) {
    logInformation += 2 * log(factored.factor[k * p + k]);
    rss -= beta[k] * score[k];
  }
  return {
    logVariance: sums.logVariance,
    logInformation,
    rss,
    beta,
    covariance,
    variancePart: sums.variancePart,
    ...derivativeParts(design.q, sums, beta, covariance)
  };
}

/** uuᵀ for u = F·(−β, 1), and FCFᵀ, both summed over groups, from the sums of FᵀF by pair of random effects. */
function derivativeParts(q: number, {outer, width}: GroupSums, beta: Float64Array, covariance: Float64Array) {
  const p = width - 1;
  const residualPart = new Float64Array(q * q);
  const informationPart = new Float64Array(q * q);
  let pair = 0;
  for (let a = 0; a < q; ++a)
    for (let b = 0; b <= a; ++b) {
      const at = width * width * pair++;
      let squares = 0;
      let trace = 0;
      for (let k = 0; k < width; ++k)
        for (let m = 0; m < width; ++m) {
          const entry = outer[at + k * width + m];
          squares += (k < p ? -beta[k] : 1) * (m < p ? -beta[m] : 1) * entry;
          if (k < p && m < p) trace += covariance[k * p + m] * entry;
        }
      residualPart[a * q + b] = residualPart[b * q + a] = squares;
      informationPart[a * q + b] = informationPart[b * q + a] = trace;
    }
  return {residualPart, informationPart};
}
