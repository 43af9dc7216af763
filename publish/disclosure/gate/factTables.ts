import type {Cell, Column, Estimate, Report} from "../../../src/stats/result/report.js";
import {isBound} from "../publishedDigits.js";

/** A column of a table, or an estimate by itself, with its cells. */
export interface FactColumn {
  column: Column;
  cells: readonly Cell[];
  /** The bounds after it, where it has any. */
  bounds: readonly (readonly Cell[])[];
}

/** A table of some item, and what says of whom each of its rows tells. */
export interface FactTable {
  report: string;
  item: string;
  series: string;
  rows: readonly (readonly Cell[])[];
  columns: FactColumn[];
  /** Texts of each row, by which readers find the same children in another table of the report. */
  texts: string[][];
  /** What tells the same children in any report: their person-years, where these are long enough to tell. */
  marks: (string | null)[];
}

/** The tables, series and estimates of reports, each with what its rows are about. */
export function factTables(reports: readonly Report[]): FactTable[] {
  return reports.flatMap(({id, items}) => {
    const alone: [string, Estimate][] = [];
    const tables = Object.entries(items).flatMap(([name, item]): FactTable[] => {
      if (item.kind === "estimate") alone.push([name, item]);
      if (item.kind === "table") return [factTable(id, name, "", item.columns, item.rows)];
      if (item.kind !== "figure") return [];
      return Object.entries(item.data).map(([series, data]) =>
        factTable(id, name, series, data.columns, data.rows)
      );
    });
    return alone.length > 0 ? [...tables, aloneTable(id, alone)] : tables;
  });
}

function factTable(
  report: string,
  item: string,
  series: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[]
): FactTable {
  const cellsOf = (j: number) => rows.map((row) => row[j]);
  const years = columns.findIndex(({type}) => type === "personTime");
  return {
    report,
    item,
    series,
    rows,
    columns: columns.flatMap((column, j): FactColumn[] =>
      column.type === "text" || isBound(column)
        ? []
        : [{column, cells: cellsOf(j), bounds: boundsAfter(columns, j).map(cellsOf)}]
    ),
    texts: rows.map((row) => row.flatMap((cell, j) => textOf(cell, columns[j]) ?? [])),
    marks: rows.map((row) => markOf(row[years]))
  };
}

/** The estimates of a report that stand by themselves, as one row about all of its children. */
function aloneTable(report: string, alone: readonly [string, Estimate][]): FactTable {
  const cell = (value: Cell | undefined): Cell => value ?? null;
  const columns = alone.flatMap(([name, {label, type, unit, digits, value, lower, upper}]): FactColumn[] => [
    {
      column: {
        name,
        label,
        type: type === "count" || type === "personTime" ? type : "number",
        unit: type === "percent" ? "%" : unit,
        digits
      },
      cells: [value],
      bounds: lower === undefined ? [] : [[cell(lower)], [cell(upper)]]
    }
  ]);
  const years = alone.find(([, {type}]) => type === "personTime");
  return {
    report,
    item: "",
    series: "",
    rows: [[]],
    columns,
    texts: [["all"]],
    marks: [markOf(years?.[1].value)]
  };
}

function boundsAfter(columns: readonly Column[], j: number): number[] {
  return columns[j + 1]?.label === "lower" && columns[j + 2]?.label === "upper" ? [j + 1, j + 2] : [];
}

/** What a cell says of whom its row tells: a label, or a point of an axis. */
function textOf(cell: Cell, {name, type}: Column): string | null {
  if (typeof cell === "number") return axis.test(name) ? `${name} ${cell}` : null;
  if (type !== "text" || typeof cell !== "string" || cell === "") return null;
  if (/^main analysis$/i.test(cell)) return null;
  return /^(all|total|together)$/i.test(cell) ? "all" : cell.trim().toLowerCase();
}

const axis = /^(time|x|lag|year|years|age|from)$/;

/** Person-years of five digits or more are those of one group of children alone. */
function markOf(cell: Cell | undefined): string | null {
  return typeof cell === "number" && cell >= 10_000 ? String(cell) : null;
}
