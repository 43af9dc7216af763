import type {Cell, Column, Estimate} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {Study} from "../study.js";

/** A variation of the main design under the heading of what it varies. */
export interface Variation<Design> {
  group: string;
  label: string;
  change: Partial<Design>;
}

/** The columns of a forest of estimates with their cases. */
export function forestColumns(unit: string): Column[] {
  return [
    {name: "group", label: "What varies", type: "text"},
    {name: "label", label: "Analysis", type: "text"},
    {name: "cases", label: "Cases", type: "count"},
    {name: "estimate", label: "ERR", type: "number", unit, digits: 3, from: ["cases"]},
    {name: "lower", label: "lower", type: "number", digits: 3, from: ["cases"]},
    {name: "upper", label: "upper", type: "number", digits: 3, from: ["cases"]}
  ];
}

/** A line of a forest. */
export function forestRow(group: string, label: string, {value, lower, upper, cases}: Estimate): Cell[] {
  return [group, label, cases!, value, lower ?? null, upper ?? null];
}

/**
 * The estimate under each variation beside that of the main design: what could make the result wrong, tried.
 * @param estimate the estimate of a design, such as its trend.
 * @param whole draw every interval to its end, however far the others are.
 */
export function sensitivity<Design extends object>(
  design: Design,
  variations: readonly Variation<Design>[],
  caption: string,
  unit: string,
  estimate: (study: Study, design: Design) => Estimate,
  {whole = false} = {}
): Step {
  return (study) => ({
    kind: "figure",
    form: "forest",
    caption,
    alt: `The excess relative risk with its interval in the main analysis and under ${variations.length} variations.`,
    data: {
      estimates: {
        columns: forestColumns(unit),
        rows: [
          forestRow("", "Main analysis", estimate(study, design)),
          ...variations.map(({group, label, change}) =>
            forestRow(group, label, estimate(study, {...design, ...change}))
          )
        ]
      }
    },
    options: {x: `Excess relative risk ${unit}`, null: 0, scale: "linear", whole}
  });
}
