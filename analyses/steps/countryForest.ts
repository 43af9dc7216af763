import type {Step} from "../analysis.js";
import {cells, type DoseResponse} from "../designs/doseResponse.js";
import {groupsOf, groupTrends} from "./groupTrends.js";
import {forestColumns, forestRow} from "./sensitivity.js";
import {publishedUnit, trendEstimate} from "./trend.js";

/** The trend in each country beside that of all. */
export function countryForest(design: DoseResponse): Step {
  return (study) => {
    const list = groupTrends(study, design, groupsOf(cells(study, design).keys.country));
    return {
      kind: "figure",
      form: "forest",
      caption: `Trend of ${design.outcome.label} with dose in each country.`,
      alt: `The excess relative risk with its interval in ${list.length} countries and in all together.`,
      data: {
        estimates: {
          columns: forestColumns(publishedUnit),
          rows: [
            ...list.map(({label, estimate}) => forestRow("", label, estimate)),
            forestRow("", "All", trendEstimate(study, design))
          ]
        }
      },
      options: {x: `Excess relative risk ${publishedUnit}`, null: 0, scale: "linear"}
    };
  };
}
