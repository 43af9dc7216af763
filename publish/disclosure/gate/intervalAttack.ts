import {proportionInterval} from "../../../src/stats/inference/proportionInterval.js";
import {betaQuantile} from "../../../src/stats/numeric/beta.js";
import {gammaLower, gammaUpper} from "../../../src/stats/numeric/gamma.js";
import {normalQuantile} from "../../../src/stats/numeric/normal.js";
import type {Interval} from "../../../src/stats/result/fit.js";
import {poissonInterval} from "../../../src/stats/sir/poissonInterval.js";
import {sir} from "../../../src/stats/sir/sir.js";
import type {Policy} from "../../policy.js";
import {type Range, rangeOf} from "../publishedCount.js";
import type {Beside, CountFacts, Told} from "./besideCounts.js";
import {knownFigure} from "./knownFigure.js";

/**
 * What an interval or a p-value tells of the count behind it, whatever the figure is: the bounds of a rate or a
 * standardised ratio (Garwood, Byar, mid-p, the normal one on the logarithm with √(1/d)) and of a proportion
 * (Wilson, Clopper and Pearson) stand to it as the count alone says; so does the exact p-value of a ratio
 * whose expected count is published. Every whole number that a published count may be is tried; a way of making
 * intervals that fits all rows of a column, though not with the rounded counts, is a finding where it leaves
 * too few of them. Bounds of a share are tried as scaled from the exact count to the rounded one too.
 *
 * Witness: by hand in test/publish/disclosure/gate/intervalAttack.test.ts.
 */
export function intervalAttack(facts: CountFacts, policy: Policy): Told[] {
  const rows = candidates(facts, policy);
  if (rows.length === 0) return [];
  return facts.beside.flatMap((by) =>
    told(rows, waysOf(by, facts, policy), policy).map((row) => ({
      row,
      by,
      what:
        by.column.type === "p" ? "which tells the count beside it" : "whose bounds tell the count beside it"
    }))
  );
}

/** A row with a count, and the whole numbers that it may be. */
interface Row {
  row: number;
  /** The rounded count; `null` where it is withheld. */
  shown: number | null;
  range: Range;
}

/** Greatest count of which an interval to three or four digits can tell anything. */
const greatest = 1000;

function candidates({cells}: CountFacts, policy: Policy): Row[] {
  return cells.flatMap((cell, row): Row[] => {
    if (cell === null || cell === 0 || typeof cell === "string" || typeof cell === "boolean") return [];
    const range = rangeOf(cell, policy);
    return range.upper <= greatest
      ? [
          {
            row,
            shown: typeof cell === "number" ? cell : null,
            range: {...range, lower: Math.max(1, range.lower)}
          }
        ]
      : [];
  });
}

/** Whether a count fits what is published in a row; `null` where the row says nothing. */
type Way = (row: Row, count: number) => boolean | null;

function waysOf(own: Beside, facts: CountFacts, policy: Policy): Way[] {
  if (own.column.type === "p") return pValues(own, facts, policy);
  if (own.bounds.length === 0 || own.column.type !== "number") return [];
  const isPercent = /\bshare\b|%|\bper cent\b/i.test(`${own.column.name} ${own.column.unit ?? ""}`);
  const printed = ratiosOf(own, policy);
  const way =
    (relative: (count: number, row: Row) => Interval | null, isScaled = false): Way =>
    (row, count) => {
      const ratios = printed[row.row];
      const own = ratios && relative(count, row);
      if (!ratios || !own) return null;
      const power = isScaled && row.shown ? Math.sqrt(count / row.shown) : 1;
      const scaled = (ratio: number) => (power === 1 ? ratio : Math.exp(Math.log(ratio) * power));
      return isIn(scaled(own.lower), ratios.lower) && isIn(scaled(own.upper), ratios.upper);
    };
  if (!isPercent)
    return [
      ...(["exact", "mid-p"] as const).map(
        (method): Way =>
          (row, count) => {
            const ratios = printed[row.row];
            return ratios && isNear(ratios, count, method) && holdsTails(ratios, count, method);
          }
      ),
      way(byar),
      way(normal)
    ];
  const bases = facts.beside.filter(({column}) => column.type === "count").map(({cells}) => cells);
  return [wilson, clopperPearson].flatMap((of) =>
    [null, ...bases].flatMap((cells) => {
      const share = (count: number, {row}: Row) => {
        const base = cells === null ? count : cells[row];
        return typeof base === "number" && base >= count ? of(count, base) : null;
      };
      return [way(share), way(share, true)];
    })
  );
}

const z = normalQuantile(0.975);

interface Ratios {
  lower: Range;
  upper: Range;
}

/** Ratios of the bounds to the figure in each row, kept for all the counts that a column is beside. */
const ratiosKept = new WeakMap<Beside, (Ratios | null)[]>();

function ratiosOf(own: Beside, policy: Policy): (Ratios | null)[] {
  const kept = ratiosKept.get(own);
  if (kept) return kept;
  const {cells, bounds, column, known} = own;
  const ratios = cells.map((cell, row): Ratios | null => {
    const [at, below, above] = [known(row), ...bounds.map((ends) => knownFigure(ends[row], column, policy))];
    if (!at || !below || !above || below.lower <= 0 || at.lower <= 0 || cell === 0) return null;
    return {
      lower: {lower: below.lower / at.upper, upper: below.upper / at.lower},
      upper: {lower: above.lower / at.upper, upper: above.upper / at.lower}
    };
  });
  ratiosKept.set(own, ratios);
  return ratios;
}

