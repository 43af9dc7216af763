import type {Point} from "../inference/newton.js";
import {log} from "../numeric/elementary.js";
import {exactTies} from "./exactTies.js";
import {expectedEvents} from "./expectedEvents.js";
import {hold, isPositiveDefinite, mirror} from "./informationMatrix.js";
import {takeMeanProducts} from "./meanProducts.js";
import type {RelativeRisk} from "./relativeRisk.js";
import {type RiskSetSums, riskSetSums, roomForSums} from "./riskSetSums.js";
import type {RiskSets} from "./riskSets.js";
import {rowKernel} from "./rowKernel.js";
import {inBlocks, type Rows} from "./rowLoops.js";
import {entrySlots, lastSlots} from "./slots.js";
import type {Ties} from "./ties.js";
import {weightedTotals} from "./weightedTotals.js";

/** The partial likelihood at hand: evaluated at θ, it leaves what residuals and curves are made of. */
export interface PartialLikelihood {
  sets: RiskSets;
  sums: RiskSetSums;
  risk: RelativeRisk;
  weight?: Float64Array;
  ties: Ties;
  isEvent: Uint8Array;
  /** Slopes at the last θ, row-major, `width` numbers a row. */
  slopes: Float64Array;
  width: number;
  /** Expected events of each row at the last θ, weight left out: its martingale residual is the event less it. */
  expected: () => Float64Array;
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
  const n = risk.size;
  const p = risk.terms.length;
  const {deaths, ptr, lingering} = sets;
  const {offset, excess} = risk;
  const kernel = rowKernel({
    rows: n,
    events: deaths.length,
    times: sets.time.length,
    p,
    late: sets.lateRows.length > 0,
    offset: offset !== undefined,
    apart: lingering !== undefined
  });
  const {rows, events, width, cumulative, matrix, eventMatrix} = kernel;
  risk.fill(rows.values, width);
  if (offset) setColumn(offset, rows.values, width, p + 1);
  if (offset) kernel.theta[p + 1] = 1;
  lastSlots(sets, rows.slot);
  if (rows.entry) entrySlots(sets, rows.entry);
  const isEvent = new Uint8Array(n);
  for (const i of deaths) isEvent[i] = 1;
  // As the rows come, so that memory is walked through.
  const eventRows = new Int32Array(deaths.length);
  for (let i = 0, j = 0; i < n; ++i) if (isEvent[i] === 1) eventRows[j++] = i;
  for (let j = 0; j < eventRows.length; ++j) events.slot[j] = rows.slot[eventRows[j]];
  pickRows(rows.values, width, eventRows, events.values);
  const eventWeight = weight && pick(weight, eventRows, new Float64Array(deaths.length));
  const deathWeight = weight && pick(weight, deaths, new Float64Array(deaths.length));
  const eventTotals = weightedTotals(events.values, width, deaths.length, eventWeight);
  const weighted = rows.weighted.subarray(0, n);
  // The relative risks are made where their sums are; with weights both are kept.
  if (!weight) risk.risk = weighted;
  const sums = roomForSums(sets.time.length, p);
  let last: {theta: Float64Array; point: Point} | undefined;
  const residuals = excess && new Float64Array(n);
  const draws = ties.fraction ? undefined : exactTies(sets);
  const drawn = draws ? new Float64Array(n) : undefined;
  let expectedEach: Float64Array | undefined;
  let isExpected = false;
  return {sets, sums, risk, weight, ties, isEvent, slopes: rows.values, width, expected, evaluate};

  /** A search often asks again for the point where another left off, or takes a last step that rounding hides. */
  function evaluate(theta: Float64Array): Point | null {
    if (!last || !isSame(last, theta)) {
      const point = evaluateAfresh(theta);
      last = point ? {theta: theta.slice(), point} : undefined;
    }
    return last ? copy(last.point) : null;
  }

  function expected(): Float64Array {
    expectedEach ??= new Float64Array(n);
    if (!isExpected) expectedEvents(sets, rows, sums, cumulative, risk.risk, drawn, expectedEach);
    isExpected = true;
    return expectedEach;
  }

  function sumProducts(of: Rows, hazard: Float64Array | undefined, into: Float64Array): void {
    into.fill(0);
    inBlocks(of.count, (from, size) => kernel.products(of, hazard, into, from, size));
  }

