import type {Cells} from "../../src/stats/persontime/cells.js";
import {expectedCases} from "../../src/stats/sir/expectedCases.js";
import {type ReferenceRates, selectRates} from "../../src/stats/sir/referenceRates.js";
import type {Study} from "../study.js";
import type {Outcome} from "./outcomes.js";

/** The registries' rates of the extract, per person-year. */
export function referenceRates(study: Study): ReferenceRates {
  return study.once("reference rates", () => {
    const table = study.table("rates");
    return {
      by: {country: table.factor("country"), sex: table.factor("sex"), group: table.factor("group")},
      ageFrom: table.numbers("age_from"),
      ageTo: table.numbers("age_to"),
      yearFrom: table.numbers("year_from"),
      yearTo: table.numbers("year_to"),
      rate: table.numbers("rate")
    };
  });
}

/** The registries' rates of the outcome, one table a group of its diagnoses. */
export function ratesOf(study: Study, {groups}: Outcome): ReferenceRates[] {
  return study.once(`rates of ${groups.join(", ")}`, () =>
    groups.map((group) => selectRates(referenceRates(study), {group}))
  );
}

/** Cases of the outcome expected in each cell at the registries' rates. */
export function expectedIn(study: Study, outcome: Outcome, cells: Cells): Float64Array {
  const all = ratesOf(study, outcome).map((rates) => expectedCases(cells, rates));
  return cells.pyr.map((_, i) => all.reduce((sum, of) => sum + of[i], 0));
}
