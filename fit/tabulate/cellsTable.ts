import {tableFromArrays, tableToIPC} from "@uwdata/flechette";
import type {Cells} from "../../src/stats/persontime/cells.js";

/**
 * The columns of a table of cells: its keys by the labels of their classes, then its figures; with expected cases
 * these and their rate per person-year.
 */
export function cellColumns(
  cells: Cells,
  expected?: Float64Array
): Record<string, ArrayLike<string | number>> {
  const {keys, pyr, cases, persons, doseMean, ageMean} = cells;
  const labels = Object.entries(keys).map(([name, key]) => [
    name,
    Array.from(key.codes, (code) => key.labels[code])
  ]);
  return {
    ...Object.fromEntries(labels),
    pyr,
    cases,
    ...(persons && {persons}),
    doseMean,
    ageMean,
    ...(expected && {expected, rate: expected.map((value, i) => value / pyr[i])})
  };
}

/** Cells as CSV with a header. */
export function cellsCsv(cells: Cells, expected?: Float64Array): string {
  const columns = Object.entries(cellColumns(cells, expected));
  const quote = (cell: string | number) => {
    const text = String(cell);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns.map(([name]) => quote(name)).join(",")];
  for (let i = 0; i < cells.pyr.length; ++i)
    lines.push(columns.map(([, values]) => quote(values[i])).join(","));
  return `${lines.join("\n")}\n`;
}

/** Cells as an Arrow IPC file. */
export function cellsArrow(cells: Cells, expected?: Float64Array): Uint8Array {
  const columns = Object.entries(cellColumns(cells, expected)).map(([name, values]) => [
    name,
    Array.isArray(values) ? values : Float64Array.from(values as ArrayLike<number>)
  ]);
  return tableToIPC(tableFromArrays(Object.fromEntries(columns)), {format: "file"})!;
}
