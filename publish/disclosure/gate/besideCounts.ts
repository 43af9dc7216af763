import type {Cell, Column, Report, Withheld} from "../../../src/stats/result/report.js";
import type {Policy} from "../../policy.js";
import type {Range} from "../publishedCount.js";
import {type FactColumn, type FactTable, factTables} from "./factTables.js";
import {knownFigure} from "./knownFigure.js";

/** A column of counts with all that the reports publish of the same children, row for row. */
export interface CountFacts {
  table: FactTable;
  count: Column;
  cells: readonly Cell[];
  /** Columns of its own and of other tables; `null` where another has no row about the same children. */
  beside: Beside[];
}

/** A column as it stands beside counts, and the table that it is from. */
export interface Beside extends FactColumn {
  table: FactTable;
  /** What each figure may have been before it was rounded. */
  known: (row: number) => Range | null;
}

/** A row of a count that can be told, the column that tells it, and how. */
export interface Told {
  row: number;
  by: Beside;
  what: string;
}

/** A row of a table. */
type Place = readonly [table: number, row: number];

/**
 * What stands beside each column of counts in the eyes of a reader who has all tables at once: columns of its
 * own table; of tables of the report with a row of the same texts, or with some of them where others stand in
 * a caption; of any report with a row of the same person-years. Of several such rows in a table none is taken.
 */
export function* besideCounts(reports: readonly Report[], policy: Policy): Generator<CountFacts> {
  const tables = factTables(reports);
  const {byTexts, byPart, byMark, markOf} = indexOf(tables);
  for (const [t, table] of tables.entries()) {
    const counts = table.columns.filter(({column}) => column.type === "count");
    if (counts.length === 0) continue;
    const rowsIn = new Map<number, Int32Array>([[t, Int32Array.from(table.rows.keys())]]);
    /** Takes the one row of each other table that is among `places`, where no better one was found before. */
    const take = (row: number, places: readonly Place[]) => {
      if (places.length === 0) return;
      const found = new Map<number, number>();
      for (const [other, at] of places)
        if (other !== t) found.set(other, (found.get(other) ?? at) === at ? at : none);
      for (const [other, at] of found) {
        const rows = rowsIn.get(other) ?? new Int32Array(table.rows.length).fill(none);
        rowsIn.set(other, rows);
        if (rows[row] === none) rows[row] = at;
      }
    };
    table.texts.forEach((texts, row) => {
      const own = keyOf(table, texts);
      take(row, byTexts.get(own) ?? []);
      take(row, byPart.get(own) ?? []);
      take(
        row,
        partsOf(texts).flatMap((part) => byTexts.get(keyOf(table, part)) ?? [])
      );
      const mark = markOf(t, row);
      const marked = mark === null ? [] : (byMark.get(mark) ?? []);
      take(
        row,
        marked.filter(([other, at]) => mayBeSame(table, row, tables[other], at))
      );
    });
    const columns = alignedColumns(tables, rowsIn, policy);
    for (const {column: count, cells} of counts)
      yield {table, count, cells, beside: columns.filter((one) => !isSame(one.cells, cells))};
  }
}

const none = -1;

/** Rows by all of their texts, by some of them, and by their mark. */
function indexOf(tables: readonly FactTable[]) {
  const byTexts = new Map<string, Place[]>();
  const byPart = new Map<string, Place[]>();
  const byMark = new Map<string, Place[]>();
  const marks = new Map<string, string | null>();
  const add = (map: Map<string, Place[]>, key: string, place: Place) => {
    const list = map.get(key);
    if (list) list.push(place);
    else map.set(key, [place]);
  };
  tables.forEach((table, t) => {
    table.texts.forEach((texts, row) => {
      const own = keyOf(table, texts);
      add(byTexts, own, [t, row]);
      for (const part of partsOf(texts)) add(byPart, keyOf(table, part), [t, row]);
      const mark = table.marks[row];
      if (mark === null) return;
      add(byMark, mark, [t, row]);
      marks.set(own, !marks.has(own) || marks.get(own) === mark ? mark : null);
    });
  });
  const markOf = (t: number, row: number) =>
    tables[t].marks[row] ?? marks.get(keyOf(tables[t], tables[t].texts[row])) ?? null;
  return {byTexts, byPart, byMark, markOf};
}

function keyOf({report}: FactTable, texts: readonly string[]): string {
  return [report, ...[...texts].sort()].join("\u0000");
}

/** All choices of some of the texts; of more than four none. */
function partsOf(texts: readonly string[]): string[][] {
  if (texts.length > 4) return [];
  const all = 2 ** texts.length - 1;
  return Array.from({length: Math.max(0, all - 1)}, (_, k) => texts.filter((__, i) => ((k + 1) >> i) & 1));
}

/** The columns of all tables in the order of the rows that they are beside, each once. */
function alignedColumns(
  tables: readonly FactTable[],
  rowsIn: ReadonlyMap<number, Int32Array>,
  policy: Policy
): Beside[] {
  const seen = new Map<string, Beside>();
  for (const [t, rows] of rowsIn) {
    const align = (cells: readonly Cell[]) => Array.from(rows, (row): Cell => (row < 0 ? null : cells[row]));
    for (const {column, cells, bounds} of tables[t].columns) {
      const own = align(cells);
      if (!own.some((cell) => cell !== null)) continue;
      const parts = [own, ...bounds.map(align)];
      const key = `${column.type} ${column.digits} ${parts.map((part) => part.map(plain).join()).join(";")}`;
      if (seen.has(key)) continue;
      const known = remembered((row) => knownFigure(own[row], column, policy));
      seen.set(key, {column, cells: own, bounds: parts.slice(1), table: tables[t], known});
    }
  }
  return [...seen.values()];
}

/** Whether no count that two rows give under the same name differs: then they may be of the same children. */
function mayBeSame(a: FactTable, row: number, b: FactTable, at: number): boolean {
  return a.columns.every(({column, cells}) => {
    const other = b.columns.find((one) => one.column.type === "count" && one.column.name === column.name);
    return column.type !== "count" || !other || isSame([cells[row]], [other.cells[at]]);
  });
}

/** Whether two columns say the same wherever both say anything. */
function isSame(a: readonly Cell[], b: readonly Cell[]): boolean {
  return a.every((cell, i) => cell === null || b[i] === null || plain(cell) === plain(b[i]));
}

function plain(cell: Cell): Exclude<Cell, Withheld> {
  return typeof cell === "object" && cell !== null ? cell.withheld : cell;
}

/** What a row gives, worked out when it is first asked for. */
function remembered<Value>(make: (row: number) => Value): (row: number) => Value {
  const known: Value[] = [];
  return (row) => (row in known ? known[row] : (known[row] = make(row)));
}
