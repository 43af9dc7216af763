import {log} from "../numeric/elementary.js";
import type {RiskSets} from "./riskSets.js";
import type {Ties} from "./ties.js";

/**
 * Sums over risk sets at each event time k, with v = weight · risk and g the slopes: of all at risk
 * `s0` Σ v and `s1` Σ v g, of those with the event `d0` and `d1`; and the moments of the denominators
 * zⱼ = s0 − fⱼ d0 of the tied events, each of mean weight w̄.
 */
export interface RiskSetSums {
  s0: Float64Array;
  s1: Float64Array;
  d0: Float64Array;
  d1: Float64Array;
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
    s0: column(),
    s1: new Float64Array(size * p),
    d0: column(),
    d1: new Float64Array(size * p),
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
 * Fills the sums in one pass over the rows and one over the event times: each row is added where it is last
 * at risk and taken away where it was not yet, and sums then run down from the last time, compensated.
 */
export function riskSetSums(
  sets: RiskSets,
  ties: Ties,
  weight: Float64Array | undefined,
  risk: Float64Array,
  slopes: Float64Array,
  p: number,
  sums: RiskSetSums
): void {
  const {s0, s1, d0, d1} = sums;
  s0.fill(0);
  s1.fill(0);
  d0.fill(0);
  d1.fill(0);
  scatter(sets, weight, risk, slopes, p, s0, s1);
  for (let k = 0; k < d0.length; ++k)
    for (let j = sets.deathPtr[k]; j < sets.deathPtr[k + 1]; ++j) {
      const i = sets.deaths[j];
      const v = weight ? weight[i] * risk[i] : risk[i];
      d0[k] += v;
      for (let l = 0; l < p; ++l) d1[k * p + l] += v * slopes[i * p + l];
    }
  for (let s = 0; s + 1 < sets.ptr.length; ++s) {
    runDown(s0, 1, 0, sets.ptr[s], sets.ptr[s + 1]);
    for (let l = 0; l < p; ++l) runDown(s1, p, l, sets.ptr[s], sets.ptr[s + 1]);
  }
  if (sets.lingering) linger(sets, weight, risk, slopes, p, s0, s1);
  denominators(sets, ties, weight, sums);
}

/** Adds rows that linger: sums that run up over the event times, times the scale of each. */
function linger(
  {to, ptr, lingering}: RiskSets,
  weight: Float64Array | undefined,
  risk: Float64Array,
  slopes: Float64Array,
  p: number,
  s0: Float64Array,
  s1: Float64Array
): void {
  const {scale, weight: by, until} = lingering!;
  const entering = new Float64Array(s0.length * (p + 1));
  for (let i = 0; i < risk.length; ++i) {
    if (by[i] === 0 || to[i] >= until[i]) continue;
    const v = by[i] * (weight ? weight[i] * risk[i] : risk[i]);
    const at = to[i] * (p + 1);
    entering[at] += v;
    for (let l = 0; l < p; ++l) entering[at + 1 + l] += v * slopes[i * p + l];
  }
  const running = new Float64Array(p + 1);
  for (let s = 0; s + 1 < ptr.length; ++s) {
    running.fill(0);
    for (let k = ptr[s]; k < ptr[s + 1]; ++k) {
      for (let l = 0; l <= p; ++l) running[l] += entering[k * (p + 1) + l];
      s0[k] += scale[k] * running[0];
      for (let l = 0; l < p; ++l) s1[k * p + l] += scale[k] * running[l + 1];
    }
  }
}

function scatter(
  {from, to, late}: RiskSets,
  weight: Float64Array | undefined,
  risk: Float64Array,
  slopes: Float64Array,
  p: number,
  s0: Float64Array,
  s1: Float64Array
): void {
  for (let i = 0; i < risk.length; ++i) {
    const start = from[i];
    const end = to[i];
    if (start === end) continue;
    const v = weight ? weight[i] * risk[i] : risk[i];
    s0[end - 1] += v;
    const at = i * p;
    const last = (end - 1) * p;
    for (let l = 0; l < p; ++l) s1[last + l] += v * slopes[at + l];
    if (!late?.[i]) continue;
    s0[start - 1] -= v;
    const before = (start - 1) * p;
    for (let l = 0; l < p; ++l) s1[before + l] -= v * slopes[at + l];
  }
}

function runDown(values: Float64Array, stride: number, offset: number, from: number, to: number): void {
  let total = 0;
  let lost = 0;
  for (let k = to - 1; k >= from; --k) {
    const value = values[k * stride + offset];
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
    values[k * stride + offset] = total + lost;
  }
}

function denominators(
  {deaths, deathPtr}: RiskSets,
  ties: Ties,
  weight: Float64Array | undefined,
  sums: RiskSetSums
): void {
  const {s0, d0, hazard, spared, second, secondF, secondFF} = sums;
  let logs = 0;
  let lost = 0;
  sums.feasible = true;
  for (let k = 0; k < s0.length; ++k) {
    const d = deathPtr[k + 1] - deathPtr[k];
    let w = d;
    if (weight) {
      w = 0;
      for (let j = deathPtr[k]; j < deathPtr[k + 1]; ++j) w += weight[deaths[j]];
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
    let product = 1;
    let term = 0;
    for (let j = 0; j < d; ++j) {
      const f = ties.fraction ? ties.fraction(j, d) : 0;
      const z = s0[k] - f * d0[k];
      if (!(z > 0 && z < Infinity)) {
        sums.feasible = false;
        return;
      }
      const one = 1 / z;
      h += one;
      hf += f * one;
      a += one * one;
      b += f * one * one;
      c += f * f * one * one;
      product *= z;
      if (product > 1e200 || product < 1e-200) {
        term += log(product);
        product = 1;
      }
    }
    term = mean * (term + log(product));
    hazard[k] = mean * h;
    spared[k] = mean * hf;
    second[k] = mean * a;
    secondF[k] = mean * b;
    secondFF[k] = mean * c;
    const next = logs + term;
    lost += Math.abs(logs) >= Math.abs(term) ? logs - next + term : term - next + logs;
    logs = next;
  }
  sums.logDenominators = logs + lost;
}
