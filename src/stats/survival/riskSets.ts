import {firstAfter} from "./riskTable.js";
import {rowsOfGroups} from "./rowsOfGroups.js";
import {timeTolerance} from "./timeTolerance.js";

/**
 * Who is at risk when, without a list of any risk set: row i is at risk at the event times k with
 * from[i] ≤ k < to[i]. Event times are distinct within a stratum; strata follow one another.
 */
export interface RiskSets {
  time: Float64Array;
  /** First event time of each stratum, and their number at the end. */
  ptr: Int32Array;
  from: Int32Array;
  to: Int32Array;
  /** First of the rows last at risk at each event time, where rows are arranged so. */
  segments?: Int32Array;
  /** Rows at risk that the stratum has an event time before. */
  lateRows: Int32Array;
  /** Rows that stay in later risk sets of their stratum with a weight: subdistribution hazards have such. */
  lingering?: Lingering;
  /** Rows with an event, by event time: those at k are `deaths[deathPtr[k] … deathPtr[k + 1] − 1]`. */
  deaths: Int32Array;
  deathPtr: Int32Array;
}

/** Row i of `rows` is in the risk sets of event times to[i] ≤ k < until[i] with weight[i] · scale[k]; others weigh 0. */
export interface Lingering {
  rows: Int32Array;
  scale: Float64Array;
  weight: Float64Array;
  until: Int32Array;
}

/**
 * Indexes rows by the distinct event times of their stratum: entry < time ≤ exit is at risk. Whole times of a
 * modest range are looked up, others searched; cost n + E log E, or n log E. Times nearer than
 * `timeTolerance` are one.
 * @param strata 0 … S − 1; without them all rows are one stratum.
 * @throws RangeError as `rowsOfGroups`. Witness: test/stats/survival/riskSets.test.ts.
 */
export function riskSets(
  entry: ArrayLike<number> | undefined,
  exit: ArrayLike<number>,
  event: ArrayLike<number>,
  strata?: ArrayLike<number>
): RiskSets {
  const n = exit.length;
  const tolerance = timeTolerance(entry, exit);
  const eventRows = rowsWithEvent(event);
  const {time, ptr} = strata
    ? timesOfStrata(exit, eventRows, strata, tolerance)
    : timesOfAll(exit, eventRows, tolerance);
  const used = time.length;
  const to = place(time, ptr, exit, strata, tolerance);
  const from = entry ? place(time, ptr, entry, strata, tolerance) : firstOfStratum(ptr, strata, n);
  const lateRows = entry ? lateEntries(from, to, ptr, strata) : new Int32Array(0);
  const deathPtr = new Int32Array(used + 1);
  for (const i of eventRows) ++deathPtr[to[i]];
  for (let k = 0; k < used; ++k) deathPtr[k + 1] += deathPtr[k];
  const next = deathPtr.slice(0, used);
  const deaths = new Int32Array(eventRows.length);
  for (const i of eventRows) deaths[next[to[i] - 1]++] = i;
  return {time, ptr, from, to, lateRows, deaths, deathPtr};
}

/** Event times of each stratum, one stratum after the other. */
function timesOfStrata(
  exit: ArrayLike<number>,
  eventRows: Int32Array,
  strata: ArrayLike<number>,
  tolerance: number
): {time: Float64Array; ptr: Int32Array} {
  const groups = rowsOfGroups(
    Int32Array.from(eventRows, (i) => strata[i]),
    eventRows.length,
    "strata"
  );
  const size = countStrata(strata, exit.length);
  const ptr = new Int32Array(size + 1);
  const all = new Float64Array(eventRows.length);
  let used = 0;
  for (let s = 0; s < size; ++s) {
    ptr[s] = used;
    if (s >= groups.size) continue;
    const times = new Float64Array(groups.ptr[s + 1] - groups.ptr[s]);
    for (let j = 0; j < times.length; ++j) times[j] = exit[eventRows[groups.rows[groups.ptr[s] + j]]];
    used = distinct(times.sort(), tolerance, all, used);
  }
  ptr[size] = used;
  return {time: all.slice(0, used), ptr};
}

