import {chiSquareUpper} from "../../src/stats/numeric/chiSquare.js";
import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {bandLabels} from "../designs/bands.js";
import {cells, type DoseResponse, fit, fitByLevel} from "../designs/doseResponse.js";
import {publishedDose, scaled} from "./trend.js";

const columns: Column[] = [
  {name: "modifier", label: "Modifier", type: "text"},
  {name: "level", label: "Group", type: "text"},
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
  {name: "upper", label: "upper", type: "number", digits: 3, from: ["cases"]},
  {name: "p", label: "p for difference", type: "p"}
];

/** A key of the cells by whose groups the trend may differ. */
export interface Modifier {
  label: string;
  key: "sex" | "country" | "age" | "year";
  /** First code of each group, for keys in bands; every level is a group of its own when absent. */
  groups?: readonly {label: string; from: number}[];
}

/** Whether the trend differs between groups: a slope in each, and the likelihood-ratio test of one slope for all. */
export function modification(design: DoseResponse, modifiers: readonly Modifier[]): Step {
  return (study) => {
    const table = cells(study, design);
    const common = fit(study, design);
    const rows = modifiers.flatMap(({label, key, groups}): Cell[][] => {
      const {codes, labels} = table.keys[key];
      const levels = groups ? groups.map((group) => group.label) : [...labels];
      const levelOf = (i: number) =>
        groups ? groups.findLastIndex((group) => bandLabels(labels)[codes[i]] >= group.from) : codes[i];
      const {parameters, logLik} = fitByLevel(study, design, levels, levelOf);
      const gain = Math.max(0, 2 * (logLik - common.logLik));
      const p = chiSquareUpper(gain, levels.length - 1);
      return levels.map((level, k): Cell[] => {
        let cases = 0;
        for (let i = 0; i < codes.length; ++i) if (levelOf(i) === k) cases += table.cases[i];
        const {lower, upper} = scaled(parameters[k].profile!, publishedDose);
        return [
          label,
          level,
          cases,
          publishedDose * parameters[k].estimate,
          lower,
          upper,
          k === 0 ? p : null
        ];
      });
    });
    return {
      kind: "table",
      caption: `Whether the trend of ${design.outcome.label} with dose differs between groups.`,
      columns,
      rows,
      partition: "modifier",
      notes: ["p by likelihood ratio against one slope for all groups."]
    };
  };
}
