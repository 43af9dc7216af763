import type {Cell, Column, Report, TableData, Withheld} from "../../src/stats/result/report.js";
import type {Range} from "./publishedCount.js";

/** What is counted: readers take counts of one kind to add up, whatever their column is called. */
export type CountKind = string;

/** A count in a table of a report, or by itself. */
export interface CountCell {
  report: string;
  item: string;
  /** Name of the series, for figures; "" for tables and for counts by themselves. */
  series: string;
  /** Row and column of its table; −1 for a count by itself. */
  row: number;
  column: number;
  kind: CountKind;
  /** The texts of its row, by which a reader finds the same count in another table. */
  texts: readonly string[];
  value: number | Withheld;
}

/** A table with the number of each of its count cells: `cells[row][column]`, −1 where no count is. */
export interface CountTable {
  report: string;
  item: string;
  series: string;
  data: TableData;
  cells: number[][];
}

/** Every count of some reports, and the tables that they stand in. */
export interface Counts {
  cells: CountCell[];
  tables: CountTable[];
}

/** Collects the counts of reports, disclosed or not. Counts of cases that an estimate rests on are among them. */
export function countCells(reports: readonly Report[]): Counts {
  const cells: CountCell[] = [];
  const tables: CountTable[] = [];
  for (const {id, items} of reports)
    for (const [name, item] of Object.entries(items)) {
      const alone = (value: number | Withheld, kind: CountKind) =>
        cells.push({report: id, item: name, series: "", row: -1, column: -1, kind, texts: [], value});
      if (item.kind === "estimate") {
        if (item.type === "count") alone(item.value, kindOf(`${name} ${item.label}`));
        else if (item.cases !== undefined) alone(item.cases, "cases");
      } else if (item.kind === "table") tables.push(tableCells(id, name, "", item, cells));
      else if (item.kind === "figure")
        for (const [series, data] of Object.entries(item.data))
          tables.push(tableCells(id, name, series, data, cells));
    }
  return {cells, tables};
}

function tableCells(
  report: string,
  item: string,
  series: string,
  data: TableData,
  all: CountCell[]
): CountTable {
  const cells = data.rows.map((row, i) =>
    data.columns.map((column, j) => {
      const value = row[j];
      if (column.type !== "count" || !isCount(value)) return -1;
      const texts = rowTexts(data.columns, row, data.partition);
      return (
        all.push({
          report,
          item,
          series,
          row: i,
          column: j,
          kind: kindOf(`${column.name} ${column.label}`),
          texts,
          value
        }) - 1
      );
    })
  );
  return {report, item, series, data, cells};
}

function isCount(cell: Cell): cell is number | Withheld {
  return typeof cell === "number" || (typeof cell === "object" && cell !== null);
}

function rowTexts(columns: readonly Column[], row: readonly Cell[], partition?: string): string[] {
  return row.flatMap((cell, j) =>
    (columns[j].type === "text" || columns[j].name === partition) &&
    cell !== "" &&
    cell !== null &&
    !isMain(cell)
      ? [String(cell)]
      : []
  );
}

/** What a name or label counts; "cases" before "children", for children with an event are cases. */
export function kindOf(label: string): CountKind {
  if (/\b(cases?|observed|events?)\b/i.test(label)) return "cases";
  if (/\b(children|persons?|patients?|nRisk|remaining)\b/i.test(label)) return "children";
  return label.split(" ")[0].toLowerCase();
}

/** The sum of ranges. */
export function sumOf(ranges: readonly Range[]): Range {
  return ranges.reduce((sum, {lower, upper}) => ({lower: sum.lower + lower, upper: sum.upper + upper}), {
    lower: 0,
    upper: 0
  });
}

/** Whether two counts may be the same for a reader. */
export function overlap(a: Range, b: Range): boolean {
  return a.lower <= b.upper && b.lower <= a.upper;
}

/** The line of a forest that repeats the report's own answer, and so its count. */
function isMain(cell: Cell): boolean {
  return typeof cell === "string" && /^main analysis$/i.test(cell);
}
