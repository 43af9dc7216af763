import type {Parameter, ProfileInterval} from "../../src/stats/result/fit.js";
import type {Estimate} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {type DoseResponse, fit} from "../designs/doseResponse.js";
import type {Study} from "../study.js";

/** Unit in which doses are published: models are in mGy, excess relative risks are given per 100 mGy. */
export const publishedDose = 100;

/** The excess relative risk of the design per 100 mGy, with its profile-likelihood interval. */
export function trend(design: DoseResponse): Step {
  return (study) => {
    const {warnings} = fit(study, design);
    return {...trendEstimate(study, design), warnings};
  };
}

/** The estimate alone, for tables that compare designs. */
export function trendEstimate(study: Study, design: DoseResponse, per = publishedDose): Estimate {
  const {parameters, events, tests} = fit(study, design);
  const {estimate, profile} = parameters[0];
  return {
    kind: "estimate",
    label: `Excess relative risk of ${design.outcome.label}`,
    value: per * estimate,
    ...scaled(profileOf(parameters[0]), per),
    status: profile!.status,
    level: design.level,
    unit: per === 1 ? "per mGy" : `per ${per} mGy`,
    digits: 3,
    p: tests.dose?.p,
    cases: events
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
