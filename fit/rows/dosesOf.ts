import {notNegative} from "./numbers.js";
import type {Rows} from "./rows.js";

/** A dose of an excess, by the name of its column. */
export interface Dose {
  name: string;
  values: Float64Array;
}

/**
 * The doses of an excess. @throws RangeError when one is named twice, is negative, or is the same in every row.
 */
export function dosesOf(rows: Rows, columns: string | readonly string[]): Dose[] {
  const names = [columns].flat();
  return names.map((name, k) => {
    if (names.indexOf(name) !== k)
      throw new RangeError(`doses must be columns named once; got ${name} twice`);
    const values = notNegative(rows, name);
    if (values.every((value) => value === values[0]))
      throw new RangeError(`${name} must vary; got ${values[0]} in every row`);
    return {name, values};
  });
}
