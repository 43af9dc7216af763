import type {DerivedColumn, Formula, Recomputable} from "../../src/stats/result/recomputable.js";
import type {Cell, Column, Report, TableData} from "../../src/stats/result/report.js";
import {isBound} from "../disclosure/publishedDigits.js";
import {type Derived, derive, halfUnit} from "./formulas.js";

type Rounding = Recomputable["rounding"];

/**
 * The columns of a disclosed report whose every figure is a function of other published figures: one of
 * a few formulas that gives all of them to their last printed digit. At least two different figures must be
 * given, each sharply, so that none is found by chance.
 */
export function derivedColumns(report: Report, rounding: Rounding): DerivedColumn[] {
  const alone = Object.entries(report.items).flatMap(([name, item]) =>
    item.kind === "estimate" && item.type === "count" ? [name] : []
  );
  return seriesOf(report).flatMap(({item, series, data}) => {
    const found = new Map<number, Formula>();
    // Of two figures whose product is a count, such as a ratio and what is expected, the one with bounds follows.
    const order = [...data.columns.keys()].sort(
      (a, b) => bounded(data.columns, b) - bounded(data.columns, a)
    );
    for (const j of order) {
      const column = data.columns[j];
      const used = [...found.values()].flatMap((known) =>
        "over" in known && "column" in known.over ? [known.over.column] : []
      );
      if (used.includes(column.name) && !isBound(column)) continue;
      for (const formula of candidates(data.columns, column, j, found, alone)) {
        if (!gives(derive(formula, data, report, rounding), data, j)) continue;
        found.set(j, formula);
        break;
      }
    }
    return [...found]
      .sort(([a], [b]) => a - b)
      .map(([column, formula]): DerivedColumn => {
        const all = derive(formula, data, report, rounding);
        const values = data.rows.map((row, i) => (typeof row[column] === "number" ? all[i]!.value : null));
        return {item, series, column, formula, values};
      });
  });
}

function bounded(columns: readonly Column[], j: number): number {
  return Number(isBound(columns[j]) || isBound(columns[j + 1]));
}

/** Every table of a report and every series of its figures. */
export function seriesOf({items}: Report): {item: string; series: string; data: TableData}[] {
  return Object.entries(items).flatMap(([item, own]) => {
    if (own.kind === "table") return [{item, series: "", data: own}];
    if (own.kind !== "figure") return [];
    return Object.entries(own.data).map(([series, data]) => ({item, series, data}));
  });
}

/** Whether a published figure may be what was derived. */
export function agrees(cell: number, {lower, upper}: Derived, column: Column): boolean {
  const half = halfUnit(cell, column) * (1 + 1e-9);
  return cell >= lower - half && cell <= upper + half;
}

const powers = [1, 100, 1e3, 1e4, 1e5, 1e6];

function* candidates(
  columns: readonly Column[],
  column: Column,
  j: number,
  found: ReadonlyMap<number, Formula>,
  alone: readonly string[]
): Generator<Formula> {
  const names = (types: Column["type"][], to = columns.length) =>
    columns
      .slice(0, to)
      .flatMap((own, k) => (k !== j && types.includes(own.type) && !isBound(own) ? [own.name] : []));
  if (isBound(column)) {
    const leading = columns.findLastIndex((own, k) => k < j && !isBound(own));
    const formula = found.get(leading);
    if (formula?.kind === "ratio") yield {...formula, kind: "bound", side: column.label as "lower" | "upper"};
  } else if (column.type === "number") {
    const over = [
      ...names(["personTime", "count", "number"]).map((name) => ({column: name})),
      ...alone.map((item) => ({item}))
    ];
    for (const of of column.from ?? [])
      for (const by of over)
        for (const times of powers)
          if (!("column" in by) || by.column !== of) yield {kind: "ratio", of, over: by, times};
    const figures = names(["number"], j);
    for (const of of figures) {
      yield {kind: "fall", of};
      for (const and of figures) if (and !== of) yield {kind: "part", of, and, times: 100};
    }
  } else if (column.type === "p") {
    for (const of of names(["p"], j)) yield {kind: "adjusted", of};
    if (columns.some(({name}) => name === "parameters"))
      for (const of of names(["number"], j)) yield {kind: "chi-square", of, df: "parameters"};
  }
}

/** Whether what was derived is the column: sharp, of different figures, and right to the last digit in every row. */
function gives(derived: readonly (Derived | null)[], {columns, rows}: TableData, j: number): boolean {
  const pairs = rows.flatMap((row, i): {cell: Cell; own: Derived | null}[] =>
    typeof row[j] === "number" ? [{cell: row[j], own: derived[i]}] : []
  );
  if (new Set(pairs.map(({cell}) => cell)).size < 2) return false;
  return pairs.every(({cell, own}) => {
    if (own === null || typeof cell !== "number") return false;
    const sharp = cell === 0 || own.upper - own.lower <= sharpness * Math.abs(cell);
    return sharp && agrees(cell, own, columns[j]);
  });
}

/** Relative width up to which what was derived tells the figure. */
const sharpness = 0.25;
