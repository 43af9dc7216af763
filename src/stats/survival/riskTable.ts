import {orderByTime} from "./orderByTime.js";

/** Numbers (or weights) at risk, with an event, and censored, at each distinct time of exit. */
export interface RiskTable {
  time: Float64Array;
  nRisk: Float64Array;
  /** One column a kind of event. */
  nEvent: Float64Array[];
  nCensor: Float64Array;
  /** Those who entered after the last time and before this one; the first includes all before it. */
  nEnter: Float64Array;
  /** Row of the table in which each subject leaves, in the order of `rows`. */
  exitAt: Int32Array;
  /** First row of the table at which each subject is at risk. */
  entryAt: Int32Array;
}

/**
 * The table of one group's risk sets: a subject is at risk at t when entry < t ≤ exit. Times nearer than
 * the tolerance are one. Weights count as so many subjects.
 * @param rows the subjects of the group.
 * @param cause 0 censored, 1 … causes the kind of event.
 * @param tolerance `timeTolerance` of all groups.
 */
export function riskTable(
  entry: ArrayLike<number> | undefined,
  exit: ArrayLike<number>,
  cause: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  rows: Int32Array,
  causes: number,
  tolerance: number
): RiskTable {
  const n = rows.length;
  const exits = new Float64Array(n);
  for (let i = 0; i < n; ++i) exits[i] = exit[rows[i]];
  const order = orderByTime(exits);
  const exitAt = new Int32Array(n);
  const times = new Float64Array(n);
  let size = 0;
  let last = -Infinity;
  for (let i = 0; i < n; ++i) {
    const time = exits[order[i]];
    if (time - last > tolerance) times[size++] = time;
    last = time;
    exitAt[order[i]] = size - 1;
  }
  const time = times.slice(0, size);
  const nEvent = Array.from({length: causes}, () => new Float64Array(size));
  const nCensor = new Float64Array(size);
  const nEnter = new Float64Array(size);
  const nRisk = new Float64Array(size);
  const entryAt = new Int32Array(n);
  for (let i = 0; i < n; ++i) {
    const weight = weights ? weights[rows[i]] : 1;
    const at = exitAt[i];
    const kind = cause[rows[i]];
    if (kind > 0) nEvent[kind - 1][at] += weight;
    else nCensor[at] += weight;
    nRisk[at] += weight;
    if (entry) entryAt[i] = firstAfter(time, entry[rows[i]] + tolerance);
    nEnter[entryAt[i]] += weight;
  }
  for (let k = size - 2; k >= 0; --k) nRisk[k] += nRisk[k + 1];
  if (entry) {
    let later = 0;
    for (let k = size - 1; k >= 0; --k) {
      nRisk[k] -= later;
      later += nEnter[k];
    }
  }
  return {time, nRisk, nEvent, nCensor, nEnter, exitAt, entryAt};
}

/** Number of sorted times that are ≤ value: the place of the first after it. */
export function firstAfter(times: Float64Array, value: number, from = 0, to = times.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
