import type {ReferenceRates} from "../../src/stats/sir/referenceRates.js";
import {levelsOf} from "../rows/levels.js";
import {notNegative} from "../rows/numbers.js";
import {pickRows} from "../rows/rows.js";
import type {Table} from "../table/table.js";
import type {TabulateSpec} from "./tabulateSpec.js";

/**
 * Reference rates from a table with a row a rate: lower edges of bands of age and year, each band running to the
 * next edge and the last open, and columns that match keys of persons by their values.
 * @returns rates per person-year.
 * @throws RangeError and TypeError with one line that names the column and the row.
 */
export function ratesOf(
  {rate, age, year, by = [], per = 1, where}: NonNullable<TabulateSpec["rates"]>,
  table: Table,
  warnings: string[]
): ReferenceRates {
  const used = [rate, age, year, ...by].filter((name) => name !== undefined);
  const rows = pickRows(table, used, where);
  warnings.push(...rows.warnings);
  const band = (column: string | undefined) => {
    const from = column === undefined ? new Float64Array(rows.size) : rows.number(column);
    const edges = [...new Set(from)].sort((a, b) => a - b);
    return {from, to: from.map((edge) => edges[edges.indexOf(edge) + 1] ?? Infinity)};
  };
  const [ages, years] = [band(age), band(year)];
  return {
    by: Object.fromEntries(by.map((name) => [name, levelsOf(rows.column(name))])),
    ageFrom: ages.from,
    ageTo: ages.to,
    yearFrom: years.from,
    yearTo: years.to,
    rate: notNegative(rows, rate).map((value) => value / per)
  };
}
