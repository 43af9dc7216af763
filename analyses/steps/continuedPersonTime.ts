import type {Cell} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {cells, type DoseResponse} from "../designs/doseResponse.js";

const groups = [
  {label: "under 20 years", from: 0},
  {label: "20–39 years", from: 20},
  {label: "40 years or more", from: 40}
];

/** Person-years by attained age that continued follow-up would bring together. */
export function continuedPersonTime(design: DoseResponse, years: readonly number[]): Step {
  return (study) => ({
    kind: "figure",
    form: "line-with-band",
    caption:
      "Person-years by attained age, as they stand and as continued follow-up would bring them together.",
    alt: `Person-years in ${groups.length} groups of attained age over ${years.at(-1)} years of continued follow-up.`,
    data: {
      lines: {
        columns: [
          {name: "series", label: "Attained age", type: "text"},
          {name: "x", label: "Continued for", type: "number", unit: "years"},
          {name: "estimate", label: "Person-years", type: "personTime"}
        ],
        rows: groups.flatMap(({label}, k) =>
          years.map((more): Cell[] => {
            const {pyr, keys} = cells(study, {...design, continuedYears: more});
            const group = design.ages.map((age) => groups.findLastIndex(({from}) => age >= from));
            return [
              label,
              more,
              pyr.reduce((sum, value, i) => sum + (group[keys.age.codes[i]] === k ? value : 0), 0)
            ];
          })
        )
      }
    },
    options: {x: "Years of continued follow-up", y: "Person-years"}
  });
}
