import type {Blocks} from "./crossProducts.js";
import type {RiskSets} from "./riskSets.js";

/** By blocks of rows, so that weights and places stay in a near cache while columns pass. */
export function scatterBlocks(
  {slot, entrySlot}: RiskSets,
  weighted: Float64Array,
  blocks: Blocks,
  s0: Float64Array,
  s1: readonly Float64Array[]
): void {
  s0.fill(0);
  for (const column of s1) column.fill(0);
  const room = new Float64Array(blocks[0]?.[0].length ?? 0);
  let start = 0;
  for (const columns of blocks) {
    const size = columns[0].length;
    const v = weighted.subarray(start, start + size);
    addBlock(slot.subarray(start, start + size), v, columns, s0, s1);
    if (entrySlot) {
      const less = room.subarray(0, size);
      for (let i = 0; i < size; ++i) less[i] = -v[i];
      addBlock(entrySlot.subarray(start, start + size), less, columns, s0, s1);
    }
    start += size;
  }
  if (blocks.length > 0) return;
  for (let i = 0; i < weighted.length; ++i) s0[slot[i]] += weighted[i];
  if (entrySlot) for (let i = 0; i < weighted.length; ++i) s0[entrySlot[i]] -= weighted[i];
}

function addBlock(
  places: Int32Array,
  v: Float64Array,
  columns: readonly Float64Array[],
  s0: Float64Array,
  s1: readonly Float64Array[]
): void {
  for (let i = 0; i < v.length; ++i) s0[places[i]] += v[i];
  let l = 0;
  for (; l + 1 < columns.length; l += 2) scatterPair(places, v, columns[l], columns[l + 1], s1[l], s1[l + 1]);
  if (l < columns.length) scatterOne(places, v, columns[l], s1[l]);
}

function scatterPair(
  places: Int32Array,
  v: Float64Array,
  x: Float64Array,
  y: Float64Array,
  intoX: Float64Array,
  intoY: Float64Array
): void {
  for (let i = 0; i < v.length; ++i) {
    const k = places[i];
    const weight = v[i];
    intoX[k] += weight * x[i];
    intoY[k] += weight * y[i];
  }
}

function scatterOne(places: Int32Array, v: Float64Array, x: Float64Array, into: Float64Array): void {
  for (let i = 0; i < v.length; ++i) into[places[i]] += v[i] * x[i];
}

/** Adds each row where it is last at risk, and takes it away where it was not yet. */
export function scatter(
  {segments, slot, from, lateRows}: RiskSets,
  weighted: Float64Array,
  slope: Float64Array | undefined,
  into: Float64Array
): void {
  into.fill(0);
  if (segments)
    for (let k = 0; k < into.length - 1; ++k)
      into[k] = slope
        ? product(weighted, slope, segments[k], segments[k + 1])
        : total(weighted, segments[k], segments[k + 1]);
  else if (slope) for (let i = 0; i < weighted.length; ++i) into[slot[i]] += weighted[i] * slope[i];
  else for (let i = 0; i < weighted.length; ++i) into[slot[i]] += weighted[i];
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
