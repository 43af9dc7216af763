import type {Study} from "../study.js";
import {personRows, persons} from "./persons.js";
import {procedures} from "./procedures.js";

/**
 * Generation of equipment of each procedure, in the order of `procedures(study).order`, as a code of the table's
 * levels: where it was not recorded, that of the centre's procedure before, by date.
 */
export function equipmentUsed(study: Study): Int32Array {
  return study.once("equipment used", () => {
    const {order, day} = procedures(study);
    const {codes} = study.table("procedures").factor("era");
    const centre = centreOf(study);
    const byDate = Int32Array.from(order.keys()).sort((a, b) => day[order[a]] - day[order[b]] || a - b);
    const last = new Int32Array(persons(study).centre.levels.length + 1);
    const used = new Int32Array(order.length);
    for (const k of byDate) {
      if (codes[order[k]] >= 0) last[centre[k]] = codes[order[k]];
      used[k] = last[centre[k]];
    }
    return used;
  });
}

/** Centre of each procedure as a code of its levels; the number of levels where it is not known. */
export function centreOf(study: Study): Int32Array {
  const person = personRows(study, "procedures");
  const {centre} = persons(study);
  return procedures(study).order.map((row) => {
    const own = centre.codes[person[row]];
    return own < 0 ? centre.levels.length : own;
  });
}
