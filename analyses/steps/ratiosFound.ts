import type {Step} from "../analysis.js";
import type {DoseResponse} from "../designs/doseResponse.js";
import {type FollowUp, ratioRows} from "./incidenceRatios.js";

/**
 * Whether the cases are more or fewer than the registries expect, in two ways of follow-up: what the exact
 * interval of each ratio says, as a sentence.
 */
export function ratiosFound(design: DoseResponse, [whole, toTransplant]: readonly FollowUp[]): Step {
  return (study) => {
    const [first, second] = ratioRows(study, [design.outcome], design, [whole, toTransplant]).map((row) => {
      const [lower, upper] = row.slice(-2).map(Number);
      return lower > 1 ? "more cancers than" : upper < 1 ? "fewer cancers than" : "about as many cancers as";
    });
    const {exclusionYears} = design;
    const ends =
      first === second
        ? `, and so they do up to the day of an organ transplant`
        : `; up to the day of an organ transplant they get ${second} expected`;
    return {
      kind: "statement",
      text: `From ${exclusionYears} years after their first procedure children without a predisposing syndrome get ${first} the registries expect${ends}.`
    };
  };
}
