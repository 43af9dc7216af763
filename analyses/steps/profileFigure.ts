import {chiSquareQuantile} from "../../src/stats/numeric/chiSquare.js";
import type {Parameter} from "../../src/stats/result/fit.js";
import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {Study} from "../study.js";
import {type Publishing, profileOf, scaled, scaledEstimate} from "./slope.js";

/** A slope, its model's log-likelihood, and that with the slope held and all else at its best. */
export interface Profile {
  slope: Parameter;
  logLik: number;
  /** −∞ where a relative risk would not be positive. */
  logLikAt: (slope: number) => number;
}

/** Twice the fall of the log-likelihood over the excess relative risk, with the line that cuts out the interval. */
export function profileFigure({per, unit, level}: Publishing, profileIn: (study: Study) => Profile): Step {
  return (study) => {
    const {slope, logLik, logLikAt} = profileIn(study);
    const {se} = slope;
    // The places of the points tell of the bounds that they are laid by.
    const {lower, upper} = scaled(profileOf(slope), 1);
    const estimate = scaledEstimate(slope, 1);
    const from = lower === null ? estimate - 3 * se : lower - 0.25 * (estimate - lower);
    const to = upper === null ? estimate + 3 * se : upper + 0.25 * (upper - estimate);
    const rows: Cell[][] = [];
    for (let k = 0; k <= 40; ++k) {
      const value = from + ((to - from) * k) / 40;
      const fall = 2 * (logLik - logLikAt(value));
      if (Number.isFinite(fall)) rows.push([per * value, Math.max(0, fall)]);
    }
    return {
      kind: "figure",
      form: "profile-likelihood",
      caption: `How fast the likelihood falls away from the best estimate; the line cuts out the ${100 * level} % interval.`,
      alt: "Twice the fall of the log-likelihood against the excess relative risk.",
      data: {
        profile: {
          columns: [
            {name: "err", label: "Excess relative risk", type: "number", unit, digits: 4},
            {name: "deviance", label: "Fall of the deviance", type: "number", digits: 4}
          ],
          rows
        }
      },
      options: {
        x: `Excess relative risk ${unit}`,
        y: "2 × fall of the log-likelihood",
        cut: chiSquareQuantile(level, 1),
        estimate: per * estimate
      }
    };
  };
}
