import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {cells, type DoseResponse, fitByLevel} from "../designs/doseResponse.js";
import {publishedDose, scaled, trendEstimate} from "./trend.js";

const columns: Column[] = [
  {name: "group", label: "", type: "text"},
  {name: "label", label: "Country", type: "text"},
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

/** The trend in each country beside that of all. */
export function countryForest(design: DoseResponse): Step {
  return (study) => {
    const table = cells(study, design);
    const {codes, labels} = table.keys.country;
    const {parameters} = fitByLevel(study, design, labels, (i) => codes[i]);
    const pooled = trendEstimate(study, design);
    const rows = labels.map((label, k): Cell[] => {
      let cases = 0;
      for (let i = 0; i < codes.length; ++i) if (codes[i] === k) cases += table.cases[i];
      const {lower, upper} = scaled(parameters[k].profile!, publishedDose);
      return ["", label, cases, publishedDose * parameters[k].estimate, lower, upper];
    });
    return {
      kind: "figure",
      form: "forest",
      caption: `Trend of ${design.outcome.label} with dose in each country.`,
      alt: `The excess relative risk with its interval in ${labels.length} countries and in all together.`,
      data: {
        estimates: {
          columns,
          rows: [
            ...rows,
            ["", "All", pooled.cases!, pooled.value as number, pooled.lower ?? null, pooled.upper ?? null]
          ]
        }
      },
      options: {x: `Excess relative risk per ${publishedDose} mGy`, null: 0, scale: "linear"}
    };
  };
}
