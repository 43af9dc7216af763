import {groupBySubject} from "../../src/stats/cohort/link.js";
import type {Study} from "../study.js";
import type {Organ} from "./organs.js";
import {personRows, persons} from "./persons.js";

/** The procedures that count, those of each child in the order of their dates. */
export interface Procedures {
  /** Records of child i are `order[ptr[i] … ptr[i + 1] − 1]`, rows of the procedures table. */
  ptr: Int32Array;
  order: Int32Array;
  day: Int32Array;
  /** Rows left out because another row has the same child, date and class. */
  duplicates: number;
}

/**
 * The procedures of each child. Of several rows with one child, date and class, which the check of the
 * extract reports as duplicated or contradictory, the first counts.
 */
export function procedures(study: Study): Procedures {
  return study.once("procedures", () => {
    const table = study.table("procedures");
    const day = table.days("date");
    const kind = table.factor("class").codes;
    const {size} = persons(study);
    const all = groupBySubject(personRows(study, "procedures"), size, day);
    const ptr = new Int32Array(size + 1);
    const order = new Int32Array(all.order.length);
    let kept = 0;
    for (let i = 0; i < size; ++i) {
      const first = kept;
      for (let k = all.ptr[i]; k < all.ptr[i + 1]; ++k) {
        const row = all.order[k];
        let repeated = false;
        for (let j = kept - 1; j >= first && day[order[j]] === day[row]; --j)
          repeated ||= kind[order[j]] === kind[row];
        if (!repeated) order[kept++] = row;
      }
      ptr[i + 1] = kept;
    }
    return {ptr, order: order.slice(0, kept), day, duplicates: all.order.length - kept};
  });
}

/** Cumulative exposure of the chosen children: day and dose (mGy) of each procedure, as compressed rows. */
export interface Exposures {
  ptr: Int32Array;
  day: Int32Array;
  dose: Float64Array;
}

/** Places in `procedures(study).order` of the procedures of the chosen children, in the order of `exposures`. */
export function exposedPlaces(study: Study, rows: Int32Array): Int32Array {
  const {ptr} = procedures(study);
  const places: number[] = [];
  for (const row of rows) for (let k = ptr[row]; k < ptr[row + 1]; ++k) places.push(k);
  return Int32Array.from(places);
}

/** The organ's dose at each procedure of the chosen children, in their order. */
export function exposures(study: Study, organ: Organ, rows: Int32Array): Exposures {
  const {ptr, order, day} = procedures(study);
  const dose = study.table("procedures").numbers(organ.procedureColumn);
  const chosenPtr = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    chosenPtr[i + 1] = chosenPtr[i] + ptr[row + 1] - ptr[row];
  });
  const chosenDay = new Int32Array(chosenPtr[rows.length]);
  const chosenDose = new Float64Array(chosenPtr[rows.length]);
  rows.forEach((row, i) => {
    for (let k = ptr[row], to = chosenPtr[i]; k < ptr[row + 1]; ++k, ++to) {
      chosenDay[to] = day[order[k]];
      chosenDose[to] = dose[order[k]];
    }
  });
  return {ptr: chosenPtr, day: chosenDay, dose: chosenDose};
}
