import {valueAt} from "../rows/columnOf.js";
import type {Rows} from "../rows/rows.js";
import {isTooLong, parseNumber} from "../table/buildColumn.js";

/** Persons by their id. */
export interface Persons {
  /** The person of each row of another table; −1 for none, which a warning counts. */
  find(rows: Rows, id: string, warnings: string[]): Int32Array;
}

/** Indexes persons by id. @throws RangeError when two rows have one id. */
export function linkPersons(rows: Rows, id: string): Persons {
  const place = new Map<string, number>();
  const column = rows.column(id);
  for (let i = 0; i < rows.size; ++i) {
    const name = valueAt(column, i);
    if (place.has(name))
      throw new RangeError(`${id} must tell persons apart; got ${name} again${rows.where(i)}`);
    place.set(name, i);
  }
  return {
    find(others, otherId, warnings) {
      const otherColumn = others.column(otherId);
      // Where one table's ids are numbers, and the other's are not all, 007 there is the 7 of here.
      const mixed = otherColumn.type !== column.type;
      const key = (name: string) => (mixed ? asNumber(name) : name);
      const known = mixed ? byNumber(place) : place;
      const person = new Int32Array(others.size);
      let unknown = 0;
      for (let k = 0; k < others.size; ++k) {
        person[k] = known.get(key(valueAt(otherColumn, k))) ?? -1;
        if (person[k] < 0) ++unknown;
      }
      if (unknown > 0) {
        const where = others.where(person.indexOf(-1)).replace(" in ", ", first in ");
        warnings.push(
          `${unknown} ${unknown === 1 ? "row of a person that does not take part is" : "rows of persons that do not take part are"} left out${where}`
        );
      }
      return person;
    }
  };
}

function asNumber(name: string): string {
  const value = isTooLong(name) ? NaN : parseNumber(name);
  return Number.isNaN(value) ? name : String(value);
}

/** Persons by their ids as numbers; two that are one number stay out. */
function byNumber(place: ReadonlyMap<string, number>): Map<string, number> {
  const found = new Map<string, number>();
  const twice = new Set<string>();
  for (const [name, person] of place) {
    const key = asNumber(name);
    if (found.has(key)) twice.add(key);
    found.set(key, person);
  }
  for (const key of twice) found.delete(key);
  return found;
}
