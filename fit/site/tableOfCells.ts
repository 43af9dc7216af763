import type {Cells} from "../../src/stats/persontime/cells.js";
import {buildColumn} from "../table/buildColumn.js";
import type {Column, Table} from "../table/table.js";
import {cellColumns} from "../tabulate/cellsTable.js";

/** Cells as the table that `harmonic fit` would read from their CSV. */
export function tableOfCells(name: string, cells: Cells): Table {
  const rows = cells.pyr.length;
  const columns = Object.entries(cellColumns(cells)).map(([column, values]): [string, Column] => [
    column,
    buildColumn(rows, (row) => values[row])
  ]);
  return {name, rows, columns: new Map(columns)};
}
