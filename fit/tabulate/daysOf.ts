import {NO_DAY} from "../../src/stats/cohort/factor.js";
import type {Rows} from "../rows/rows.js";

/** Days of five centuries: a number beyond is rather a date written without its hyphens. */
const farthest = 182622;

/**
 * A column of days: dates, or whole days since 1970-01-01; `NO_DAY` where missing.
 * @throws TypeError or RangeError that names the first row that holds no day.
 */
export function daysOf(rows: Rows, name: string): Int32Array {
  const column = rows.column(name);
  if (column.type === "text") {
    const wrong = column.codes.findIndex(
      (code) => code >= 0 && !/^\d{4}-\d{2}-\d{2}$/.test(column.levels[code])
    );
    const row =
      wrong >= 0 ? wrong : column.codes.findIndex((code) => code >= 0 && !exists(column.levels[code]));
    throw new TypeError(
      `${name} must be a date yyyy-mm-dd; got "${column.levels[column.codes[row]]}"${rows.where(row)}`
    );
  }
  const {values} = column;
  const days = new Int32Array(values.length);
  for (let i = 0; i < values.length; ++i) {
    if (Number.isNaN(values[i])) days[i] = NO_DAY;
    else if (Number.isInteger(values[i]) && Math.abs(values[i]) < farthest) days[i] = values[i];
    else
      throw new RangeError(
        `${name} must be a date yyyy-mm-dd, or a whole day counted from 1970-01-01; got ${values[i]}${rows.where(i)}`
      );
  }
  return days;
}

function exists(date: string): boolean {
  const time = Date.parse(date);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
