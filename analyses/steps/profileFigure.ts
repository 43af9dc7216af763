import {chiSquareQuantile} from "../../src/stats/numeric/chiSquare.js";
import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {type DoseResponse, fit, logLikAt} from "../designs/doseResponse.js";
import {profileOf, publishedDose} from "./trend.js";

/** Twice the fall of the log-likelihood over the excess relative risk, with the line that cuts out the interval. */
export function profileFigure(design: DoseResponse): Step {
  return (study) => {
    const {parameters, logLik} = fit(study, design);
    const {estimate, se} = parameters[0];
    const {lower, upper} = profileOf(parameters[0]);
    const from = Number.isFinite(lower) ? lower - 0.25 * (estimate - lower) : estimate - 3 * se;
    const to = Number.isFinite(upper) ? upper + 0.25 * (upper - estimate) : estimate + 3 * se;
    const rows: Cell[][] = [];
    for (let k = 0; k <= 40; ++k) {
      const slope = from + ((to - from) * k) / 40;
      const fall = 2 * (logLik - logLikAt(study, design, slope));
      if (Number.isFinite(fall)) rows.push([publishedDose * slope, Math.max(0, fall)]);
    }
    return {
      kind: "figure",
      form: "profile-likelihood",
      caption: `How fast the likelihood falls away from the best estimate; the line cuts out the ${100 * design.level} % interval.`,
      alt: "Twice the fall of the log-likelihood against the excess relative risk.",
      data: {
        profile: {
          columns: [
            {
              name: "err",
              label: "Excess relative risk",
              type: "number",
              unit: `per ${publishedDose} mGy`,
              digits: 4
            },
            {name: "deviance", label: "Fall of the deviance", type: "number", digits: 4}
          ],
          rows
        }
      },
      options: {
        x: `Excess relative risk per ${publishedDose} mGy`,
        y: "2 × fall of the log-likelihood",
        cut: chiSquareQuantile(design.level, 1),
        estimate: publishedDose * estimate
      }
    };
  };
}
