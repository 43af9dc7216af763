import {log} from "../numeric/elementary.js";
import type {RiskSets} from "./riskSets.js";
import type {RowKernel} from "./rowKernel.js";
import {scatter} from "./scatter.js";
import type {Ties} from "./ties.js";

/**
 * Sums over risk sets at each event time k, with v = weight · risk and g the slopes: of all at risk
 * `s0` Σ v and `s1` Σ v g (a column a parameter), of those with the event `d0` and `d1`; and the moments of the denominators
 * zⱼ = s0 − fⱼ d0 of the tied events, each of mean weight w̄.
 */
export interface RiskSetSums {
  s0: Float64Array;
  s1: Float64Array[];
  d0: Float64Array;
  d1: Float64Array[];
  /** w̄ Σ 1/z: the step of the baseline hazard. */
  hazard: Float64Array;
  /** w̄ Σ f/z: the part of it that those with the event are spared. */
  spared: Float64Array;
  /** w̄ Σ 1/z², w̄ Σ f/z², w̄ Σ f²/z². */
  second: Float64Array;
  secondF: Float64Array;
  secondFF: Float64Array;
  /** Σₖ w̄ Σ log z. */
  logDenominators: number;
  /** False where a denominator is not positive and finite. */
  feasible: boolean;
}

/** Room for sums of K event times and p parameters, to be used again and again. */
export function roomForSums(size: number, p: number): RiskSetSums {
  const column = () => new Float64Array(size);
  return {
    // One place more, for rows that are never at risk.
    s0: new Float64Array(size + 1),
    s1: Array.from({length: p}, () => new Float64Array(size + 1)),
    d0: column(),
    d1: Array.from({length: p}, column),
    hazard: column(),
    spared: column(),
    second: column(),
    secondF: column(),
    secondFF: column(),
    logDenominators: 0,
    feasible: true
  };
}

/**
 * Fills the sums in one pass over the events and one over the event times, after the kernel has added each row where
 * it is last at risk and taken it away where it was not yet: sums run down from the last time, compensated.
 */
export function riskSetSums(
  sets: RiskSets,
  ties: Ties,
  kernel: RowKernel,
  eventWeight: Float64Array | undefined,
  sums: RiskSetSums
): void {
  const {s0, s1, d0, d1} = sums;
  const {events, width} = kernel;
  kernel.eventSums.fill(0);
  kernel.addUp(events, kernel.eventSums, "slot", 0, events.count);
  const p = s1.length;
  takeColumn(kernel.sums, width, p, s0);
  takeColumn(kernel.eventSums, width, p, d0);
  for (let l = 0; l < p; ++l) {
    takeColumn(kernel.sums, width, l, s1[l]);
    takeColumn(kernel.eventSums, width, l, d1[l]);
  }
  for (let s = 0; s + 1 < sets.ptr.length; ++s)
    for (const column of [s0, ...s1]) runDown(column, sets.ptr[s], sets.ptr[s + 1]);
  if (sets.lingering) linger(sets, kernel, s0, s1);
  denominators(sets, ties, eventWeight, sums);
}

function takeColumn(matrix: Float64Array, width: number, at: number, into: Float64Array): void {
  for (let k = 0; k < into.length; ++k) into[k] = matrix[k * width + at];
}

/** Σ v·column over those at risk at each event time. */
export function overRiskSets(sets: RiskSets, v: Float64Array, column: Float64Array): Float64Array {
  const into = new Float64Array(sets.time.length + 1);
  scatter(sets, v, column, into);
  for (let s = 0; s + 1 < sets.ptr.length; ++s) runDown(into, sets.ptr[s], sets.ptr[s + 1]);
  return into;
}

/** Adds rows that linger: sums that run up over the event times, times the scale of each. */
function linger(
  {ptr, to, lingering}: RiskSets,
  {rows: {values, weighted}, width}: RowKernel,
  s0: Float64Array,
  s1: readonly Float64Array[]
): void {
  const {rows, scale, weight} = lingering!;
  const entering = new Float64Array(scale.length * width);
  for (let j = 0; j < rows.length; ++j) {
    const i = rows[j];
    const v = weight[i] * weighted[i];
    for (let l = 0; l < width; ++l) entering[to[i] * width + l] += v * values[i * width + l];
  }
  [...s1, s0].forEach((into, l) => {
    for (let s = 0; s + 1 < ptr.length; ++s) {
      let running = 0;
      for (let k = ptr[s]; k < ptr[s + 1]; ++k) {
        running += entering[k * width + l];
        into[k] += scale[k] * running;
      }
    }
  });
}

function runDown(values: Float64Array, from: number, to: number): void {
  let total = 0;
  let lost = 0;
  for (let k = to - 1; k >= from; --k) {
    const value = values[k];
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
    values[k] = total + lost;
  }
}

function denominators(
  {deathPtr}: RiskSets,
  ties: Ties,
  weight: Float64Array | undefined,
  sums: RiskSetSums
): void {
  const {s0, d0, hazard, spared, second, secondF, secondFF} = sums;
  const logs = new Float64Array(2);
  // Denominators are multiplied for as long as they may be, so that few logarithms are taken.
  let product = 1;
  sums.feasible = true;
  for (let k = 0; k < d0.length; ++k) {
    const d = deathPtr[k + 1] - deathPtr[k];
    let w = d;
    if (weight) {
      w = 0;
      for (let j = deathPtr[k]; j < deathPtr[k + 1]; ++j) w += weight[j];
    }
    const mean = w / d;
    if (d > 1 && !ties.fraction) {
      hazard[k] = spared[k] = second[k] = secondF[k] = secondFF[k] = 0;
      continue;
    }
    let h = 0;
    let hf = 0;
    let a = 0;
    let b = 0;
    let c = 0;
    for (let j = 0; j < d; ++j) {
      const f = ties.fraction && j > 0 ? ties.fraction(j, d) : 0;
      const z = s0[k] - f * d0[k];
      if (!(z > 0 && z < Infinity)) {
        sums.feasible = false;
        return;
      }
      const one = 1 / z;
      const square = one * one;
      h += one;
      hf += f * one;
      a += square;
      b += f * square;
      c += f * f * square;
      product *= z;
      if (product > 1e200 || product < 1e-200) {
        addTo(logs, mean * log(product));
        product = 1;
      }
    }
    if (weight) {
      addTo(logs, mean * log(product));
      product = 1;
    }
    hazard[k] = mean * h;
    spared[k] = mean * hf;
    second[k] = mean * a;
    secondF[k] = mean * b;
    secondFF[k] = mean * c;
  }
  addTo(logs, log(product));
  sums.logDenominators = logs[0] + logs[1];
}

/** Adds to a sum and to what its rounding lost. */
function addTo(sum: Float64Array, term: number): void {
  const next = sum[0] + term;
  sum[1] += Math.abs(sum[0]) >= Math.abs(term) ? sum[0] - next + term : term - next + sum[0];
  sum[0] = next;
}
