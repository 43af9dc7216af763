import {closest, distance} from "fastest-levenshtein";
import type {ExtractTable, TableColumn} from "../extract/table.js";
import {foundWhole} from "./checkedTable.js";
import type {Finding} from "./finding.js";
import type {TableField, TableSchema} from "./tableSchema.js";

/**
 * Compares a table's columns with its Table Schema: missing (the nearest unknown column is named), given
 * twice, of another type, of another unit than its metadata states: errors; unknown: a warning.
 * @returns the findings, and the fields whose columns can be checked further.
 */
export function checkColumns(
  name: string,
  {columns, rows, numbers}: ExtractTable,
  {fields}: TableSchema
): {findings: Finding[]; fields: TableField[]} {
  const findings: Finding[] = [];
  const tell = (column: string, rule: Finding["rule"], severity: Finding["severity"], message: string) =>
    findings.push(...foundWhole(name, column, rule, severity, message));
  const known = new Set(fields.map((field) => field.name));
  const unknown = columns.map((column) => column.name).filter((column) => !known.has(column));
  for (const column of unknown)
    tell(
      column,
      "column unknown",
      "warning",
      `${name} has the column ${column}, which the data dictionary has not`
    );
  const usable: TableField[] = [];
  for (const field of fields) {
    const given = columns.filter((column) => column.name === field.name);
    const what = `${name}.${field.name}`;
    if (given.length === 0) {
      const near = unknown.length > 0 ? closest(field.name, unknown) : "";
      const hint = near !== "" && distance(field.name, near) <= 4 ? `; is it ${near}?` : "";
      tell(field.name, "column missing", "error", `${name} must have the column ${field.name}${hint}`);
    } else if (given.length > 1)
      tell(field.name, "column twice", "error", `${what} must be one column; got ${given.length}`);
    else if (!fits(given[0], field, rows, numbers))
      tell(
        field.name,
        "type",
        "error",
        `${what} must be ${typeNames[field.type]}; got ${given[0].arrowType}`
      );
    else {
      const {unit} = given[0];
      if (unit !== undefined && field.unit !== undefined && unit !== field.unit)
        tell(field.name, "unit", "error", `${what} must be in ${field.unit}; got ${unit}`);
      usable.push(field);
    }
  }
  return {findings, fields: usable};
}

const typeNames = {
  string: "a column of texts",
  date: "a column of dates",
  number: "a column of numbers",
  integer: "a column of whole numbers",
  boolean: "a column of yes and no"
};

const kinds: Record<TableField["type"], TableColumn["kind"][]> = {
  string: ["text"],
  date: ["date"],
  number: ["number", "integer"],
  integer: ["integer"],
  boolean: ["boolean"]
};

/** Whole numbers may come as floating-point numbers; a column without any value fits every type. */
function fits(
  {name, kind}: TableColumn,
  {type, unit}: TableField,
  rows: number,
  numbers: ExtractTable["numbers"]
): boolean {
  if (kind === "null" || kinds[type].includes(kind)) return true;
  if (type === "integer" && unit === "days from birth") return kind === "date";
  if (type !== "integer" || kind !== "number") return false;
  const values = numbers(name);
  for (let row = 0; row < rows; ++row) if (values[row] % 1 !== 0 && !Number.isNaN(values[row])) return false;
  return true;
}
