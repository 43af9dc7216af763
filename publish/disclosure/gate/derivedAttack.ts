import {commonDecimals} from "../../../src/components/formatNumber.js";
import type {Cell, Column, Report, TableData, Withheld} from "../../../src/stats/result/report.js";
import type {Policy} from "../../policy.js";
import {countCells, sumOf} from "../countCells.js";
import {type Range, rangeOf} from "../publishedCount.js";
import type {GateFinding} from "./finding.js";

/**
 * What figures tell of the counts beside them: each figure alone, times each other column of its row, and
 * times each total that the report gives, in per cent to per million. Where such a product fits all the counts of a column
 * to the figure's published digits, a reader takes it for the count; it is a finding where it tells a count
 * that is withheld, or the exact one behind a rounded one. Figures computed from published counts tell none.
 *
 * Also that a figure stands beside a withheld count that it is said to derive from.
 */
export function derivedAttack(report: Report, policy: Policy): GateFinding[] {
  if (report.provenance === null) return [];
  const findings: GateFinding[] = [];
  const totals = totalsOf(report, policy);
  for (const {item, series, data} of countCells([report]).tables) {
    const where = (row: readonly Cell[]) =>
      `${report.id}#${item}${series && ` (${series})`}, ${row.filter((cell) => typeof cell === "string").join(", ")}`;
    data.columns.forEach((count, c) => {
      if (count.type !== "count") return;
      data.columns.forEach((column, j) => {
        for (const row of data.rows)
          if (column.from?.includes(count.name) && isHidden(row[c]) && typeof row[j] === "number")
            findings.push({
              part: "attack",
              where: where(row),
              what: `gives ${column.name} though the count that it derives from is withheld`
            });
        if (!isFactor(column) || column.type === "count" || column.type === "personTime") return;
        for (const row of told(data, c, products(data, j, c, totals, policy), policy))
          findings.push({
            part: "attack",
            where: where(row),
            what: `gives ${column.name}, from which the count beside it can be told`
          });
      });
    });
  }
  return findings.filter(
    ({where, what}, k) => findings.findIndex((other) => other.where === where && other.what === what) === k
  );
}

/** What a figure may be multiplied by, row for row; `null` where it is not known. */
type Product = (Range | null)[];

const scales = [1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6];

function* products(
  {columns, rows}: TableData,
  j: number,
  c: number,
  totals: readonly Range[],
  policy: Policy
): Generator<Product> {
  const column = (k: number) => rows.map((row) => known(row[k], columns[k], policy));
  const figures = column(j);
  const others = [
    rows.map((): Range => ({lower: 1, upper: 1})),
    ...totals.map((total) => rows.map(() => total)),
    ...[...columns.keys()].filter((k) => k !== j && k !== c && isFactor(columns[k])).map(column)
  ];
  for (const other of others)
    for (const scale of scales)
      yield figures.map((figure, i) => {
        const by = other[i];
        return figure && by && figure.lower > 0
          ? {lower: figure.lower * by.lower * scale, upper: figure.upper * by.upper * scale}
          : null;
      });
}

/** A published figure with half a unit of its last digit to either side; counts and person-years as rounded. */
function known(cell: Cell, {type, digits = 6}: Column, policy: Policy): Range | null {
  if (typeof cell !== "number") return null;
  // Zeros at the end are not kept in a number: it has the digits of its column at least.
  const decimals = Math.max((String(cell).split(".")[1] ?? "").length, commonDecimals([cell], digits));
  const places = type === "probability" ? policy.curveDecimals : decimals;
  const unit =
    type === "count" ? policy.roundTo : type === "personTime" ? policy.personYearsRoundTo : 10 ** -places;
  return {lower: cell - unit / 2, upper: cell + unit / 2};
}

/** Whether a reader would multiply by a column: bounds follow from other figures of their row. */
function isFactor({type, label}: Column): boolean {
  return type !== "text" && type !== "p" && label !== "lower" && label !== "upper";
}

/** A row with a count, and what a product says of it. */
interface Hint {
  row: Cell[];
  cell: number | Withheld;
  by: Range;
}

/** Rows whose count is told by the product that fits the counts of all rows most sharply. */
function told({rows}: TableData, c: number, all: Iterable<Product>, policy: Policy): Cell[][] {
  let best: Hint[] = [];
  let width = Infinity;
  for (const product of all) {
    const hints = rows.flatMap((row, i): Hint[] => {
      const [cell, by] = [row[c], product[i]];
      return by && (typeof cell === "number" || isHidden(cell)) && cell !== 0 ? [{row, cell, by}] : [];
    });
    if (!fitsAll(hints, policy)) continue;
    const own = hints.reduce((sum, {by}) => sum + relativeWidth(by), 0) / hints.length;
    if (own < width) [best, width] = [hints, own];
  }
  // A product that holds all rounded counts was computed from them.
  const fromRounded = best.every(
    ({cell, by}) => typeof cell !== "number" || (by.lower <= cell && cell <= by.upper)
  );
  return best
    .filter(({cell, by}) => {
      if (typeof cell === "number" && fromRounded) return false;
      const range = rangeOf(cell, policy);
      const lower = Math.max(range.lower, Math.ceil(by.lower));
      const upper = Math.min(range.upper, Math.floor(by.upper));
      return upper - lower < Math.min(policy.width, range.upper - range.lower);
    })
    .map(({row}) => row);
}

/** Whether a product may be the counts: sharp enough in enough rows that it is no chance. */
function fitsAll(hints: readonly Hint[], policy: Policy): boolean {
  const open = hints.filter(({cell}) => typeof cell === "number");
  const counts = new Set(open.map(({cell}) => cell)).size;
  const widest = Math.max(...open.map(({by}) => relativeWidth(by)));
  if (!(counts >= 3 && widest < 0.05) && !(counts >= 2 && widest < 0.03)) return false;
  return hints.every(({cell, by}) => {
    const {lower, upper} = rangeOf(cell, policy);
    // A count is a whole number; what a model fits is none.
    return Math.ceil(Math.max(lower, by.lower)) <= Math.floor(Math.min(upper, by.upper));
  });
}

function relativeWidth({lower, upper}: Range): number {
  return (upper - lower) / upper;
}

function isHidden(cell: Cell): cell is Withheld {
  return typeof cell === "object" && cell !== null;
}

/** Totals of the report: counts by themselves, and the sums of columns. */
function totalsOf(report: Report, policy: Policy): Range[] {
  const {cells, tables} = countCells([report]);
  const alone = cells
    .filter(({row, value}) => row < 0 && typeof value === "number")
    .map(({value}) => rangeOf(value, policy));
  const sums = tables.flatMap(({data, cells: numbers}) =>
    data.columns.flatMap((column, j) => {
      const parts = numbers.flatMap((row) => (row[j] < 0 ? [] : [cells[row[j]].value]));
      if (column.type !== "count" || parts.length < 2 || parts.some((value) => typeof value !== "number"))
        return [];
      return [sumOf(parts.map((value) => rangeOf(value, policy)))];
    })
  );
  return [...alone, ...sums];
}
