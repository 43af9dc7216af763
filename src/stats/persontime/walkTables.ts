import type {DoseClasses} from "./doseAxis.js";
import type {Scale} from "./scale.js";
import {FAR, OUTSIDE} from "./walkCode.js";

/** A scale with how far the cell moves when its class does. */
export interface WalkedScale {
  scale: Scale;
  stride: number;
}

/** Entries for so many classes, one of them below all starts, and the bytes at which a search by halves begins. */
function sizesOf(classes: number): {entries: number; top: number} {
  let half = 1;
  while (2 * half < classes) half *= 2;
  return {entries: 2 * half + 1, top: 8 * half};
}

/**
 * Pairs (start, what the class from it on adds to the number of a cell), the first without its start, for `walkCode`.
 * Of classes that start on one day the last is kept, as nobody enters the others.
 */
export function scaleTable({scale, stride}: WalkedScale): {pairs: Int32Array; top: number} {
  const {starts, codes} = scale;
  const last = Array.from(starts, (_, p) => p).filter((p) => starts[p] !== starts[p + 1]);
  const kept = [codes[0], ...last.map((p) => codes[p + 1])];
  const {entries, top} = sizesOf(kept.length);
  const pairs = new Int32Array(2 * entries).fill(FAR);
  last.forEach((p, k) => {
    pairs[2 * k + 2] = starts[p];
  });
  kept.forEach((code, k) => {
    pairs[2 * k + 1] = code < 0 ? OUTSIDE : stride * code;
  });
  return {pairs, top};
}

/** Edges of classes of dose and, one for one, what the class from each on adds to the number of a cell. */
export function doseTable({from, until, stride}: DoseClasses & {stride: number}) {
  const {entries, top} = sizesOf(from.length + 2);
  const edges = new Float64Array(entries).fill(Infinity);
  const codes = new Int32Array(entries).fill(OUTSIDE);
  edges.set([...from, until], 1);
  for (let k = 0; k < from.length; ++k) codes[k + 1] = stride * k;
  return {edges, codes, top};
}
