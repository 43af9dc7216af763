import type {Estimate} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {bands} from "../designs/bands.js";
import {cells, type DoseResponse, fitExcess, logLikOver} from "../designs/doseResponse.js";
import type {Study} from "../study.js";
import {bandData} from "./doseBands.js";
import {doseResponseFigure} from "./doseResponseFigure.js";
import {profileFigure} from "./profileFigure.js";
import {type Publishing, slopeEstimate} from "./slope.js";

/** Unit in which doses are published: models are in mGy, excess relative risks are given per 100 mGy. */
export const publishedDose = 100;

/** The unit as it is printed. */
export const publishedUnit = `per ${publishedDose} mGy`;

/** The excess relative risk of the design per 100 mGy, with its profile-likelihood interval. */
export function trend(design: DoseResponse): Step {
  return (study) => {
    const {warnings} = fitExcess(study, design);
    return {...trendEstimate(study, design), warnings: notable(warnings)};
  };
}

/** What readers are to be warned of: strata without cases are the rule here, and the methods page tells of them. */
export function notable(warnings: readonly string[]): string[] {
  return warnings.filter((warning) => !warning.startsWith("strata without cases"));
}

/** The estimate alone, for tables that compare designs; not determined where a design leaves no case. */
export function trendEstimate(study: Study, design: DoseResponse): Estimate {
  const label = `Excess relative risk of ${design.outcome.label}`;
  if (cells(study, design).cases.every((cases) => cases === 0))
    return {kind: "estimate", label, value: {withheld: "not determined"}, unit: publishedUnit, cases: 0};
  const {parameters, events, tests} = fitExcess(study, design);
  return slopeEstimate(label, parameters[0], publishing(design), {
    cases: events,
    p: tests.dose.p
  });
}

/** The relative risk in dose bands and along the fitted line. */
export function trendFigure(design: DoseResponse): Step {
  const axis = {
    label: `Relative risk of ${design.outcome.label}`,
    dose: `Cumulative dose to the ${design.organ.label}, lagged by ${design.lagYears} years`,
    unit: "mGy" as const
  };
  return doseResponseFigure(axis, (study) => ({
    points: bandData(study, design),
    slope: fitExcess(study, design).parameters[0],
    bands: bands(cells(study, design), design)
  }));
}

/** The profile likelihood of the trend. */
export function trendProfile(design: DoseResponse): Step {
  return profileFigure(publishing(design), (study) => {
    const {parameters, logLik} = fitExcess(study, design);
    return {slope: parameters[0], logLik, logLikAt: logLikOver(study, design)};
  });
}

function publishing({level}: DoseResponse): Publishing {
  return {per: publishedDose, unit: publishedUnit, level};
}
