import type {ArrangedRiskSets} from "./riskSetSums.js";
import type {RiskSets} from "./riskSets.js";

/** Rows in the order of the last event time at which they are at risk. */
export interface ArrangedRows {
  /** Row of the data that each arranged row is. */
  order: Int32Array;
  /** Risk sets of the arranged rows. */
  sets: ArrangedRiskSets;
}

/**
 * Sorts rows by counting, so that sums over those who are last at risk at one time run over neighbours. Rows that
 * are never at risk say nothing and are left out, unless `all` are wanted: then they come last.
 */
export function arrangeRows(sets: RiskSets, all = false): ArrangedRows {
  const {slot, time} = sets;
  const size = time.length;
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
  const take = (column: Int32Array) => gather(column, order, new Int32Array(kept));
  return {
    order,
    sets: {
      ...sets,
      segments,
      slot: take(slot),
      from: take(sets.from),
      to: take(sets.to),
      lateRows: sets.lateRows.map((i) => placeOf[i]),
      deaths: sets.deaths.map((i) => placeOf[i])
    }
  };
}

/** Writes the entries of a column in the order given. */
export function gather<T extends Float64Array | Int32Array | Uint8Array>(
  column: ArrayLike<number>,
  order: Int32Array,
  into: T
): T {
  for (let j = 0; j < order.length; ++j) into[j] = column[order[j]];
  return into;
}

/** The inverse: entries of arranged rows put back where their rows are in the data, 0 for rows left out. */
export function putBack(arranged: ArrayLike<number>, order: Int32Array, n: number): Float64Array {
  const column = new Float64Array(n);
  for (let j = 0; j < order.length; ++j) column[order[j]] = arranged[j];
  return column;
}
