import type {Point} from "../inference/newton.js";
import {exactTies} from "./exactTies.js";
import type {RelativeRisk} from "./relativeRisk.js";
import {type RiskSetSums, riskSetSums, roomForSums} from "./riskSetSums.js";
import type {RiskSets} from "./riskSets.js";
import type {Ties} from "./ties.js";

/** The partial likelihood at hand: evaluated at θ, it leaves what residuals and curves are made of. */
export interface PartialLikelihood {
  sets: RiskSets;
  sums: RiskSetSums;
  risk: RelativeRisk;
  weight?: Float64Array;
  ties: Ties;
  isEvent: Uint8Array;
  /** Expected events of each row at the last θ, weight left out: its martingale residual is the event less it. */
  expected: Float64Array;
  evaluate: (theta: Float64Array) => Point | null;
}

/**
 * The log partial likelihood ℓ(θ) = Σ_events w log r − Σₖ w̄ Σⱼ log(s0 − fⱼ d0) with its gradient
 * Σᵢ wᵢ(δᵢ − eᵢ) gᵢ and observed information Σ w e g gᵀ + Σ w (e − δ) ∂² log r − Σₖ w̄ Σⱼ z̄ⱼ z̄ⱼᵀ, where
 * e = r·(cumulative baseline hazard while at risk). Where the observed information is not positive definite the
 * term in ∂² log r is left out, so that a search still climbs. A parameter of which nothing can be learnt
 * (constant, or without spread inside every risk set) has rows and columns of zero.
 */
export function partialLikelihood(
  sets: RiskSets,
  event: ArrayLike<number>,
  risk: RelativeRisk,
  ties: Ties,
  weight?: Float64Array
): PartialLikelihood {
  const n = risk.risk.length;
  const p = risk.terms.length;
  const sums = roomForSums(sets.time.length, p);
  const cumulative = new Float64Array(sets.time.length + 1);
  const isEvent = Uint8Array.from({length: n}, (_, i) => event[i]);
  const expected = new Float64Array(n);
  const draws = ties.fraction ? undefined : exactTies(sets);
  const drawn = draws ? new Float64Array(n) : undefined;
  const excess = risk.addCurvature ? new Float64Array(n) : undefined;
  return {sets, sums, risk, weight, ties, isEvent, expected, evaluate};

  function evaluate(theta: Float64Array): Point | null {
    if (!risk.update(theta)) return null;
    riskSetSums(sets, ties, weight, risk.risk, risk.slopes, p, sums);
    if (!sums.feasible) return null;
    const {s1, d1, hazard, second, secondF, secondFF} = sums;
    for (let k = 0; k < hazard.length; ++k) cumulative[k + 1] = cumulative[k] + hazard[k];
    expectedEvents(sets, sums, cumulative, risk.risk, isEvent, expected);
    let logLik = 0;
    for (let j = 0; j < sets.deaths.length; ++j) {
      const i = sets.deaths[j];
      logLik += weight ? weight[i] * risk.logRisk[i] : risk.logRisk[i];
    }
    logLik -= sums.logDenominators;
    const gradient = new Float64Array(p);
    const information = new Float64Array(p * p);
    moments(expected, isEvent, weight, risk.slopes, p, gradient, information);
    if (draws && drawn) {
      const logs = draws(risk.risk, risk.slopes, p, drawn, information);
      if (!Number.isFinite(logs)) return null;
      logLik -= logs;
      for (let i = 0; i < n; ++i) {
        if (drawn[i] === 0) continue;
        expected[i] += drawn[i];
        for (let k = 0; k < p; ++k) gradient[k] -= drawn[i] * risk.slopes[i * p + k];
      }
    }
    const diagonal = gradient.map((_, k) => information[k * p + k]);
    for (let k = 0; k < hazard.length; ++k) {
      const a = second[k];
      const b = secondF[k];
      const c = secondFF[k];
      for (let l = 0; l < p; ++l) {
        const s = s1[k * p + l];
        const d = d1[k * p + l];
        for (let m = 0; m <= l; ++m)
          information[l * p + m] -= s1[k * p + m] * (a * s - b * d) - d1[k * p + m] * (b * s - c * d);
      }
    }
    for (let k = 0; k < p; ++k)
      if (risk.constant[k] || !(information[k * p + k] > 1e-13 * diagonal[k])) hold(information, p, k);
    mirror(information, p);
    if (excess && risk.addCurvature) {
      for (let i = 0; i < n; ++i) excess[i] = (expected[i] - isEvent[i]) * (weight ? weight[i] : 1);
      const observed = information.slice();
      risk.addCurvature(theta, excess, observed);
      mirror(observed, p);
      for (let k = 0; k < p; ++k) if (information[k * p + k] === 0) hold(observed, p, k);
      if (isPositiveDefinite(observed, information, p)) information.set(observed);
    }
    return {logLik, gradient, information};
  }
}

