import type {Expression} from "../spec/fitSpec.js";
import {amounts, checkNotNegative} from "./numbers.js";
import type {Rows} from "./rows.js";

/** A dose of an excess, by the name of its column. */
export interface Dose {
  name: string;
  values: Float64Array;
}

/**
 * The doses of an excess: columns, or expressions on them.
 * @throws RangeError when one is named twice, is negative, or is the same in every row.
 */
export function dosesOf(rows: Rows, doses: string | Expression | readonly (string | Expression)[]): Dose[] {
  const given = [doses].flat();
  const names = given.map((dose) => (typeof dose === "string" ? dose : (dose.name ?? dose.expression)));
  return given.map((dose, k) => {
    const name = names[k];
    if (names.indexOf(name) !== k)
      throw new RangeError(`doses must be columns named once; got ${name} twice`);
    const values = typeof dose === "string" ? amounts(rows, dose) : rows.expression(dose.expression);
    checkNotNegative(rows, name, values);
    if (values.every((value) => value === values[0]))
      throw new RangeError(`${name} must vary; got ${values[0]} in every row`);
    return {name, values};
  });
}
