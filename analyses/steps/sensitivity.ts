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
export function forestColumns(unit: string, label = "ERR", counted = "Cases"): Column[] {
  return [
    {name: "group", label: "What varies", type: "text"},
    {name: "label", label: "Analysis", type: "text"},
    {name: "cases", label: counted, type: "count"},
    {name: "estimate", label, type: "number", unit, digits: 3, from: ["cases"]},
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
 * @param options `whole` draws every interval to its end, however far the others are; `measure` and `short`
 *   name what is estimated where it is no excess relative risk, `counted` what it rests on where that is no case,
 *   `origin` is its value of no effect.
 */
export function sensitivity<Design extends object>(
  design: Design,
  variations: readonly Variation<Design>[],
  caption: string,
  unit: string,
  estimate: (study: Study, design: Design) => Estimate,
  {whole = false, measure = "Excess relative risk", short = "ERR", counted = "Cases", origin = 0} = {}
): Step {
  return (study) => ({
    kind: "figure",
    form: "forest",
    caption,
    alt: `The ${measure[0].toLowerCase()}${measure.slice(1)} with its interval in the main analysis and under ${variations.length} variations.`,
    data: {
      estimates: {
        columns: forestColumns(unit, short, counted),
        rows: [
          forestRow("", "Main analysis", estimate(study, design)),
          ...variations.map(({group, label, change}) =>
            forestRow(group, label, estimate(study, {...design, ...change}))
          )
        ]
      }
    },
    options: {x: `${measure} ${unit}`, null: origin, scale: "linear", whole}
  });
}
