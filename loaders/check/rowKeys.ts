import {NO_DAY} from "../../src/stats/cohort/factor.js";
import {categories} from "./categories.js";
import type {CheckedTable} from "./checkedTable.js";
import {firstOfEach} from "./firstOfEach.js";

/** Whole numbers below `size`, one a row. */
interface Numbering {
  codes: ArrayLike<number>;
  size: number;
}

/** Numbers the keys of all rows by the named columns: equal keys, equal numbers. A missing value is a value. */
export function rowKeys(checked: CheckedTable, names: readonly string[]): ArrayLike<number> {
  return names.map((name) => numberColumn(checked, name)).reduce(combine).codes;
}

function numberColumn({table}: CheckedTable, name: string): Numbering {
  const {kind} = table.columns.find((column) => column.name === name)!;
  if (kind === "null") return {codes: new Int32Array(table.rows), size: 1};
  if (kind === "text") {
    const {codes, levels} = categories(table, name);
    return {codes: codes.map((code) => code + 1), size: levels.length + 1};
  }
  if (kind !== "date") return renumber(table.numbers(name));
  const days = table.days(name);
  let [least, greatest] = [0, 0];
  for (const day of days) {
    if (day === NO_DAY) continue;
    if (day < least) least = day;
    if (day > greatest) greatest = day;
  }
  return {codes: days.map((day) => (day === NO_DAY ? 0 : day - least + 1)), size: greatest - least + 2};
}

function combine(a: Numbering, b: Numbering): Numbering {
  if (a.size * b.size > Number.MAX_SAFE_INTEGER) return combine(renumber(a.codes), renumber(b.codes));
  const codes = new Float64Array(a.codes.length);
  for (let row = 0; row < codes.length; ++row) codes[row] = a.codes[row] * b.size + b.codes[row];
  return {codes, size: a.size * b.size};
}

function renumber(values: ArrayLike<number>): Numbering {
  return {codes: firstOfEach(values), size: values.length};
}
