import {valueAt} from "../rows/columnOf.js";
import type {Rows} from "../rows/rows.js";

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
      const person = new Int32Array(others.size);
      let unknown = 0;
      for (let k = 0; k < others.size; ++k) {
        person[k] = place.get(valueAt(otherColumn, k)) ?? -1;
        if (person[k] < 0) ++unknown;
      }
      if (unknown > 0) {
        const where = others.where(person.indexOf(-1)).replace(" in ", ", first in ");
        warnings.push(`${unknown} rows of persons that do not take part are left out${where}`);
      }
      return person;
    }
  };
}
