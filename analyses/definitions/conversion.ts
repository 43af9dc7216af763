import {log} from "../../src/stats/numeric/elementary.js";
import {type LinearFit, linearRegression} from "../../src/stats/regression/linearRegression.js";
import type {Study} from "../study.js";
import type {Organ} from "./organs.js";
import {procedures} from "./procedures.js";

/**
 * The regression of log dose (mGy) to an organ on log PKA (Gy·cm²), log weight (of 10 kg) and class of
 * procedure, over procedures with a recorded product and a plausible weight and dose.
 */
export function conversion(study: Study, organ: Organ): LinearFit {
  return study.once(`conversion ${organ.name}`, () => {
    const table = study.table("procedures");
    const dose = table.numbers(organ.procedureColumn);
    const pka = table.numbers("pka_gycm2");
    const weight = table.numbers("weight_kg");
    const kind = table.factor("class");
    const rows = procedures(study).order.filter(
      (row) => pka[row] > 0 && weight[row] > 0.5 && weight[row] < 200 && dose[row] > 0 && dose[row] < 2000
    );
    const column = (value: (row: number) => number) => Float64Array.from(rows, value);
    const others = kind.levels.map((_, k) => k).slice(1);
    return linearRegression({
      value: column((row) => log(dose[row])),
      terms: {
        names: ["log PKA", "log weight", ...others.map((k) => kind.levels[k])],
        columns: [
          column((row) => log(pka[row])),
          column((row) => log(weight[row] / 10)),
          ...others.map((k) => column((row) => Number(kind.codes[row] === k)))
        ]
      }
    });
  });
}
