import type {Step} from "../analysis.js";
import type {DoseResponse} from "../designs/doseResponse.js";
import {ratioRows} from "./incidenceRatios.js";

/** The standardised incidence ratio of the design's outcome, as it is followed there, with its exact interval. */
export function ratioEstimate(design: DoseResponse): Step {
  return (study) => {
    const [row] = ratioRows(study, [design.outcome], design, [{label: "", change: {}}]);
    const [observed, , value, lower, upper] = row.slice(-5).map(Number);
    return {
      kind: "estimate",
      label: `Standardised incidence ratio of ${design.outcome.label}`,
      value,
      lower,
      upper,
      level: design.level,
      digits: 3,
      cases: observed
    };
  };
}
