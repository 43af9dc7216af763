import type {Cell, Column, TableData} from "../stats/result/report.js";
import {cellText} from "./cellText.js";
import {intervalTexts, undetermined} from "./intervalText.js";
import {isWithheld} from "./isWithheld.js";

/** A cell as it is printed: its text, and in a column of estimates what stands in brackets after it. */
export interface PrintedCell {
  text: string;
  interval?: string;
  withheld?: boolean;
  /** Where the text leads to. */
  href?: string;
}

/** A table as it is printed, whatever it is printed on. */
export interface PrintedTable {
  columns: {header: string; numeric: boolean}[];
  /** Rows under their heading; `null` where a table has no groups. */
  groups: {name: string | null; rows: PrintedCell[][]}[];
}

/**
 * A table of values as journals print it: a figure followed by its lower and upper bound is one column,
 * "1.24 (0.88 to 1.75)", a bound that is not determined "n.d.", no bounds at all a reference; where the
 * first column has the same value in rows that follow each other, its values are headings over their rows.
 */
export function printedTable(data: TableData): PrintedTable {
  const grouped = data.columns.length > 2 && data.columns[0].type === "text" && areGroups(data);
  const columns = printedColumns(grouped ? drop(data) : data);
  const print = (row: readonly Cell[]) => columns.map(({cell}) => cell(row));
  return {
    columns: columns.map(({header, numeric}) => ({header, numeric})),
    groups: grouped
      ? groups(data.rows).map(([name, rows]) => ({name, rows: rows.map((row) => print(row.slice(1)))}))
      : [{name: null, rows: data.rows.map(print)}]
  };
}

interface PrintedColumn {
  header: string;
  numeric: boolean;
  cell: (row: readonly Cell[]) => PrintedCell;
}

function printedColumns({columns, rows}: TableData): PrintedColumn[] {
  const printed: PrintedColumn[] = [];
  const addresses = new Set(columns.map(({link}) => link));
  for (let j = 0; j < columns.length; ++j) {
    const column = columns[j];
    if (addresses.has(column.name)) continue;
    if (hasBounds(columns, j)) {
      printed.push(intervalColumn(columns, rows, j));
      j += 2;
      continue;
    }
    const to = columns.findIndex(({name}) => name === column.link);
    const text = cellText(
      column,
      rows.map((row) => row[j])
    );
    printed.push({
      header: header(column),
      numeric: column.type !== "text",
      cell: (row) => {
        const href = to < 0 ? null : row[to];
        return typeof href === "string" ? {...marked(row[j], text), href} : marked(row[j], text);
      }
    });
  }
  return printed;
}

function hasBounds(columns: readonly Column[], j: number): boolean {
  return (
    (columns[j].type === "number" || columns[j].type === "probability") &&
    columns[j + 1]?.name === "lower" &&
    columns[j + 2]?.name === "upper"
  );
}

function intervalColumn(columns: readonly Column[], rows: readonly Cell[][], j: number): PrintedColumn {
  const column = columns[j];
  const asCells = (row: readonly Cell[]) => ({estimate: row[j], lower: row[j + 1], upper: row[j + 2]});
  const plain = cellText(
    {digits: 3, ...column},
    rows.map((row) => row[j])
  );
  const texts = intervalTexts(rows.map(asCells), column.digits);
  const percent = column.type === "probability";
  const estimate = (row: readonly Cell[]) => (percent ? plain(row[j]) : texts.estimate(asCells(row)));
  const bound = (row: readonly Cell[], side: "lower" | "upper") => {
    const cell = asCells(row)[side];
    return percent && cell !== null ? plain(cell) : texts.bound(asCells(row), side);
  };
  return {
    header: header({...column, label: `${column.label} (CI)`}),
    numeric: true,
    cell: (row) => {
      const [value, lower, upper] = [row[j], row[j + 1], row[j + 2]];
      if (typeof value !== "number") return marked(value, plain);
      if (isWithheld(lower) || isWithheld(upper)) return {text: estimate(row)};
      if (lower === null && upper === null)
        return value === 1 || value === 0
          ? {text: String(value), interval: "(reference)"}
          : {text: estimate(row), interval: `(${undetermined})`};
      return {text: estimate(row), interval: `(${bound(row, "lower")} to ${bound(row, "upper")})`};
    }
  };
}

function marked(cell: Cell, text: (cell: Cell) => string): PrintedCell {
  return isWithheld(cell) ? {text: text(cell), withheld: true} : {text: text(cell)};
}

function header({label, unit: named, type}: Column): string {
  const unit = type === "probability" ? "%" : named;
  return unit && unit !== label.toLowerCase() ? `${label} (${unit})`.replace(") (", ", ").trim() : label;
}

/** Whether the first column names two or more groups, none of them in two places, one with several rows. */
function areGroups({rows}: TableData): boolean {
  const names = rows.map(([first]) => first);
  const distinct = new Set(names);
  const runs = names.filter((name, i) => i === 0 || name !== names[i - 1]).length;
  const blank = names.some((name) => typeof name !== "string" || name === "");
  return !blank && distinct.size > 1 && distinct.size < names.length && runs === distinct.size;
}

function drop({columns, rows}: TableData): TableData {
  return {columns: columns.slice(1), rows: rows.map((row) => row.slice(1))};
}

function groups(rows: readonly Cell[][]): [string, Cell[][]][] {
  const found = new Map<string, Cell[][]>();
  for (const row of rows) {
    const name = String(row[0]);
    const own = found.get(name);
    if (own) own.push(row);
    else found.set(name, [row]);
  }
  return [...found];
}
