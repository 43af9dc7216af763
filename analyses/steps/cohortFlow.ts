import type {FlowStep} from "../../src/stats/cohort/select.js";
import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {Study} from "../study.js";

/** The flow chart of a cohort: who it started with, whom each exclusion took, who remained. */
export function cohortFlow(
  start: string,
  end: string,
  cohort: (study: Study) => {start: number; flow: readonly FlowStep[]}
): Step {
  return (study) => {
    const {start: members, flow} = cohort(study);
    const remaining = flow.length > 0 ? flow[flow.length - 1].remaining : members;
    const rows: Cell[][] = [
      [start, null, members],
      ...flow
        .filter(({excluded}) => excluded > 0)
        .map((step): Cell[] => [step.label, step.excluded, step.remaining]),
      [end, null, remaining]
    ];
    return {
      kind: "figure",
      form: "flow-chart",
      caption: "Who was included.",
      alt: `Flow chart: from the ${start.toLowerCase()} through ${flow.length} exclusions to those analysed.`,
      data: {
        steps: {
          columns: [
            {name: "step", label: "Step", type: "text"},
            {name: "excluded", label: "Left out", type: "count"},
            {name: "remaining", label: "Remaining", type: "count"}
          ],
          rows
        }
      }
    };
  };
}
