import type {Cells} from "./cells.js";
import type {PersonTime} from "./persons.js";
import {type Tabulation, tabulate} from "./tabulate.js";

/** Cells of persons and keys that one walk may span: its index takes 4 MB. */
const cellsAtOnce = 134_217_728;

/**
 * Who spent time in each cell of a table: the rows of `persons`, ascending. So children can be counted in
 * several cells together, each once, as `Cells.persons` cannot.
 * @param cells the table of `tabulate(persons, tabulation)`.
 * Witness: `Cells.persons`, and persons of a coarser table, in test/stats/persontime/personsByCell.test.ts (law).
 */
export function personsByCell(persons: PersonTime, tabulation: Tabulation, cells: Cells): Int32Array[] {
  const n = persons.entry.length;
  const keys = Object.values(cells.keys);
  const span = keys.reduce((size, {labels}) => size * labels.length, 1);
  const numberOf = (table: Cells, i: number) => {
    let cell = 0;
    for (const name of Object.keys(cells.keys)) {
      const {codes, labels} = table.keys[name];
      cell = cell * labels.length + codes[i];
    }
    return cell;
  };
  const place = new Map(Array.from(cells.personDays, (_, i) => [numberOf(cells, i), i]));
  const found: number[][] = Array.from(cells.personDays, () => []);
  const atOnce = Math.max(1, Math.floor(cellsAtOnce / span) - 1);
  for (let begin = 0; begin < n; begin += atOnce) {
    const end = Math.min(n, begin + atOnce);
    // Only these persons spend time; each is a class of a key of its own.
    const exit = persons.exit.map((day, i) => (i >= begin && i < end ? day : persons.entry[i]));
    const codes = Int32Array.from(exit, (_, i) => (i >= begin && i < end ? i - begin : -1));
    const levels = Array.from({length: end - begin}, (_, k) => String(k));
    const own = tabulate({...persons, exit, by: {[person]: {codes, levels}, ...persons.by}}, tabulation);
    own.keys[person].codes.forEach((k, i) => {
      found[place.get(numberOf(own, i))!].push(begin + k);
    });
  }
  return found.map((rows) => Int32Array.from(rows));
}

/** The name of the key of persons, which no column has. */
const person = "\u0000person";
