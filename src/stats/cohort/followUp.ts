import {NO_DAY} from "./factor.js";

/** A reason to leave follow-up and the day on which each subject meets it (`NO_DAY`: never). */
export interface Leaving {
  reason: string;
  day: Int32Array;
}

/**
 * Follow-up of each subject: it starts on the latest of `enter` and ends on the earliest of `leave`;
 * of two reasons on one day the first in the list is the reason.
 *
 * @param enter columns of days; `NO_DAY` in any of them means the subject never enters.
 * @param leave at least one reason; a subject that meets none has no end, which is an error.
 * @returns `entry` and `exit` in days (`exit` may precede `entry`: the caller excludes and counts those)
 *   and `reason`, an index into `leave`.
 * @throws RangeError when columns differ in length, or a subject has no end of follow-up.
 * Witness: by hand in test/stats/cohort/followUp.test.ts.
 */
export function followUp(
  enter: readonly Int32Array[],
  leave: readonly Leaving[]
): {entry: Int32Array; exit: Int32Array; reason: Int32Array} {
  if (enter.length === 0 || leave.length === 0)
    throw new RangeError("follow-up must have a day to enter and a day to leave; got none");
  const n = enter[0].length;
  for (const days of [...enter, ...leave.map(({day}) => day)]) {
    if (days.length !== n) throw new RangeError(`columns of days must have ${n} rows; got ${days.length}`);
  }
  const entry = new Int32Array(n);
  const exit = new Int32Array(n);
  const reason = new Int32Array(n);
  for (let i = 0; i < n; ++i) {
    let first = enter[0][i];
    for (const days of enter) {
      if (days[i] === NO_DAY) first = NO_DAY;
      else if (first !== NO_DAY && days[i] > first) first = days[i];
    }
    let last = NO_DAY;
    for (let k = 0; k < leave.length; ++k) {
      const day = leave[k].day[i];
      if (day !== NO_DAY && (last === NO_DAY || day < last)) {
        last = day;
        reason[i] = k;
      }
    }
    if (last === NO_DAY) throw new RangeError("every subject must have an end of follow-up; got one without");
    entry[i] = first;
    exit[i] = last;
  }
  return {entry, exit, reason};
}

/** The days that lie `years` (of 365.25 days, rounded to the day) after `days`; `NO_DAY` stays. */
export function yearsAfter(days: Int32Array, years: number): Int32Array {
  const shift = Math.round(years * 365.25);
  return days.map((day) => (day === NO_DAY ? NO_DAY : day + shift));
}
