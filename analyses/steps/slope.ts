import type {Parameter, ProfileInterval} from "../../src/stats/result/fit.js";
import type {Estimate} from "../../src/stats/result/report.js";

/** In which unit a slope is published: models are in the unit of the extract, say per mGy. */
export interface Publishing {
  /** Factor from the model's unit: 100 gives per 100 mGy. */
  per: number;
  /** As it is printed: "per 100 mGy". */
  unit: string;
  level: number;
}

/** A slope with its profile-likelihood interval, in the unit of publication. */
export function slopeEstimate(
  label: string,
  parameter: Parameter,
  {per, unit, level}: Publishing,
  {cases, p}: {cases: number; p?: number}
): Estimate {
  // A slope on which the cells say nothing has neither value nor interval.
  if (Number.isNaN(parameter.estimate))
    return {kind: "estimate", label, value: {withheld: "not determined"}, unit, cases};
  const profile = profileOf(parameter);
  return {
    kind: "estimate",
    label,
    value: per * parameter.estimate,
    ...scaled(profile, per),
    status: profile.status,
    level,
    unit,
    digits: 3,
    p,
    cases
  };
}

/** The bounds in the published unit; those that the likelihood does not determine are `null`. */
export function scaled({lower, upper}: {lower: number; upper: number}, per: number) {
  const bound = (value: number) => (Number.isFinite(value) ? per * value : null);
  return {lower: bound(lower), upper: bound(upper)};
}

/** The profile interval of a parameter that was fitted with one. */
export function profileOf({term, profile}: Parameter): ProfileInterval {
  if (!profile) throw new TypeError(`${term} must have a profile interval; got none`);
  return profile;
}
