import {type Factor, NO_DAY} from "../cohort/factor.js";

/** Doses received: those of person i are `day[ptr[i] … ptr[i + 1] − 1]`, days ascending, and `dose`. */
export interface Exposures {
  ptr: Int32Array;
  day: Int32Array;
  dose: Float64Array;
}

/** Who is at risk, and what is known of them: one entry a person, days since 1970-01-01. */
export interface PersonTime {
  /** At risk from `entry` to `exit`: person-time is exit − entry days. */
  entry: Int32Array;
  exit: Int32Array;
  birth: Int32Array;
  /** Day of the event, `NO_DAY` for none; it counts when entry < event ≤ exit, and does not end the time. */
  event: Int32Array;
  /** Keys that do not change. */
  by?: Record<string, Factor>;
  /** Keys that turn from 0 to 1 on a day (`NO_DAY`: never). */
  status?: Record<string, Int32Array>;
  exposures?: Exposures;
}

/**
 * Refuses persons that cannot be followed; the error names the row (counted from 0).
 * @throws RangeError when columns differ in length, a day of entry, exit or birth is missing, exit precedes
 *   entry, a code lies outside its levels, or exposures are out of order, undated, negative or not a number.
 */
export function checkPersons({entry, exit, birth, event, by = {}, status = {}, exposures}: PersonTime): void {
  const n = entry.length;
  const columns = Object.entries({exit, birth, event, ...status});
  for (const [name, {codes}] of Object.entries(by)) columns.push([name, codes]);
  for (const [name, column] of columns) {
    if (column.length !== n)
      throw new RangeError(`${name} must have ${n} rows as entry has; got ${column.length}`);
  }
  // Person by person only where something is amiss.
  if (!areFollowed(entry, exit, birth)) checkDays(entry, exit, birth);
  for (const [name, {codes, levels}] of Object.entries(by)) {
    for (let i = 0; i < n; ++i) {
      if (codes[i] < -1 || codes[i] >= levels.length)
        throw new RangeError(
          `${name} must be a code of its ${levels.length} levels; got ${codes[i]} in row ${i}`
        );
    }
  }
  if (exposures) checkExposures(exposures, n);
}

/** NO_DAY is before all days. */
function areFollowed(entry: Int32Array, exit: Int32Array, birth: Int32Array): boolean {
  for (let i = 0; i < entry.length; ++i)
    if (!(entry[i] > NO_DAY && exit[i] >= entry[i] && birth[i] > NO_DAY)) return false;
  return true;
}

function checkDays(entry: Int32Array, exit: Int32Array, birth: Int32Array): void {
  for (let i = 0; i < entry.length; ++i) {
    if (entry[i] === NO_DAY) throw new RangeError(`entry must be a day; got none in row ${i}`);
    if (exit[i] === NO_DAY) throw new RangeError(`exit must be a day; got none in row ${i}`);
    if (birth[i] === NO_DAY) throw new RangeError(`birth must be a day; got none in row ${i}`);
    if (exit[i] < entry[i])
      throw new RangeError(`exit must be ≥ entry; got ${exit[i]} < ${entry[i]} in row ${i}`);
  }
}

function checkExposures({ptr, day, dose}: Exposures, n: number): void {
  if (ptr.length !== n + 1) throw new RangeError(`ptr must have ${n + 1} entries; got ${ptr.length}`);
  if (ptr[0] !== 0 || ptr[n] !== day.length)
    throw new RangeError(`ptr must run from 0 to ${day.length}; got ${ptr[0]} to ${ptr[n]}`);
  if (dose.length !== day.length)
    throw new RangeError(`dose must have ${day.length} rows as day has; got ${dose.length}`);
  for (let i = 0; i < n; ++i) {
    if (ptr[i + 1] < ptr[i])
      throw new RangeError(`ptr must ascend; got ${ptr[i + 1]} after ${ptr[i]} in row ${i}`);
    for (let k = ptr[i]; k < ptr[i + 1]; ++k) {
      if (!(dose[k] >= 0 && dose[k] < Infinity))
        throw new RangeError(`dose must be ≥ 0; got ${dose[k]} in row ${k} of exposures`);
      if (day[k] === NO_DAY) throw new RangeError(`day must be a day; got none in row ${k} of exposures`);
      if (k > ptr[i] && day[k] < day[k - 1])
        throw new RangeError(
          `day must ascend within a person; got ${day[k]} after ${day[k - 1]} in row ${k} of exposures`
        );
    }
  }
}