  /** Relative risks at θ, times weights where there are any, and their sums at each slot. */
  function weigh(theta: Float64Array): boolean {
    if (excess) {
      if (!excess.update(theta)) return false;
      for (let k = 0; k < risk.changing; ++k) {
        setColumn(excess.slopes[k], rows.values, width, k);
        for (let j = 0; j < deaths.length; ++j) events.values[j * width + k] = excess.slopes[k][eventRows[j]];
      }
    }
    kernel.theta.set(theta);
    kernel.theta.fill(0, 0, risk.changing);
    kernel.sums.fill(0);
    const none = !offset && kernel.theta.every((value) => value === 0);
    let most = -Infinity;
    inBlocks(n, (from, size) => {
      if (none) weighted.fill(1, from, from + size);
      else most = Math.max(most, kernel.risks(rows, kernel.theta, from, size));
      if (excess) multiply(weighted, excess.factors, from, size);
      if (weight) risk.risk.set(weighted.subarray(from, from + size), from);
      if (weight) for (let i = from; i < from + size; ++i) weighted[i] = weight[i] * risk.risk[i];
      kernel.addUp(rows, kernel.sums, "slot", from, size);
      if (rows.entry) kernel.addUp(rows, kernel.sums, "entry", from, size);
    });
    return most < 700;
  }

  function evaluateAfresh(theta: Float64Array): Point | null {
    isExpected = false;
    if (!weigh(theta)) return null;
    if (!excess && !weight) kernel.risks(events, kernel.theta, 0, events.count);
    else pick(weighted, eventRows, events.weighted);
    riskSetSums(sets, ties, kernel, deathWeight, sums);
    if (!sums.feasible) return null;
    runUp(sums.hazard, ptr, cumulative);
    kernel.spared.set(sums.spared);
    const ofEvents =
      risk.changing === 0 ? eventTotals : weightedTotals(events.values, width, deaths.length, eventWeight);
    let logLik = -sums.logDenominators;
    for (let k = 0; k < width; ++k) logLik += kernel.theta[k] * ofEvents[k];
    if (excess)
      for (let j = 0; j < deaths.length; ++j)
        logLik += (eventWeight?.[j] ?? 1) * log(excess.factors[eventRows[j]]);
    if (lingering) {
      const each = expected();
      for (let i = 0; i < n; ++i) kernel.expected[i] = each[i] * (weight ? weight[i] : 1);
      sumProducts({...rows, weighted: kernel.expected}, undefined, matrix);
    } else {
      sumProducts(rows, cumulative, matrix);
      sumProducts(events, kernel.spared, eventMatrix);
      for (let k = 0; k < matrix.length; ++k) matrix[k] -= eventMatrix[k];
    }
    const gradient = new Float64Array(p);
    const information = new Float64Array(p * p);
    for (let k = 0; k < p; ++k) {
      gradient[k] = ofEvents[k] - matrix[k * width + p];
      for (let l = 0; l <= k; ++l) information[k * p + l] = matrix[l * width + k];
    }
    if (draws && drawn) {
      const logs = draws(risk.risk, risk.slopes, p, drawn, information);
      if (!Number.isFinite(logs)) return null;
      logLik -= logs;
      for (let i = 0; i < n; ++i) {
        if (drawn[i] === 0) continue;
        for (let k = 0; k < p; ++k) gradient[k] -= drawn[i] * risk.slopes[k][i];
      }
    }
    const diagonal = gradient.map((_, k) => information[k * p + k]);
    takeMeanProducts(sums, information);
    for (let k = 0; k < p; ++k)
      if (risk.constant[k] || !(information[k * p + k] > 1e-13 * diagonal[k])) hold(information, p, k);
    mirror(information, p);
    if (excess && residuals) {
      const each = expected();
      for (let i = 0; i < n; ++i) residuals[i] = (each[i] - isEvent[i]) * (weight ? weight[i] : 1);
      const observed = information.slice();
      excess.addCurvature(theta, residuals, observed);
      mirror(observed, p);
      for (let k = 0; k < p; ++k) if (information[k * p + k] === 0) hold(observed, p, k);
      if (isPositiveDefinite(observed, information, p)) information.set(observed);
    }
    return {logLik, gradient, information};
  }

  /** Whether θ lies so near the last point that no figure changes but by rounding. */
  function isSame(
    {theta: from, point: {information}}: NonNullable<typeof last>,
    theta: Float64Array
  ): boolean {
    let distance = 0;
    for (let k = 0; k < p; ++k) {
      const step = Math.abs(theta[k] - from[k]);
      if (step * risk.spread[k] > 1e-8) return false;
      for (let l = 0; l < p; ++l)
        distance += step * Math.abs(theta[l] - from[l]) * Math.abs(information[k * p + l]);
    }
    return distance <= 1e-28 * deaths.length;
  }
}

function pick(column: Float64Array, rows: Int32Array, into: Float64Array): Float64Array {
  for (let j = 0; j < rows.length; ++j) into[j] = column[rows[j]];
  return into;
}

function pickRows(values: Float64Array, width: number, rows: Int32Array, into: Float64Array): void {
  for (let j = 0; j < rows.length; ++j)
    for (let k = 0; k < width; ++k) into[j * width + k] = values[rows[j] * width + k];
}

function multiply(values: Float64Array, factors: Float64Array, from: number, size: number): void {
  for (let i = from; i < from + size; ++i) values[i] *= factors[i];
}

function setColumn(column: Float64Array, values: Float64Array, width: number, at: number): void {
  for (let i = 0; i < column.length; ++i) values[i * width + at] = column[i];
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
