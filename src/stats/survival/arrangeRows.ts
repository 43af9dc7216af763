import type {RiskSets} from "./riskSets.js";
import {lastSlots} from "./slots.js";

/** Rows in the order of the last event time at which they are at risk. */
export interface ArrangedRows {
  /** Row of the data that each arranged row is; absent where rows stay as they are. */
  order?: Int32Array;
  /** Risk sets of the arranged rows. */
  sets: RiskSets;
}

/** Event times up to which their sums stay in a near cache, so that rows may come in any order. */
const fewTimes = 1 << 15;

/**
 * Sorts rows by counting, so that sums over those who are last at risk at one time run over neighbours. Rows that
 * are never at risk say nothing and are left out, unless `all` are wanted: then they come last. With few event times
 * sorting costs more than it saves, and rows stay as they are.
 */
export function arrangeRows(sets: RiskSets, all = false, few = fewTimes): ArrangedRows {
  const size = sets.time.length;
  if (size <= few) return {sets};
  const slot = lastSlots(sets);
  const n = slot.length;
  const segments = new Int32Array(size + 2);
  for (let i = 0; i < n; ++i) ++segments[slot[i] + 1];
  for (let k = 0; k <= size; ++k) segments[k + 1] += segments[k];
  const kept = all ? n : segments[size];
  const next = segments.slice();
  const placeOf = new Int32Array(n);
  const order = new Int32Array(kept);
  for (let i = 0; i < n; ++i) {
    const place = next[slot[i]]++;
    placeOf[i] = place;
    if (place < kept) order[place] = i;
  }
  const take = (column: Int32Array) => order.map((i) => column[i]);
  return {
    order,
    sets: {
      ...sets,
      segments,
      from: take(sets.from),
      to: take(sets.to),
      lateRows: sets.lateRows.map((i) => placeOf[i]),
      deaths: sets.deaths.map((i) => placeOf[i])
    }
  };
}

/** A column in the order given, as a copy; without an order as it comes. */
export function gather(column: ArrayLike<number>, order: Int32Array | undefined): Float64Array {
  if (!order) return new Float64Array(column);
  const into = new Float64Array(order.length);
  for (let j = 0; j < order.length; ++j) into[j] = column[order[j]];
  return into;
}

/** The inverse: entries of arranged rows put back where their rows are in the data, 0 for rows left out. */
export function putBack(arranged: Float64Array, order: Int32Array | undefined, n: number): Float64Array {
  if (!order) return arranged;
  const column = new Float64Array(n);
  for (let j = 0; j < order.length; ++j) column[order[j]] = arranged[j];
  return column;
}
