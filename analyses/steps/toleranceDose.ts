import {log} from "../../src/stats/numeric/elementary.js";
import type {Estimate} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {type DoseExcess, excessFit} from "../designs/doseExcess.js";
import type {Study} from "../study.js";
import {perRate} from "./doseExcess.js";
import {profileOf} from "./slope.js";

/**
 * The dose that gives half the children the outcome within `toleranceYears`, at the rates of the first period
 * and the background apart: TD50 = ln 2 / (years · slope). Its interval is that of the slope, turned round.
 */
export function toleranceDose(design: DoseExcess): Step {
  return (study) => ({...toleranceEstimate(study, design), warnings: excessFit(study, design).warnings});
}

/** The estimate alone, for tables that compare designs. */
export function toleranceEstimate(study: Study, design: DoseExcess): Estimate {
  const {parameters, events} = excessFit(study, design);
  const profile = profileOf(parameters[0]);
  const years = design.toleranceYears;
  const dose = (slope: number) => (slope > 0 && slope < Infinity ? log(2) / (years * slope) : null);
  return {
    kind: "estimate",
    label: `Dose at which half the children have an ${design.outcome.label} after ${years} years`,
    value: dose(parameters[0].estimate) ?? {withheld: "not determined"},
    lower: dose(profile.upper),
    upper: dose(profile.lower),
    status: {lower: profile.status.upper, upper: profile.status.lower},
    level: design.level,
    unit: "Gy",
    digits: 3,
    cases: events
  };
}

/** Whether the interval holds the TD50 that made the synthetic endocrine deficits, and what made the later ones. */
export function trueTolerance(design: DoseExcess): Step {
  return (study) => {
    if (!study.truth) return {kind: "statement", text: ""};
    const {endocrine} = study.truth.model.radiotherapy;
    if (design.outcome.name !== "endocrine" || design.doseColumn !== `dose_${endocrine.organ}_gy`)
      throw new RangeError(
        `outcome must be endocrine by dose_${endocrine.organ}_gy; got ${design.doseColumn}`
      );
    const {lower, upper, cases} = toleranceEstimate(study, design);
    const truth = endocrine.td50At5YearsGy;
    const inside = truth >= (lower ?? 0) && truth <= (upper ?? Infinity);
    const later = excessFit(study, design).parameters[1];
    const made = ((log(2) / 5) * endocrine.laterShare * perRate) / truth;
    const wald = profileOf(later);
    const holds = made >= perRate * wald.lower && made <= perRate * wald.upper;
    return {
      kind: "statement",
      text:
        `The data are synthetic: they were made with a hazard that is additive as in this model, and a TD50 of ${truth} Gy, which the interval ${inside ? "covers" : "does not cover"}; ` +
        `from five years on with an excess of ${Number(made.toPrecision(3))} per 1,000 person-years and Gy, which its interval ${holds ? "covers" : "does not cover"}.`,
      cases
    };
  };
}
