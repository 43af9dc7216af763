import {isWithheld} from "../../../src/components/isWithheld.js";
import type {Cell, Column, Report, Withheld} from "../../../src/stats/result/report.js";
import type {Policy} from "../../policy.js";
import {countCells, sumOf} from "../countCells.js";
import {type Range, rangeOf} from "../publishedCount.js";
import type {Beside, CountFacts, Told} from "./besideCounts.js";

/**
 * What figures tell of counts of the same children, in whichever tables and reports they stand: each figure
 * alone, times each other figure, and times each total that the report gives, in per cent to per million.
 * Where such a product fits all the counts of a column to the figure's published digits, or is said to be the
 * count (a ratio times what was expected, a rate times its person-years, a percentage of a count), a reader
 * takes it for the count; it is a finding where it tells a count that is withheld, or the exact one behind a
 * rounded one. Figures computed from published counts tell none. The factor that a figure lacks is looked up
 * among sorted ones, so that n figures take n log n.
 *
 * Also that a figure stands beside a withheld count that it is said to derive from.
 * Witness: by hand in test/publish/disclosure/gate/derivedAttack.test.ts.
 */
export function derivedAttack(
  {table, count, cells, beside}: CountFacts,
  totals: readonly Factor[],
  policy: Policy
): Told[] {
  const found: Told[] = [];
  for (const by of beside)
    if (by.table === table && by.column.from?.includes(count.name))
      cells.forEach((cell, row) => {
        if (isWithheld(cell) && typeof by.cells[row] === "number")
          found.push({row, by, what: "though the count that it derives from is withheld"});
      });
  const others = [one, ...totals, ...beside];
  for (const by of beside)
    if (by.column.type === "number" || by.column.type === "probability")
      for (const row of told(cells, by, others, policy))
        found.push({row, by, what: "from which the count beside it can be told"});
  return found;
}

/** What a figure may be multiplied by, row for row; `null` where it is not known. */
export type Factor = Pick<Beside, "known"> & {column: Column | null};

const one: Factor = {column: null, known: () => ({lower: 1, upper: 1})};

const scales = [1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6];

/** A row with a count, and what a product says of it. */
interface Hint {
  row: number;
  cell: number | Withheld;
  by: Range;
}

/** Rows whose count is told by the product that fits the counts of all rows most sharply. */
function told(cells: readonly Cell[], figure: Factor, others: readonly Factor[], policy: Policy): number[] {
  let best: Hint[] = [];
  let width = Infinity;
  for (const {other, scale} of candidates(cells, figure, others, policy)) {
    if (other === figure) continue;
    const hints = cells.flatMap((cell, row): Hint[] => {
      const [own, by] = [figure.known(row), other.known(row)];
      if (!own || !by || own.lower <= 0 || cell === 0 || !(typeof cell === "number" || isWithheld(cell)))
        return [];
      return [{row, cell, by: {lower: own.lower * by.lower * scale, upper: own.upper * by.upper * scale}}];
    });
    if (!fitsAll(hints, policy, isMeant(figure.column, other.column, scale))) continue;
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

/** Relative width of a product beyond which it tells nothing. */
const widest = 0.05;

/**
 * The factors and scales with which a figure may be the counts: those that a reader means by its name, and
 * those that fit the first row in which both are known.
 */
function* candidates(
  cells: readonly Cell[],
  figure: Factor,
  others: readonly Factor[],
  policy: Policy
): Generator<{other: Factor; scale: number}> {
  const open = [...others].filter((other) => other !== figure);
  const rest = new Set(open);
  for (const other of open)
    for (const scale of scales)
      if (isMeant(figure.column, other.column, scale)) {
        yield {other, scale};
        rest.delete(other);
      }
  for (let row = 0; row < cells.length && rest.size > 0; ++row) {
    const [cell, own] = [cells[row], figure.known(row)];
    if (typeof cell !== "number" || cell === 0 || !own || own.lower <= 0) continue;
    const {lower, upper} = rangeOf(cell, policy);
    const known = [...rest].flatMap((other) => {
      const range = other.known(row);
      return range && range.lower > 0 ? [{other, middle: (range.lower + range.upper) / 2}] : [];
    });
    known.sort((a, b) => a.middle - b.middle);
    for (const {other} of known) rest.delete(other);
    for (const scale of scales) {
      const most = (upper * (1 + widest)) / (own.lower * scale);
      for (let k = firstFrom(known, (lower * (1 - widest)) / (own.upper * scale)); k < known.length; ++k) {
        if (known[k].middle > most) break;
        yield {other: known[k].other, scale};
      }
    }
  }
}

/** The place of the first in order that is at least `least`. */
function firstFrom(known: readonly {middle: number}[], least: number): number {
  let [low, high] = [0, known.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (known[middle].middle < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a figure is by its name the count over another column, so that one row is enough to tell. */
function isMeant(figure: Column | null, other: Column | null, scale: number): boolean {
  if (!figure || !other) return false;
  const of = `${figure.name} ${figure.label} ${figure.unit ?? ""}`;
  if (other.type === "personTime") return /\brate\b|\bper [\d,\s]*(person-)?years?/i.test(of);
  if (/\bexpected\b/i.test(`${other.name} ${other.label}`))
    return scale === 1 && /\b(sir|smr|ratio|rr|observed over expected)\b/i.test(of);
  return scale === 1e-2 && other.type === "count" && /\bshare\b|%|\bper cent\b/i.test(of);
}

/** Whether a product may be the counts: sharp enough in enough rows that it is no chance, or meant. */
function fitsAll(hints: readonly Hint[], policy: Policy, isMeant: boolean): boolean {
  if (hints.length === 0) return false;
  const open = hints.filter(({cell}) => typeof cell === "number");
  const counts = new Set(open.map(({cell}) => cell)).size;
  const width = Math.max(...open.map(({by}) => relativeWidth(by)));
  if (!isMeant && !(counts >= 3 && width < widest) && !(counts >= 2 && width < 0.03)) return false;
  return hints.every(({cell, by}) => {
    const {lower, upper} = rangeOf(cell, policy);
    // A count is a whole number; what a model fits is none.
    return Math.ceil(Math.max(lower, by.lower)) <= Math.floor(Math.min(upper, by.upper));
  });
}

function relativeWidth({lower, upper}: Range): number {
  return (upper - lower) / upper;
}

/** What figures of a report may be shares of: counts alone, sums of columns, and the rows that its provenance tells. */
export function totalsOf(report: Report, policy: Policy): Factor[] {
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
  const exact = report.provenance!.extract.tables.map(({rows}) => ({lower: rows, upper: rows}));
  const ranges = new Map(
    [...alone, ...sums, ...exact].map((range) => [`${range.lower} ${range.upper}`, range])
  );
  return [...ranges.values()].map((range) => ({column: null, known: () => range}));
}
