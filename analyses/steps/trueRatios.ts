import type {Cell, Column} from "../../src/stats/result/report.js";
import {sir} from "../../src/stats/sir/sir.js";
import type {Step} from "../analysis.js";
import {expectedIn} from "../definitions/referenceRates.js";
import {cells, type DoseResponse} from "../designs/doseResponse.js";
import type {Study} from "../study.js";
import {ratioColumns} from "./ratioColumns.js";

const columns: Column[] = [
  {name: "outcome", label: "Outcome", type: "text"},
  {name: "followUp", label: "Follow-up", type: "text"},
  ...ratioColumns("sir"),
  {name: "truth", label: "Made with", type: "number", digits: 3},
  {name: "covered", label: "In the interval", type: "text", from: ["observed"]}
];

/**
 * The ratio that made the synthetic data, Σ E (1 + ERR · dose) · HR(transplant) / Σ E over the children's
 * person-time, beside the one observed; for single groups of diagnoses, as others mix several models. Empty
 * for children's own data.
 */
export function trueRatios(designs: readonly DoseResponse[]): Step {
  return (study) => {
    if (!study.truth) return {kind: "statement", text: ""};
    return {
      kind: "table",
      caption: "The ratios observed, and those that made the synthetic data.",
      columns,
      rows: designs.flatMap((design) => [
        row(study, design, "to the end"),
        row(study, {...design, transplant: "censor"}, "to transplant")
      ]),
      partition: "followUp",
      notes: [
        "Made with: the registries' rates times 1 + excess relative risk × recorded dose, and the hazard ratio of transplant after it; children with a known predisposing syndrome left out. Breast cancer in girls. Whether the interval holds it is told of the counts before they were rounded."
      ]
    };
  };
}

function row(study: Study, design: DoseResponse, followUp: string): Cell[] {
  const {err, transplant}: {err: Record<string, {perMgy: number}>; transplant: Record<string, number>} =
    study.truth!.model.cardiac;
  const [group, ...others] = design.outcome.groups;
  if (others.length > 0) throw new RangeError(`outcome must be of one group; got ${design.outcome.label}`);
  const table = cells(study, design);
  const expected = expectedIn(study, design.outcome, table);
  const {codes} = table.keys.transplant;
  let made = 0;
  let total = 0;
  let observed = 0;
  for (let i = 0; i < expected.length; ++i) {
    const ratio = codes[i] === 1 ? transplant[group] : 1;
    made += expected[i] * ratio * (1 + err[group].perMgy * table.doseMean[i]);
    total += expected[i];
    observed += table.cases[i];
  }
  const truth = made / total;
  const {estimate, lower, upper} = sir(observed, total, {level: design.level});
  const inside = truth >= lower && truth <= upper;
  return [
    design.outcome.label,
    followUp,
    observed,
    total,
    estimate,
    lower,
    upper,
    truth,
    inside ? "yes" : "no"
  ];
}
