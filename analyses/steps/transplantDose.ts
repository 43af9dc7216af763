import type {Cell, Column} from "../../src/stats/result/report.js";
import type {Step} from "../analysis.js";
import {cells, type DoseResponse} from "../designs/doseResponse.js";

const columns: Column[] = [
  {name: "status", label: "Person-time", type: "text"},
  {name: "personYears", label: "Person-years", type: "personTime"},
  {name: "meanDose", label: "Mean dose", type: "number", unit: "mGy", digits: 3, from: ["cases"]},
  {name: "cases", label: "Cases", type: "count"},
  {
    name: "rate",
    label: "Crude rate",
    type: "number",
    unit: "per 10⁵ person-years",
    digits: 3,
    from: ["cases"]
  }
];

/** Dose and crude rate before and after transplant: why leaving it out deceives. */
export function transplantDose(design: DoseResponse): Step {
  return (study) => {
    const table = cells(study, design);
    const {codes} = table.keys.transplant;
    const rows = ["before transplant, or without", "after transplant"].map((status, code): Cell[] => {
      let pyr = 0;
      let cases = 0;
      let dose = 0;
      for (let i = 0; i < codes.length; ++i) {
        if (codes[i] !== code) continue;
        pyr += table.pyr[i];
        cases += table.cases[i];
        dose += table.pyr[i] * table.doseMean[i];
      }
      return [status, pyr, dose / pyr, cases, (1e5 * cases) / pyr];
    });
    return {
      kind: "table",
      caption: `Cumulative dose to the ${design.organ.label} and crude rate of ${design.outcome.label} before and after transplant.`,
      columns,
      rows
    };
  };
}
