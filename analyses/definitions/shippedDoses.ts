import {procedureKeys} from "../../loaders/check/procedureKeys.js";
import type {DoseRealisations} from "../../loaders/extract/doseRealisations.js";
import type {Realisations} from "../../src/stats/dose/realisations.js";
import type {Study} from "../study.js";
import type {Organ} from "./organs.js";
import {procedures} from "./procedures.js";

/**
 * The organ's dose at each procedure, in the order of `procedures(study).order`, in the realisations that the extract
 * ships: the first `most` of them, or all where they are fewer.
 * @throws RangeError when a procedure has no row among them.
 */
export function shippedDoses(
  study: Study,
  organ: Organ,
  shipped: DoseRealisations,
  most: number
): Realisations {
  const rows = study.once("rows of the shipped realisations", () => {
    const given = new Map(procedureKeys(shipped.table(0)).map((key, row) => [key, row]));
    const keys = procedureKeys(study.table("procedures"));
    return procedures(study).order.map((own) => {
      const row = given.get(keys[own]);
      if (row === undefined)
        throw new RangeError(`${shipped.file} must have a row for every procedure; got none for one`);
      return row;
    });
  });
  return {
    count: Math.min(most, shipped.count),
    rows: rows.length,
    read(realisation, into) {
      const dose = shipped.table(realisation).numbers(organ.procedureColumn);
      for (let place = 0; place < rows.length; ++place) into[place] = dose[rows[place]];
    }
  };
}
