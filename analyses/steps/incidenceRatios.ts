import type {Cell, Column} from "../../src/stats/result/report.js";
import {sir} from "../../src/stats/sir/sir.js";
import type {Step} from "../analysis.js";
import type {Outcome} from "../definitions/outcomes.js";
import type {DoseResponse} from "../designs/doseResponse.js";
import {registryCells} from "../designs/registryCells.js";
import type {Study} from "../study.js";
import {ratioColumns} from "./ratioColumns.js";

/** The columns of a table of ratios; without the first where it is about one outcome. */
export const columns: Column[] = [
  {name: "outcome", label: "Outcome", type: "text"},
  {name: "followUp", label: "Follow-up", type: "text"},
  {name: "personYears", label: "Person-years", type: "personTime"},
  ...ratioColumns("sir")
];

/** A way of following the children, under the name that the table gives it. */
export interface FollowUp {
  label: string;
  change: Partial<DoseResponse>;
}

/** Table 3: cases observed and expected at the registries' rates, for each outcome and way of follow-up. */
export function incidenceRatios(
  outcomes: readonly Outcome[],
  design: DoseResponse,
  ways: readonly FollowUp[]
): Step {
  // One outcome is named in the caption.
  const one = outcomes.length === 1;
  return (study) => ({
    kind: "table",
    caption: `Cases${one ? ` of ${outcomes[0].label}` : ""} observed and expected at the rates of the cancer registries.`,
    columns: one ? columns.slice(1) : columns,
    rows: ratioRows(study, outcomes, design, ways).map((row) => (one ? row.slice(1) : row)),
    partition: "followUp",
    notes: [
      "SIR: standardised incidence ratio, observed over expected by country, sex, age and calendar year; exact 95 % intervals (Garwood)."
    ]
  });
}

/** The cells of the columns, a row for each outcome and way of follow-up. */
export function ratioRows(
  study: Study,
  outcomes: readonly Outcome[],
  design: DoseResponse,
  ways: readonly FollowUp[]
): Cell[][] {
  return outcomes.flatMap((outcome) =>
    ways.map(({label, change}): Cell[] => [
      outcome.label,
      label,
      ...ratio(study, {...design, ...change, outcome})
    ])
  );
}

function ratio(study: Study, design: DoseResponse): Cell[] {
  const {cells, expected: each} = registryCells(study, design);
  const total = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0);
  const expected = total(each);
  const {observed, estimate, lower, upper} = sir(total(cells.cases), expected, {level: design.level});
  return [total(cells.pyr), observed, expected, estimate, lower, upper];
}
