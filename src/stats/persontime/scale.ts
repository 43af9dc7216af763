import {NO_DAY} from "../cohort/factor.js";
import {type Breaks, classesOf, newYearsDay, yearsToDays} from "./breaks.js";
import type {Classes} from "./cells.js";
import type {Exposures, PersonTime} from "./persons.js";

/** The day after all days: a change that never comes. */
export const NEVER = 2147483647;

/**
 * A scale on which time runs from a person's origin. The k-th change comes `starts[k]` days after it, and
 * after p changes the class is `codes[p]`, −1 outside the table.
 */
export interface Scale extends Classes {
  name: string;
  starts: Int32Array;
  codes: Int32Array;
  /** Day of origin of each person (`NO_DAY`: never, the class stays `codes[0]`); null is 1970-01-01. */
  origin: Int32Array | null;
}

/** Breaks of the scales, in years of 365.25 days; those of `year` are calendar years. */
export interface Scales {
  age?: Breaks;
  year?: Breaks;
  sinceEntry?: Breaks;
  /** Time since the first exposure, whatever its dose; before it the class is "unexposed". Starts at 0. */
  sinceFirstExposure?: Breaks;
  /** Time since the latest exposure, whatever its dose; before the first the class is "unexposed". */
  sinceLastExposure?: Breaks;
}

/**
 * The scales whose origin does not move, slowest first. A class of age begins on birth + years × 365.25,
 * rounded to the day, as in Epi and `pyears`; a class of calendar years on 1 January.
 * @throws RangeError when breaks do not ascend, or those of an exposure scale do not start at 0.
 */
export function scalesOf({age, year, sinceEntry, sinceFirstExposure}: Scales, persons: PersonTime): Scale[] {
  const scales: Scale[] = [];
  if (sinceFirstExposure) {
    const first = firstExposure(persons.exposures, persons.entry.length);
    scales.push(exposureScale("sinceFirstExposure", sinceFirstExposure, first));
  }
  if (sinceEntry) scales.push(scale("sinceEntry", sinceEntry, yearsToDays, persons.entry));
  if (year) scales.push(scale("year", year, newYearsDay, null));
  if (age) scales.push(scale("age", age, yearsToDays, persons.birth));
  return scales;
}

function scale(
  name: string,
  breaks: Breaks,
  day: (edge: number) => number,
  origin: Int32Array | null
): Scale {
  const classes = classesOf(name, breaks);
  const {from, until} = classes;
  const starts = Int32Array.from(until === undefined ? from : [...from, until], day);
  const codes = Int32Array.from({length: starts.length + 1}, (_, p) => (p > from.length ? -1 : p - 1));
  return {name, ...classes, starts, codes, origin};
}

/** A scale of time since exposure, with a class of its own for those not yet exposed. */
export function exposureScale(name: string, breaks: Breaks, origin: Int32Array | null): Scale {
  const {from: _, until: __, ...since} = scale(name, breaks, yearsToDays, origin);
  if (since.starts[0] !== 0)
    throw new RangeError(`breaks of ${name} must start at 0; got ${since.labels[0]}`);
  const last = since.codes.length - 1;
  const codes = since.codes.map((code, p) => (p === last && code < 0 && p > 0 ? -1 : code + 1));
  return {...since, labels: ["unexposed", ...since.labels], codes};
}

/** The day from which a person's time on the scale runs; `NEVER` for a person without. */
export function originOf(scale: Scale | undefined, person: number): number {
  if (!scale || scale.origin === null) return 0;
  const day = scale.origin[person];
  return day === NO_DAY ? NEVER : day;
}

function firstExposure(exposures: Exposures | undefined, n: number): Int32Array {
  if (!exposures) throw new TypeError("exposures must be given for a scale of time since exposure; got none");
  const {ptr, day} = exposures;
  return Int32Array.from({length: n}, (_, i) => (ptr[i] < ptr[i + 1] ? day[ptr[i]] : NO_DAY));
}
