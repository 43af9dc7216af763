import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {bands} from "../designs/bands.js";
import {cells, type DoseResponse, fitExcess} from "../designs/doseResponse.js";

const columns: Column[] = [
  {name: "band", label: "Dose", type: "text", unit: "mGy"},
  {name: "personYears", label: "Person-years", type: "personTime"},
  {name: "cases", label: "Observed", type: "count"},
  {
    name: "background",
    label: "Background",
    type: "number",
    unit: "cases",
    digits: 3,
    decimals: 1,
    from: ["cases"]
  },
  {name: "excess", label: "Excess", type: "number", unit: "cases", digits: 3, decimals: 1, from: ["cases"]},
  {
    name: "fraction",
    label: "Attributable",
    type: "number",
    unit: "%",
    digits: 3,
    decimals: 1,
    from: ["cases"]
  }
];

/** Fitted background and excess cases and the attributable fraction in each dose band. */
export function excessCases(design: DoseResponse): Step {
  return (study) => {
    const model = fitExcess(study, design);
    const list = bands(cells(study, design), design);
    const total = (column: Float64Array, rows: readonly number[]) =>
      rows.reduce((sum, i) => sum + column[i], 0);
    const row = (label: string, rows: readonly number[], pyr: number, cases: number): Cell[] => {
      const excess = total(model.excess, rows);
      const background = total(model.background, rows);
      return [label, pyr, cases, background, excess, (100 * excess) / (background + excess)];
    };
    const all = list.flatMap((band) => band.cells);
    return {
      kind: "table",
      caption: `Cases of ${design.outcome.label} that the model attributes to the background and to dose.`,
      columns,
      rows: [
        ...list.map(({label, cells: own, pyr, cases}) => row(label, own, pyr, cases)),
        row(
          "all",
          all,
          list.reduce((sum, {pyr}) => sum + pyr, 0),
          list.reduce((sum, {cases}) => sum + cases, 0)
        )
      ]
    };
  };
}
