import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import type {DoseResponse} from "../designs/doseResponse.js";
import {publishedDose, trendEstimate} from "./trend.js";

/** A variation of the main design under the heading of what it varies. */
export interface Variation {
  group: string;
  label: string;
  change: Partial<DoseResponse>;
}

const columns: Column[] = [
  {name: "group", label: "What varies", type: "text"},
  {name: "label", label: "Analysis", type: "text"},
  {name: "cases", label: "Cases", type: "count"},
  {
    name: "estimate",
    label: "ERR",
    type: "number",
    unit: `per ${publishedDose} mGy`,
    digits: 3,
    from: ["cases"]
  },
  {name: "lower", label: "lower", type: "number", digits: 3, from: ["cases"]},
  {name: "upper", label: "upper", type: "number", digits: 3, from: ["cases"]}
];

/** The trend under each variation beside that of the main design: what could make the result wrong, tried. */
export function sensitivity(design: DoseResponse, variations: readonly Variation[], caption: string): Step {
  return (study) => {
    const row = (group: string, label: string, varied: DoseResponse): Cell[] => {
      const {value, lower, upper, cases} = trendEstimate(study, varied);
      return [group, label, cases!, value as number, lower ?? null, upper ?? null];
    };
    return {
      kind: "figure",
      form: "forest",
      caption,
      alt: `The excess relative risk with its interval in the main analysis and under ${variations.length} variations.`,
      data: {
        estimates: {
          columns,
          rows: [
            row("", "Main analysis", design),
            ...variations.map(({group, label, change}) => row(group, label, {...design, ...change}))
          ]
        }
      },
      options: {x: `Excess relative risk per ${publishedDose} mGy`, null: 0, scale: "linear"}
    };
  };
}
