import {timeTolerance} from "../../src/stats/survival/timeTolerance.js";
import type {FitSpec} from "../spec/fitSpec.js";
import type {Rows} from "./rows.js";

/** When each row was under observation. */
export interface Times {
  entry?: Float64Array;
  exit: Float64Array;
}

/**
 * Times at risk, (start, stop], of the rows of a survival model; without a start, stops that are not positive are
 * counted in a warning, as are times so near each other that they count as tied.
 * @throws RangeError that names the first row whose stop is not after its start, or by so little that they tie.
 */
export function timesOf(rows: Rows, {start, stop}: FitSpec["response"]): Times {
  const exit = rows.number(stop!);
  warnOfCoarseness(rows, stop!, exit);
  if (start === undefined) {
    const early = exit.filter((time) => !(time > 0)).length;
    if (early > 0)
      rows.warnings.push(
        `${stop} is ≤ 0 in ${early} ${early === 1 ? "row" : "rows"}, which ${early === 1 ? "is" : "are"} at risk at that time alone; "start" says where a row begins`
      );
    return {exit};
  }
  const entry = rows.number(start);
  const wrong = exit.findIndex((time, i) => !(time > entry[i]));
  if (wrong >= 0)
    throw new RangeError(
      `${stop} must be > ${start}; got ${exit[wrong]} ≤ ${entry[wrong]}${rows.where(wrong)}`
    );
  // As R's survival, whose aeqSurv refuses intervals that tie away to nothing.
  const tolerance = timeTolerance(entry, exit);
  const short = exit.findIndex((time, i) => time - entry[i] <= tolerance);
  if (short >= 0)
    throw new RangeError(
      `${stop} must be > ${start} by more than ${tolerance.toPrecision(3)}, within which times count as tied; got ${exit[short]} and ${entry[short]}${rows.where(short)}`
    );
  return {entry, exit};
}

/** Times of a unit far too large for them, which all but tie, are better seen than fitted. */
function warnOfCoarseness(rows: Rows, stop: string, exit: Float64Array): void {
  const tolerance = timeTolerance(exit);
  const least = exit.reduce((a, b) => Math.min(a, b), Infinity);
  const most = exit.reduce((a, b) => Math.max(a, b), -Infinity);
  if (most > least && most - least < 1e4 * tolerance)
    rows.warnings.push(
      `${stop} must be in a smaller unit: its values lie within ${(most - least).toPrecision(3)}, and those nearer than ${tolerance.toPrecision(3)} count as tied`
    );
}
