import {proportionInterval} from "../../src/stats/inference/proportionInterval.js";
import type {Cell, TableData} from "../../src/stats/result/report.js";
import {type PoissonMethod, poissonInterval} from "../../src/stats/sir/poissonInterval.js";
import {isBound} from "./publishedDigits.js";

/**
 * Lets figures that are proportional to a count follow the published count: what a reader would compute from
 * a rounded count is published, so that a share, a rate or a standardised ratio never tells the exact one.
 *
 * A column is proportional where `figure · other / count` is one constant over the rows (to 1e-9), with for
 * `other` 1, person-years, another count or another figure of the row; it becomes `figure · published / count`,
 * times the like ratio of another count. Two figures that add up to a count (fitted background and excess)
 * are both scaled by the ratio of the largest count. Exact, Byar's and mid-p bounds of a ratio and Wilson's of
 * a share are computed again from the published counts; other bounds have their logarithmic width scaled by √(count / published).
 *
 * @param exact the table before disclosure; `rows` its rows with counts as they are published.
 */
export function followCounts(exact: TableData, rows: Cell[][], published: PublishedTotal): void {
  const {columns} = exact;
  // Of two figures whose product is the count, such as a ratio and what is expected, the ratio follows.
  const kept = new Set<number>();
  const isBounded = (j: number) => Number(isBound(columns[j + 1]));
  const figures = [...columns.keys()].filter((j) => columns[j].type === "number" && !isBound(columns[j]));
  for (const j of figures.sort((a, b) => isBounded(b) - isBounded(a) || b - a))
    for (const source of columns[j].from ?? []) {
      const c = columns.findIndex(({name}) => name === source);
      if (columns[c]?.type !== "count") continue;
      const other = kept.has(j) ? undefined : multiplier(exact, j, c);
      if (other !== undefined) {
        scaleRows(exact, rows, j, c, other, published);
        kept.add(other);
      }
      const partner = addend(exact, j, c);
      if (partner !== undefined) scaleColumn(exact, rows, j, c);
    }
}

/** What is published of a total that is in no cell. */
export type PublishedTotal = (total: number) => number;

/** `-1` for 1, else the column by which figure · other / count is constant; `undefined` where there is none. */
function multiplier({columns, rows}: TableData, j: number, c: number): number | undefined {
  const candidates = [-1, ...columns.keys()].filter(
    (k) => k === -1 || (k !== j && k !== c && ["personTime", "number", "count"].includes(columns[k].type))
  );
  return candidates.find((k) => {
    const ratios = rows.flatMap((row) => {
      const [figure, count, other] = [row[j], row[c], k < 0 ? 1 : row[k]];
      if (typeof figure !== "number" || typeof count !== "number" || typeof other !== "number") return [];
      return count > 0 && figure !== 0 ? [(figure * other) / count] : [];
    });
    if (ratios.length === 0 || ratios[0] <= 0) return false;
    if (ratios.length === 1)
      return Math.abs(Math.log10(ratios[0]) - Math.round(Math.log10(ratios[0]))) < tiny;
    return ratios.every((ratio) => Math.abs(ratio / ratios[0] - 1) < tiny);
  });
}

const tiny = 1e-9;

function scaleRows(
  exact: TableData,
  rows: Cell[][],
  j: number,
  c: number,
  other: number,
  published: PublishedTotal
) {
  const bounds = [j + 1, j + 2].filter((k) => isBound(exact.columns[k]));
  const total = exact.rows.reduce((sum, row) => sum + (typeof row[c] === "number" ? row[c] : 0), 0);
  exact.rows.forEach((row, i) => {
    const [figure, count, shown] = [row[j], row[c], rows[i][c]];
    if (typeof figure !== "number" || typeof count !== "number" || typeof shown !== "number" || count === 0)
      return;
    let factor = shown / count;
    const [base, baseShown] =
      other < 0 ? [(100 * count) / figure, published((100 * count) / figure)] : [row[other], rows[i][other]];
    const isCount =
      other < 0
        ? Math.abs(base as number) <= total && isWhole(base as number)
        : exact.columns[other].type === "count";
    const isShare = isCount && typeof base === "number" && typeof baseShown === "number" && baseShown > 0;
    if (isShare) factor *= base / baseShown;
    rows[i][j] = figure * factor;
    for (const k of bounds) {
      const bound = row[k];
      if (typeof bound !== "number" || figure === 0) continue;
      const again = isShare ? shareBound(bound / figure, [count, base], [shown, baseShown]) : undefined;
      rows[i][k] = (again ?? boundOf(bound / figure, count, shown)) * figure * factor;
    }
  });
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}

/** A bound over its ratio for the count `shown`, where it was `relative` for the count `exact`. */
function boundOf(relative: number, exact: number, shown: number): number {
  for (const method of ["exact", "byar", "mid-p"] as const)
    for (const side of ["lower", "upper"] as const) {
      const again = (count: number) => interval(count, method)[side] / count;
      if (Math.abs(again(exact) / relative - 1) < 1e-8) return again(shown);
    }
  return relative > 0 ? Math.exp(Math.log(relative) * Math.sqrt(exact / shown)) : relative;
}

/** A number of a whole, both as counts. */
type Share = readonly [part: number, whole: number];

/** Wilson's bound over its share for the counts `shown`, where it was `relative` for the `exact` ones. */
function shareBound(relative: number, exact: Share, shown: Share): number | undefined {
  const side = relative < 1 ? "lower" : "upper";
  const again = ([part, whole]: Share) =>
    proportionInterval(Math.round(part), Math.round(whole))[side] / (part / whole);
  const isWilson =
    exact[0] <= exact[1] && shown[0] <= shown[1] && Math.abs(again(exact) / relative - 1) < 1e-8;
  return isWilson ? again(shown) : undefined;
}

function interval(count: number, method: PoissonMethod) {
  return poissonInterval(Math.round(count), method, 0.95);
}

/** The column that adds to column `j` up to the count, in the row of the largest count. */
function addend({columns, rows}: TableData, j: number, c: number): number | undefined {
  const row = largest(rows, c);
  if (row === undefined) return undefined;
  const found = columns.findIndex(({type, from}, k) => {
    const [a, b] = [row[j], row[k]];
    if (k === j || type !== "number" || !from?.includes(columns[c].name)) return false;
    return (
      typeof a === "number" && typeof b === "number" && Math.abs((a + b) / (row[c] as number) - 1) < 1e-6
    );
  });
  return found < 0 ? undefined : found;
}

function scaleColumn({rows: exact}: TableData, rows: Cell[][], j: number, c: number): void {
  const row = largest(exact, c)!;
  const shown = rows[exact.indexOf(row)][c];
  if (typeof shown !== "number") return;
  exact.forEach((own, i) => {
    const figure = own[j];
    if (typeof figure === "number" && typeof rows[i][j] === "number")
      rows[i][j] = (figure * shown) / (row[c] as number);
  });
}

function largest(rows: readonly Cell[][], c: number): Cell[] | undefined {
  const counted = rows.filter((row) => typeof row[c] === "number" && row[c] > 0);
  return counted.reduce<Cell[] | undefined>(
    (most, row) => (most === undefined || (row[c] as number) > (most[c] as number) ? row : most),
    undefined
  );
}
