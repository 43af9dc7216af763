import type {Axis} from "./axis.js";
import {type Breaks, classesOf, yearsToDays} from "./breaks.js";
import type {Exposures} from "./persons.js";
import {NEVER} from "./scale.js";

/** Which exposures a cumulative dose counts. Windows are [from, to), in years of 365.25 days. */
export interface DoseHistory {
  /** An exposure counts from `lagYears` after its day. */
  lagYears: number;
  window?: {
    /** Counts while this long ago; the lag holds besides. */
    sinceExposureYears?: readonly [number, number];
    /** Counts only when received at this age. */
    ageAtExposureYears?: readonly [number, number];
  };
}

/** The axis of cumulative dose, with the dose itself. */
export interface DoseAxis extends Axis {
  value: number;
  /** What there is to know of it where no window holds. */
  plain?: DoseClasses;
}

/** Lower edges of classes, where the last ends, and the days after which an exposure counts. */
export interface DoseClasses {
  from: readonly number[];
  until: number;
  enters: number;
}

/**
 * Classes of the sum of the doses that count at a day; nobody exposed is dose 0. The sum is taken in the
 * order of exposures at each change, so that a dose that leaves its window leaves no rounding behind.
 * @throws RangeError when the lag or a window is not a time, or breaks do not ascend. TypeError without exposures.
 */
export function doseAxis(
  name: string,
  breaks: Breaks,
  {lagYears, window = {}}: DoseHistory,
  exposures: Exposures | undefined,
  birth: Int32Array
): DoseAxis {
  if (!exposures) throw new TypeError(`exposures must be given for ${name}; got none`);
  if (!(lagYears >= 0 && lagYears < Infinity)) throw new RangeError(`lagYears must be ≥ 0; got ${lagYears}`);
  const classes = classesOf(name, breaks);
  const {from: edges, until = Infinity} = classes;
  const since = days("sinceExposureYears", window.sinceExposureYears);
  const ages = days("ageAtExposureYears", window.ageAtExposureYears);
  const {ptr, day, dose} = exposures;
  const enters = Math.max(yearsToDays(lagYears), since[0]);
  const leaves = since[1];
  let born = 0;
  let out = 0;
  let into = 0;
  let end = 0;
  let today = 0;
  const settle = (axis: DoseAxis): number => {
    while (into < end && day[into] + enters <= today) ++into;
    while (out < into && day[out] + leaves <= today) ++out;
    let value = 0;
    for (let k = out; k < into; ++k) {
      const age = day[k] - born;
      if (age >= ages[0] && age < ages[1]) value += dose[k];
    }
    axis.value = value;
    let code = value < until ? edges.length - 1 : -1;
    while (code >= 0 && value < edges[code]) --code;
    axis.code = code;
    const next = into < end ? day[into] + enters : NEVER;
    return (today = out < into ? Math.min(next, day[out] + leaves) : next);
  };
  return {
    name,
    ...classes,
    ...(Object.keys(window).length === 0 && {plain: {from: edges, until, enters}}),
    code: -1,
    value: 0,
    begin(person, from) {
      born = birth[person];
      out = into = ptr[person];
      end = ptr[person + 1];
      today = from;
      return settle(this);
    },
    next() {
      return settle(this);
    }
  };
}

function days(name: string, window: readonly [number, number] | undefined): [number, number] {
  if (!window) return [-NEVER, Infinity];
  const [from, to] = window;
  if (!(from >= 0 && to > from))
    throw new RangeError(`${name} must be [from, to) with 0 ≤ from < to; got ${from}, ${to}`);
  return [yearsToDays(from), yearsToDays(to)];
}