/** Event times of one stratum: whole ones of a modest range are marked in a table, others sorted. */
function timesOfAll(
  exit: ArrayLike<number>,
  eventRows: Int32Array,
  tolerance: number
): {time: Float64Array; ptr: Int32Array} {
  const times = new Float64Array(eventRows.length);
  let first = Infinity;
  let last = -Infinity;
  for (let j = 0; j < times.length; ++j) {
    const time = exit[eventRows[j]];
    times[j] = time;
    if (time < first) first = time;
    if (time > last) last = time;
  }
  const into = new Float64Array(times.length);
  let used = 0;
  if (tolerance === 0 && times.length > 0 && last - first <= modest(exit.length)) {
    const marks = new Uint8Array(last - first + 1);
    for (let j = 0; j < times.length; ++j) marks[times[j] - first] = 1;
    for (let k = 0; k < marks.length; ++k) if (marks[k] === 1) into[used++] = first + k;
  } else used = distinct(times.sort(), tolerance, into, 0);
  return {time: into.slice(0, used), ptr: Int32Array.of(0, used)};
}

/** Range of whole times that a table may have for n rows. */
const modest = (n: number) => 4 * n + 1024;

/** Writes sorted times, neighbours nearer than the tolerance as one. @returns the place after the last. */
function distinct(times: Float64Array, tolerance: number, into: Float64Array, at: number): number {
  let last = -Infinity;
  for (const time of times) {
    if (time - last > tolerance) into[at++] = time;
    last = time;
  }
  return at;
}

function lateEntries(
  from: Int32Array,
  to: Int32Array,
  ptr: Int32Array,
  strata: ArrayLike<number> | undefined
): Int32Array {
  const rows = new Int32Array(from.length);
  let count = 0;
  for (let i = 0; i < from.length; ++i)
    if (to[i] > from[i] && from[i] > ptr[strata ? strata[i] : 0]) rows[count++] = i;
  return rows.slice(0, count);
}

function rowsWithEvent(event: ArrayLike<number>): Int32Array {
  const rows = new Int32Array(event.length);
  let count = 0;
  for (let i = 0; i < event.length; ++i) if (event[i]) rows[count++] = i;
  return rows.slice(0, count);
}

function countStrata(strata: ArrayLike<number>, n: number): number {
  let size = 0;
  for (let i = 0; i < n; ++i) {
    if (!(Number.isInteger(strata[i]) && strata[i] >= 0))
      throw new RangeError(`strata must be a whole number ≥ 0; got ${strata[i]} in row ${i}`);
    if (strata[i] >= size) size = strata[i] + 1;
  }
  return size;
}

function firstOfStratum(ptr: Int32Array, strata: ArrayLike<number> | undefined, n: number): Int32Array {
  const from = new Int32Array(n);
  if (strata) for (let i = 0; i < n; ++i) from[i] = ptr[strata[i]];
  return from;
}

/** For each row the number of event times ≤ its time, those of earlier strata counted in. */
function place(
  time: Float64Array,
  ptr: Int32Array,
  at: ArrayLike<number>,
  strata: ArrayLike<number> | undefined,
  tolerance: number
): Int32Array {
  const n = at.length;
  const places = new Int32Array(n);
  if (!strata && tolerance === 0 && time.length > 0) {
    const first = time[0];
    const range = time[time.length - 1] - first;
    if (range <= modest(n)) {
      const table = new Int32Array(range + 1);
      for (let k = 0; k < time.length; ++k) table[time[k] - first] = 1;
      for (let t = 1; t <= range; ++t) table[t] += table[t - 1];
      for (let i = 0; i < n; ++i) {
        const offset = at[i] - first;
        places[i] = offset < 0 ? 0 : table[offset > range ? range : offset];
      }
      return places;
    }
  }
  for (let i = 0; i < n; ++i) {
    const s = strata ? strata[i] : 0;
    places[i] = firstAfter(time, at[i] + tolerance, ptr[s], ptr[s + 1]);
  }
  return places;
}
