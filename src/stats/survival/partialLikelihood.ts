import type {Point} from "../inference/newton.js";
import {crossProducts, inBlocks} from "./crossProducts.js";
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
  risk: RelativeRisk,
  ties: Ties,
  weight?: Float64Array
): PartialLikelihood {
  const n = risk.risk.length;
  const p = risk.terms.length;
  const sums = roomForSums(sets.time.length, p);
  // The cumulative hazard after each event time of its stratum; one place more, of 0, for rows never at risk.
  const cumulative = new Float64Array(sets.time.length + 1);
  const isEvent = new Uint8Array(n);
  for (const i of sets.deaths) isEvent[i] = 1;
  const expected = new Float64Array(n);
  const blocks = inBlocks(risk.slopes);
  const weighted = weight ? new Float64Array(n) : risk.risk;
  const events = {
    weighted: new Float64Array(sets.deaths.length),
    logRisk: new Float64Array(sets.deaths.length),
    weight: weight && pick(weight, sets.deaths, new Float64Array(sets.deaths.length)),
    slopes: risk.slopes.map((slope) => pick(slope, sets.deaths, new Float64Array(sets.deaths.length)))
  };
  let last: {theta: Float64Array; point: Point} | undefined;
  const draws = ties.fraction ? undefined : exactTies(sets);
  const drawn = draws ? new Float64Array(n) : undefined;
  const excess = risk.addCurvature ? new Float64Array(n) : undefined;
  return {sets, sums, risk, weight, ties, isEvent, expected, evaluate};

  /** A search often asks again for the point where another left off. */
  function evaluate(theta: Float64Array): Point | null {
    if (!last?.theta.every((value, k) => value === theta[k])) {
      const point = evaluateAfresh(theta);
      last = point ? {theta: theta.slice(), point} : undefined;
    }
    return last ? copy(last.point) : null;
  }

  function evaluateAfresh(theta: Float64Array): Point | null {
    if (!risk.update(theta)) return null;
    const {deaths} = sets;
    if (weight) for (let i = 0; i < n; ++i) weighted[i] = weight[i] * risk.risk[i];
    for (let k = 0; k < risk.changing; ++k) pick(risk.slopes[k], deaths, events.slopes[k]);
    pick(weighted, deaths, events.weighted);
    pick(risk.logRisk, deaths, events.logRisk);
    riskSetSums(sets, ties, {weighted, slopes: risk.slopes, blocks, events}, sums);
    if (!sums.feasible) return null;
    const {s1, d1, hazard, second, secondF, secondFF} = sums;
    runUp(hazard, sets.ptr, cumulative);
    expectedEvents(sets, sums, cumulative, risk.risk, expected);
    let logLik = dot(events.logRisk, events.weight) - sums.logDenominators;
    const gradient = new Float64Array(p);
    const information = new Float64Array(p * p);
    crossProducts(weight ? expected.map((e, i) => e * weight[i]) : expected, blocks, gradient, information);
    for (let k = 0; k < p; ++k) gradient[k] = dot(events.slopes[k], events.weight) - gradient[k];
    if (draws && drawn) {
      const logs = draws(risk.risk, risk.slopes, p, drawn, information);
      if (!Number.isFinite(logs)) return null;
      logLik -= logs;
      for (let i = 0; i < n; ++i) {
        if (drawn[i] === 0) continue;
        expected[i] += drawn[i];
        for (let k = 0; k < p; ++k) gradient[k] -= drawn[i] * risk.slopes[k][i];
      }
    }
    const diagonal = gradient.map((_, k) => information[k * p + k]);
    for (let l = 0; l < p; ++l)
      for (let m = 0; m <= l; ++m) {
        const [s, d, t, e] = [s1[l], d1[l], s1[m], d1[m]];
        let total = 0;
        for (let k = 0; k < hazard.length; ++k)
          total +=
            t[k] * (second[k] * s[k] - secondF[k] * d[k]) - e[k] * (secondF[k] * s[k] - secondFF[k] * d[k]);
        information[l * p + m] -= total;
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

function pick(column: Float64Array, rows: Int32Array, into: Float64Array): Float64Array {
  for (let j = 0; j < rows.length; ++j) into[j] = column[rows[j]];
  return into;
}

/** Σ value · weight, of weights 1 where there are none. */
function dot(values: Float64Array, weight: Float64Array | undefined): number {
  let total = 0;
  for (let j = 0; j < values.length; ++j) total += weight ? weight[j] * values[j] : values[j];
  return total;
}

function copy({logLik, gradient, information}: Point): Point {
  return {logLik, gradient: gradient.slice(), information: information.slice()};
}

function runUp(steps: Float64Array, ptr: Int32Array, into: Float64Array): void {
  for (let s = 0; s + 1 < ptr.length; ++s) {
    let total = 0;
    for (let k = ptr[s]; k < ptr[s + 1]; ++k) into[k] = total += steps[k];
  }
}

function expectedEvents(
  {slot, from, to, lateRows, deaths, lingering, ptr}: RiskSets,
  {spared, hazard}: RiskSetSums,
  cumulative: Float64Array,
  risk: Float64Array,
  expected: Float64Array
): void {
  for (let i = 0; i < risk.length; ++i) expected[i] = risk[i] * cumulative[slot[i]];
  for (let j = 0; j < lateRows.length; ++j) {
    const i = lateRows[j];
    expected[i] = risk[i] * (cumulative[slot[i]] - cumulative[from[i] - 1]);
  }
  for (let j = 0; j < deaths.length; ++j) expected[deaths[j]] -= risk[deaths[j]] * spared[slot[deaths[j]]];
  if (!lingering) return;
  const {scale, weight, until} = lingering;
  const scaled = new Float64Array(hazard.length + 1);
  for (let s = 0; s + 1 < ptr.length; ++s)
    for (let k = ptr[s]; k < ptr[s + 1]; ++k) scaled[k + 1] = scaled[k] + scale[k] * hazard[k];
  for (let i = 0; i < risk.length; ++i)
    if (weight[i] !== 0) expected[i] += risk[i] * weight[i] * (scaled[until[i]] - scaled[to[i]]);
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
