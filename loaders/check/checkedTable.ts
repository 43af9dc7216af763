import {NO_DAY} from "../../src/stats/cohort/factor.js";
import type {ExtractTable} from "../extract/table.js";
import {categories} from "./categories.js";
import type {Finding, Rule} from "./finding.js";
import type {TableField, TableSchema} from "./tableSchema.js";

/** A table under check: what it is held against, and what the rules share. */
export interface CheckedTable {
  name: string;
  table: ExtractTable;
  schema: TableSchema;
  /** The fields whose columns are there and of their type: the others have been told of, once. */
  fields: TableField[];
  /** Row of the child of each row, −1 unknown; `null` for a table without children. */
  personRow: Int32Array | null;
  persons: ExtractTable | null;
}

/** A finding where `count` rows do not keep a rule; none where all do. */
export function found(
  {name, table}: Pick<CheckedTable, "name" | "table">,
  column: string | undefined,
  rule: Rule,
  severity: Finding["severity"],
  count: number,
  expectation: string,
  of = table.rows
): Finding[] {
  if (count === 0) return [];
  const what = column === undefined ? name : `${name}.${column}`;
  return [{table: name, column, rule, severity, count, of, message: `${what} ${expectation}`}];
}

/** A finding on a column or table as a whole. */
export function foundWhole(
  table: string,
  column: string | undefined,
  rule: Rule,
  severity: Finding["severity"],
  message: string
): Finding[] {
  return [{table, column, rule, severity, count: 1, of: 1, message}];
}

/** Which rows lack a value in the field's column. */
export function missing(
  {table}: Pick<CheckedTable, "table">,
  {name, type}: TableField
): (row: number) => boolean {
  if (table.columns.find((column) => column.name === name)!.kind === "null") return () => true;
  if (type === "date") {
    const days = table.days(name);
    return (row) => days[row] === NO_DAY;
  }
  if (type === "string") {
    const {codes} = categories(table, name);
    return (row) => codes[row] < 0;
  }
  const numbers = table.numbers(name);
  return (row) => Number.isNaN(numbers[row]);
}

/** Number of rows below `rows` for which `fails` holds. */
export function countRows(rows: number, fails: (row: number) => boolean): number {
  let count = 0;
  for (let row = 0; row < rows; ++row) if (fails(row)) ++count;
  return count;
}
