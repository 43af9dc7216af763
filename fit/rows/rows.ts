import {columnsOf} from "../expression/columnsOf.js";
import {evaluate} from "../expression/evaluate.js";
import {parse} from "../expression/parse.js";
import type {Definitions} from "../spec/definitionsOf.js";
import type {Column, Table} from "../table/table.js";
import {baseColumns, columnOf, numberColumnOf, valueAt} from "./columnOf.js";

/** The largest number that still has a square whose square is finite, as models need. */
const largest = 1e50;

/** The rows of a table that take part in a fit, with what was said on the way. */
export interface Rows {
  size: number;
  /** A column's entries in these rows, of whichever type, or the values of the expression of that name. */
  column(name: string): Column;
  /** A column of finite numbers. */
  number(name: string): Float64Array;
  /** An expression's values, finite. */
  expression(text: string): Float64Array;
  /** " in row 12 of cells.csv" for the i-th of these rows. */
  where(i: number): string;
  warnings: string[];
}

/**
 * Picks the rows in which `where` holds and no used column is missing; the latter are counted in a warning.
 * @param used names of the columns that the model reads; one that the table lacks may be a definition.
 * @param least rows that there must be; where that is 0, a warning says that there is none.
 * @throws RangeError when a column does not exist, the table is empty, or no row is left; SyntaxError and
 *   TypeError when `where` cannot be read.
 */
export function pickRows(
  table: Table,
  used: readonly string[],
  where?: string,
  definitions: Definitions = new Map(),
  least = 1
): Rows {
  const condition = where === undefined ? null : parse(where);
  const columns = baseColumns(table, definitions, [...used, ...(condition ? columnsOf(condition) : [])]);
  const missing = columns.map((name) => missingIn(columnOf(table, name)));
  if (table.rows < least) throw new RangeError(`${table.name} must have rows; got a header alone`);
  const anywhere = (name: string): Column => {
    const expression = table.columns.has(name) ? undefined : definitions.get(name);
    if (expression === undefined) return columnOf(table, name);
    return {type: "number", values: evaluate(parse(expression), table.rows, anywhere)};
  };
  const holds = condition && evaluate(condition, table.rows, anywhere);
  const kept = new Int32Array(table.rows);
  const lost = columns.map(() => 0);
  let size = 0;
  let left = 0;
  for (let row = 0; row < table.rows; ++row) {
    if (holds && holds[row] === 0) continue;
    let complete = true;
    for (let k = 0; k < missing.length; ++k) {
      if (!missing[k](row)) continue;
      complete = false;
      ++lost[k];
    }
    if (complete) kept[size++] = row;
    else ++left;
  }
  const reasons = columns.flatMap((name, k) => (lost[k] > 0 ? [`${name} (${lost[k]})`] : []));
  const none = `none${where ? ` where ${where}` : ""}${left > 0 ? ` without a missing value in ${reasons.join(", ")}` : ""}`;
  if (size < least) throw new RangeError(`${table.name} must have rows to fit; got ${none}`);
  const warnings =
    size === 0
      ? [`${table.name} has no row to take: ${none}`]
      : left > 0
        ? [`${left} ${left === 1 ? "row" : "rows"} left out: missing values in ${reasons.join(", ")}`]
        : [];
  return rowsOf(table, definitions, kept.subarray(0, size), warnings);
}

function rowsOf(table: Table, definitions: Definitions, kept: Int32Array, warnings: string[]): Rows {
  const size = kept.length;
  const pick = (column: Column): Column => {
    if (size === table.rows) return column;
    if (column.type === "number") return {...column, values: at(column.values, kept)};
    return {...column, codes: Int32Array.from(kept, (row) => column.codes[row])};
  };
  const picked = new Map<string, Column>();
  const where = (i: number) => ` in row ${kept[i] + 1} of ${table.name}`;
  const rows: Rows = {
    size,
    warnings,
    where,
    column(name) {
      let column = picked.get(name);
      if (column) return column;
      const expression = table.columns.has(name) ? undefined : definitions.get(name);
      if (expression === undefined) column = pick(columnOf(table, name));
      else column = {type: "number", values: rows.expression(expression)};
      picked.set(name, column);
      return column;
    },
    number(name) {
      if (table.columns.has(name)) numberColumnOf(table, name);
      const {values} = rows.column(name) as Column & {type: "number"};
      const wrong = values.findIndex((value) => !(Math.abs(value) <= largest));
      if (wrong < 0) return values;
      const condition = Number.isFinite(values[wrong]) ? `lie within ±${largest}` : "be finite";
      throw new RangeError(`${name} must ${condition}; got ${values[wrong]}${where(wrong)}`);
    },
    expression(text) {
      const tree = parse(text);
      const values = evaluate(tree, size, rows.column);
      const wrong = values.findIndex((value) => !Number.isFinite(value));
      if (wrong < 0) return values;
      const inputs = columnsOf(tree).map((name) => `${name} ${valueAt(rows.column(name), wrong)}`);
      throw new RangeError(
        `expression "${text}" must be finite; got ${values[wrong]}${where(wrong)}${inputs.length > 0 ? ` (${inputs.join(", ")})` : ""}`
      );
    }
  };
  return rows;
}

function at(values: Float64Array, kept: Int32Array): Float64Array {
  const picked = new Float64Array(kept.length);
  for (let i = 0; i < kept.length; ++i) picked[i] = values[kept[i]];
  return picked;
}

function missingIn(column: Column): (row: number) => boolean {
  if (column.type === "text") return (row) => column.codes[row] < 0;
  const {values} = column;
  return (row) => Number.isNaN(values[row]);
}