function expectedEvents(
  {from, to, lingering}: RiskSets,
  {spared, hazard: steps}: RiskSetSums,
  cumulative: Float64Array,
  risk: Float64Array,
  isEvent: Uint8Array,
  expected: Float64Array
): void {
  for (let i = 0; i < risk.length; ++i) {
    const end = to[i];
    let hazard = cumulative[end] - cumulative[from[i]];
    if (isEvent[i]) hazard -= spared[end - 1];
    expected[i] = risk[i] * hazard;
  }
  if (!lingering) return;
  const {scale, weight, until} = lingering;
  const scaled = new Float64Array(steps.length + 1);
  for (let k = 0; k < steps.length; ++k) scaled[k + 1] = scaled[k] + scale[k] * steps[k];
  for (let i = 0; i < risk.length; ++i)
    if (weight[i] !== 0) expected[i] += risk[i] * weight[i] * (scaled[until[i]] - scaled[to[i]]);
}

function moments(
  expected: Float64Array,
  isEvent: Uint8Array,
  weight: Float64Array | undefined,
  slopes: Float64Array,
  p: number,
  gradient: Float64Array,
  information: Float64Array
): void {
  for (let i = 0, at = 0; i < expected.length; ++i, at += p) {
    let e = expected[i];
    let residual = isEvent[i] - e;
    if (e === 0 && isEvent[i] === 0) continue;
    if (weight) {
      e *= weight[i];
      residual *= weight[i];
    }
    for (let k = 0; k < p; ++k) {
      const g = slopes[at + k];
      gradient[k] += residual * g;
      const scaled = e * g;
      for (let l = 0; l <= k; ++l) information[k * p + l] += scaled * slopes[at + l];
    }
  }
}

function hold(matrix: Float64Array, p: number, k: number): void {
  for (let l = 0; l < p; ++l) {
    matrix[k * p + l] = 0;
    matrix[l * p + k] = 0;
  }
}

function mirror(matrix: Float64Array, p: number): void {
  for (let k = 0; k < p; ++k) for (let l = 0; l < k; ++l) matrix[l * p + k] = matrix[k * p + l];
}

/** Whether a factorisation meets no pivot ≤ 0, parameters held at zero aside. */
function isPositiveDefinite(matrix: Float64Array, reference: Float64Array, p: number): boolean {
  const factor = matrix.slice();
  for (let j = 0; j < p; ++j) {
    if (reference[j * p + j] === 0) continue;
    let pivot = factor[j * p + j];
    for (let k = 0; k < j; ++k) pivot -= factor[j * p + k] * factor[j * p + k];
    if (!(pivot > 1e-11 * Math.abs(matrix[j * p + j]))) return false;
    const root = Math.sqrt(pivot);
    for (let i = j + 1; i < p; ++i) {
      let entry = factor[i * p + j];
      for (let k = 0; k < j; ++k) entry -= factor[i * p + k] * factor[j * p + k];
      factor[i * p + j] = entry / root;
    }
    factor[j * p + j] = root;
  }
  return true;
}
