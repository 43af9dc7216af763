import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {Outcome} from "../definitions/outcomes.js";
import type {DoseResponse} from "../designs/doseResponse.js";
import {columns, type FollowUp, ratioRows} from "./incidenceRatios.js";
import {ratioColumns} from "./ratioColumns.js";

/**
 * The standardised incidence ratios as a picture: for each outcome, one line a way of follow-up.
 * @param of what the caption says that the ratios are of.
 */
export function incidenceForest(
  of: string,
  outcomes: readonly Outcome[],
  design: DoseResponse,
  ways: readonly FollowUp[]
): Step {
  return (study) => {
    const rows = ratioRows(study, outcomes, design, ways);
    const at = (name: string) => columns.findIndex((column) => column.name === name);
    const order = ["outcome", "followUp", "observed", "expected", "sir", "lower", "upper"].map(at);
    return {
      kind: "figure",
      form: "forest",
      caption: `Standardised incidence ratios of ${of}, with exact 95 % intervals.`,
      alt: `Standardised incidence ratios of ${outcomes.length} outcomes, each under ${ways.length} ways of follow-up.`,
      data: {
        estimates: {
          columns: [
            {name: "group", label: "Outcome", type: "text"},
            {name: "label", label: "Follow-up", type: "text"},
            ...ratioColumns("estimate")
          ],
          rows: rows.map((row): Cell[] => order.map((j) => row[j])),
          partition: "label"
        }
      },
      options: {x: "Standardised incidence ratio (logarithmic)", null: 1, scale: "log", whole: true}
    };
  };
}