/** Whether the bounds at which a count is as far out as an interval lets it be lie among the printed ones. */
function holdsTails({lower, upper}: Ratios, count: number, method: "exact" | "mid-p"): boolean {
  const half = method === "exact" ? 0 : 0.5;
  const above = (ratio: number) =>
    (1 - half) * gammaLower(ratio * count, count) + half * gammaLower(ratio * count, count + 1);
  const below = (ratio: number) =>
    (1 - half) * gammaUpper(ratio * count, count + 1) + half * gammaUpper(ratio * count, count);
  const isOut = (tail: (ratio: number) => number, from: number, to: number) =>
    tail(from) <= 0.025 && tail(to) >= 0.025;
  return isOut(above, lower.lower, lower.upper) && isOut(below, upper.upper, upper.lower);
}

/**
 * Whether bounds may be exact or mid-p ones of a count, by Byar's formula with the count or with half a case
 * more (Rothman and Boice): within 3 % from ten cases on, and without a search.
 */
function isNear({lower, upper}: Ratios, count: number, method: "exact" | "mid-p"): boolean {
  const slack = count < 10 ? 3 : 1.03;
  const bound = (at: number, sign: number) =>
    (at * (1 - 1 / (9 * at) + (sign * z) / (3 * Math.sqrt(at))) ** 3) / count;
  const [low, high] = method === "exact" ? [count, count + 1] : [count + 0.5, count + 0.5];
  const fits = (value: number, range: Range) => value * slack >= range.lower && value <= range.upper * slack;
  return fits(bound(low, -1), lower) && fits(bound(high, 1), upper);
}

function pValues(own: Beside, {beside}: CountFacts, policy: Policy): Way[] {
  const expected = beside.filter(({column: {name, label}}) => /\bexpected\b/i.test(`${name} ${label}`));
  return expected.flatMap(({column, cells}) =>
    (["exact", "mid-p"] as const).map(
      (method): Way =>
        (row, count) => {
          const [p, mean] = [own.cells[row.row], knownFigure(cells[row.row], column, policy)];
          if (typeof p !== "number" || p <= 0 || !mean || mean.lower <= 0) return null;
          const ends = [mean.lower, mean.upper].map((at) => sir(count, at, {method}).p);
          const half = 0.5 * 10 ** (Math.floor(Math.log10(p)) - 1);
          return Math.min(...ends) <= p + half && p - half <= Math.max(...ends);
        }
    )
  );
}

/** Rows of which a way that fits them all leaves too little, where none fits them with their rounded counts. */
function told(rows: readonly Row[], ways: readonly Way[], policy: Policy): number[] {
  const isComputed = (way: Way) => rows.every((row) => row.shown === null || way(row, row.shown) !== false);
  const isSaid = (way: Way) => rows.some((row) => row.shown === null && way(row, row.range.lower) !== null);
  if (ways.some((way) => isKnown(rows, way) && !isSaid(way) && isComputed(way))) return [];
  const found = new Set<number>();
  for (const way of ways.filter((one) => isKnown(rows, one))) {
    const left: {row: Row; counts: number[]}[] = [];
    for (const row of rows) {
      const {lower, upper} = row.range;
      if (way(row, lower) === null) continue;
      const counts = Array.from({length: upper - lower + 1}, (_, k) => lower + k).filter((n) => way(row, n));
      left.push({row, counts});
      if (counts.length === 0) break;
    }
    if (left.at(-1)!.counts.length === 0) continue;
    for (const {row, counts} of left)
      if (
        !(row.shown !== null && isComputed(way)) &&
        counts.at(-1)! - counts[0] < Math.min(policy.width, row.range.upper - row.range.lower)
      )
        found.add(row.row);
  }
  return [...found];
}

/** Whether rounded counts of two sizes or more are told of: of one row any interval may be taken for a count's. */
function isKnown(rows: readonly Row[], way: Way): boolean {
  return (
    new Set(rows.flatMap((row) => (row.shown !== null && way(row, row.shown) !== null ? [row.shown] : [])))
      .size > 1
  );
}

function isIn(value: number, {lower, upper}: Range): boolean {
  return lower <= value && value <= upper;
}

/** Bounds over the figure itself. */
function over({lower, upper}: Interval, figure: number): Interval {
  return {lower: lower / figure, upper: upper / figure};
}

function byar(count: number): Interval {
  return over(poissonInterval(count, "byar"), count);
}

const wilson = remembered((count, base: number) => over(proportionInterval(count, base), count / base));
const clopperPearson = remembered((count, base: number) =>
  over(
    {
      lower: betaQuantile(0.025, count, base - count + 1),
      upper: count === base ? 1 : betaQuantile(0.025, count + 1, base - count, true)
    },
    count / base
  )
);

function normal(count: number): Interval {
  const half = z / Math.sqrt(count);
  return {lower: Math.exp(-half), upper: Math.exp(half)};
}

/** The function with its values kept: the same counts come back in many columns. */
function remembered<Of>(make: (count: number, of: Of) => Interval): (count: number, of: Of) => Interval {
  const known = new Map<string, Interval>();
  return (count, of) => {
    const key = `${count} ${of}`;
    let value = known.get(key);
    if (!value) known.set(key, (value = make(count, of)));
    return value;
  };
}
