import {type Cells, tabulate} from "../../src/stats/persontime/tabulate.js";
import {rateBreaks} from "../../src/stats/sir/referenceRates.js";
import {persons, take, takeFactor} from "../definitions/persons.js";
import {expectedIn, ratesOf} from "../definitions/referenceRates.js";
import type {Study} from "../study.js";
import {type DoseResponse, followed} from "./doseResponse.js";

/** Person-time of a cohort by sex, country, age and year as the registries divide it, and the cases that their rates expect in each cell. */
export function registryCells(study: Study, design: DoseResponse): {cells: Cells; expected: Float64Array} {
  const {age, year} = rateBreaks(ratesOf(study, design.outcome)[0]);
  const all = persons(study);
  const {rows, entry, exit, event} = followed(study, design);
  const cells = tabulate(
    {
      entry,
      exit,
      event,
      birth: take(all.birth, rows),
      by: {sex: takeFactor(all.sex, rows), country: takeFactor(all.country, rows)}
    },
    {scales: {age, year}}
  );
  return {cells, expected: expectedIn(study, design.outcome, cells)};
}
