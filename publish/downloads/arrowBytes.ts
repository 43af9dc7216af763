import {
  Bool,
  type DataType,
  Field,
  Float64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Utf8,
  vectorFromArray
} from "apache-arrow";
import {isWithheld} from "../../src/components/isWithheld.js";
import type {Cell, Column, TableData} from "../../src/stats/result/report.js";
import {shownDigits} from "./shownDigits.js";

/**
 * A table as an Arrow IPC file: fields by the columns' names, label, unit and type in their metadata. Where
 * cells of a column are withheld they are null, and a text column of that name with `_withheld` says why.
 */
export function arrowBytes({columns, rows}: TableData): Uint8Array {
  const fields: Field[] = [];
  const children: ReturnType<typeof makeData>[] = [];
  const add = (name: string, type: DataType, values: unknown[], metadata: Map<string, string>) => {
    fields.push(new Field(name, type, true, metadata));
    children.push(vectorFromArray(values, type).data[0] as never);
  };
  columns.forEach((column, j) => {
    const cells = rows.map((row) => row[j]);
    add(
      column.name,
      typeOf(column, cells),
      cells.map((cell) => value(cell, column)),
      metadataOf(column)
    );
    if (cells.some(isWithheld))
      add(
        `${column.name}_withheld`,
        new Utf8(),
        cells.map((cell) => (isWithheld(cell) ? cell.withheld : null)),
        new Map([["label", `Why ${column.label || column.name} is withheld`]])
      );
  });
  const schema = new Schema(fields);
  const data = makeData({
    type: new Struct(fields),
    length: rows.length,
    nullCount: 0,
    children: children as never
  });
  return tableToIPC(new Table([new RecordBatch(schema, data as never)]), "file");
}

function typeOf({type}: Column, cells: readonly Cell[]): DataType {
  if (type !== "text") return new Float64();
  return cells.some((cell) => typeof cell === "boolean") ? new Bool() : new Utf8();
}

function value(cell: Cell, column: Column): unknown {
  if (cell === null || isWithheld(cell)) return null;
  if (column.type === "text") return typeof cell === "boolean" ? cell : String(cell);
  if (typeof cell === "number") return shownDigits(cell, column);
  return null;
}

function metadataOf({label, type, unit}: Column): Map<string, string> {
  return new Map([["label", label], ["type", type], ...(unit ? ([["unit", unit]] as const) : [])]);
}
