import type {BoundStatus, Parameter, ProfileInterval} from "../../src/stats/result/fit.js";
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
  // A slope on which the data say nothing, or that grows without end, has neither value nor interval.
  if (!Number.isFinite(parameter.estimate))
    return {kind: "estimate", label, value: {withheld: "not determined"}, unit, cases};
  const profile = profileOf(parameter);
  return {
    kind: "estimate",
    label,
    value: scaledEstimate(parameter, per),
    ...scaled(profile, per),
    status: profile.status,
    level,
    unit,
    digits: 3,
    p,
    cases
  };
}

/** Whether a slope lies at the end of what the model allows. */
export function isAtEnd(parameter: Parameter): boolean {
  const {lower, status} = profileOf(parameter);
  return status.lower === "boundary" && parameter.estimate - lower <= 1e-6 * parameter.se;
}

/** The estimate in the published unit, at the end of what the model allows as `scaled` gives that end. */
export function scaledEstimate(parameter: Parameter, per: number): number {
  return isAtEnd(parameter) ? coarse(per * profileOf(parameter).lower) : per * parameter.estimate;
}

/**
 * The bounds in the published unit; those that the likelihood does not determine are `null`. The end of what
 * the model allows is −1 over the highest dose, which is some child's: it is given to two digits, outwards.
 */
export function scaled({lower, upper, status}: ProfileInterval, per: number) {
  const bound = (value: number, why: BoundStatus) => {
    if (!Number.isFinite(value)) return null;
    return why === "boundary" ? coarse(per * value) : per * value;
  };
  return {lower: bound(lower, status.lower), upper: bound(upper, status.upper)};
}

/** `value` to two significant digits, towards zero. */
export function inwards(value: number): number {
  return twoDigits(value, (units) => Math.floor(units + 1e-6));
}

/** `value` to two significant digits, away from zero. */
function coarse(value: number): number {
  return twoDigits(value, (units) => Math.ceil(units - 1e-6));
}

function twoDigits(value: number, whole: (units: number) => number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  return Number((Math.sign(value) * whole(Math.abs(value) / unit) * unit).toPrecision(2));
}

/** The profile interval of a parameter that was fitted with one. */
export function profileOf({term, profile}: Parameter): ProfileInterval {
  if (!profile) throw new TypeError(`${term} must have a profile interval; got none`);
  return profile;
}
