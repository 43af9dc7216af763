import type {Factor} from "../../src/stats/cohort/factor.js";
import {parseNumber} from "../table/buildColumn.js";
import type {Column} from "../table/table.js";
import {valueAt} from "./columnOf.js";
import {distinctOf} from "./distinct.js";

/** The values of a column that occur, as a category: levels ascending, as numbers where all are numbers. */
export function levelsOf(column: Column, {codes, first} = distinctOf(column)): Factor {
  const names = first.map((row) => valueAt(column, row));
  const numbers = names.map(parseNumber);
  const numeric = !numbers.some(Number.isNaN);
  const order = names.map((_, k) => k);
  order.sort(
    (a, b) =>
      (numeric ? numbers[a] - numbers[b] : 0) || (names[a] < names[b] ? -1 : names[a] > names[b] ? 1 : 0)
  );
  const place = new Int32Array(names.length);
  order.forEach((code, k) => {
    place[code] = k;
  });
  return {codes: codes.map((code) => place[code]), levels: order.map((code) => names[code])};
}
