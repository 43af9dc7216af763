import type {RiskSets} from "./riskSets.js";
import {lastSlots} from "./slots.js";

/** Adds each row where it is last at risk, and takes it away where it was not yet. */
export function scatter(
  sets: RiskSets,
  weighted: Float64Array,
  slope: Float64Array | undefined,
  into: Float64Array
): void {
  const {segments, from, lateRows} = sets;
  into.fill(0);
  if (segments) {
    for (let k = 0; k < into.length - 1; ++k)
      into[k] = slope
        ? product(weighted, slope, segments[k], segments[k + 1])
        : total(weighted, segments[k], segments[k + 1]);
  } else {
    const slot = lastSlots(sets);
    for (let i = 0; i < weighted.length; ++i) into[slot[i]] += slope ? weighted[i] * slope[i] : weighted[i];
  }
  if (slope) {
    for (let j = 0; j < lateRows.length; ++j) {
      const i = lateRows[j];
      into[from[i] - 1] -= weighted[i] * slope[i];
    }
  } else {
    for (let j = 0; j < lateRows.length; ++j) into[from[lateRows[j]] - 1] -= weighted[lateRows[j]];
  }
}

/** Σ v over a stretch of rows. */
export function total(v: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; ++i) sum += v[i];
  return sum;
}

/** Σ v·x over a stretch of rows. */
export function product(v: Float64Array, x: Float64Array, from: number, to: number): number {
  let even = 0;
  let odd = 0;
  let i = from;
  for (; i + 1 < to; i += 2) {
    even += v[i] * x[i];
    odd += v[i + 1] * x[i + 1];
  }
  if (i < to) even += v[i] * x[i];
  return even + odd;
}
