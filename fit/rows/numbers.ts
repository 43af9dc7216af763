import {valueAt} from "./columnOf.js";
import type {Rows} from "./rows.js";

/** A column of numbers that measure something. @throws TypeError when it is one of dates, which read as days. */
export function amounts(rows: Rows, name: string): Float64Array {
  const column = rows.column(name);
  if (column.type === "number" && column.dates)
    throw new TypeError(`${name} must be a number; got the date ${valueAt(column, 0)}${rows.where(0)}`);
  return rows.number(name);
}

/** A column of numbers ≥ 0. @throws RangeError that names the first row that is not. */
export function notNegative(rows: Rows, name: string): Float64Array {
  return checkNotNegative(rows, name, amounts(rows, name));
}

/** Numbers ≥ 0 of whatever source. @throws RangeError that names the first row that is not. */
export function checkNotNegative(rows: Rows, name: string, values: Float64Array): Float64Array {
  return checked(rows, name, "≥ 0", (value) => value >= 0, values);
}

/** A column of numbers > 0. @throws RangeError that names the first row that is not. */
export function positive(rows: Rows, name: string): Float64Array {
  return checked(rows, name, "> 0", (value) => value > 0);
}

/** A column of whole numbers ≥ 0. @throws RangeError that names the first row that is not. */
export function counts(rows: Rows, name: string): Float64Array {
  return checked(rows, name, "a whole number ≥ 0", (value) => value >= 0 && Number.isInteger(value));
}

/** A column of 0 and 1. @throws RangeError that names the first row that is neither. */
export function zeroOrOne(rows: Rows, name: string, hint = ""): Float64Array {
  return checked(rows, name, `0 or 1${hint}`, (value) => value === 0 || value === 1);
}

function checked(
  rows: Rows,
  name: string,
  condition: string,
  holds: (value: number) => boolean,
  values = amounts(rows, name)
): Float64Array {
  const wrong = values.findIndex((value) => !holds(value));
  if (wrong >= 0)
    throw new RangeError(`${name} must be ${condition}; got ${values[wrong]}${rows.where(wrong)}`);
  return values;
}
