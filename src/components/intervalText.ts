import type {Cell} from "../stats/result/report.js";
import {intervalDecimals} from "./cellText.js";
import {commonDecimals, formatNumber} from "./formatNumber.js";

/** An estimate and its bounds, as cells of a table or figure. */
export interface IntervalCells {
  estimate: Cell;
  lower: Cell;
  upper: Cell;
}

/** How a bound is printed that the data do not determine. */
export const undetermined = "n.d.";

/**
 * Prints estimates and their bounds that stand under one another, all to one place but those whose interval is
 * too wide for it; a bound ten times beyond its estimate has three significant digits. What is no number is
 * `undetermined`.
 *
 * @param digits significant digits of a middling estimate, at most.
 */
export function intervalTexts(
  rows: readonly IntervalCells[],
  digits?: number
): {
  estimate: (row: IntervalCells) => string;
  bound: (row: IntervalCells, side: "lower" | "upper") => string;
} {
  const places = rows.map(deserved).sort((a, b) => a - b);
  const shared = Math.min(
    places[Math.floor(places.length / 2)] ?? Infinity,
    intervalDecimals(
      rows.map(({estimate}) => estimate),
      digits
    )
  );
  const decimals = (row: IntervalCells) => {
    const own = deserved(row);
    // One digit alone of an estimate that deserves two is too few.
    const more =
      own > shared && typeof row.estimate === "number" && commonDecimals([row.estimate], 2) > shared;
    return more ? shared + 1 : Math.min(shared, own);
  };
  return {
    estimate: (row) =>
      typeof row.estimate === "number" ? formatNumber(row.estimate, decimals(row)) : undetermined,
    bound: (row, side) => {
      const bound = row[side];
      return typeof bound === "number" ? boundText(bound, Number(row.estimate), decimals(row)) : undetermined;
    }
  };
}

/** A bound to `decimals` places; three significant digits of one that is ten times beyond its estimate. */
export function boundText(bound: number, estimate: number, decimals: number): string {
  const far = Math.abs(bound) >= 1000 && Math.abs(bound) >= 10 * Math.abs(estimate);
  return formatNumber(far ? Number(bound.toPrecision(3)) : bound, decimals);
}

/**
 * Decimals that an estimate deserves beside its interval: two significant digits of the half-width, a third
 * where that is no more than two places, and not more than three of the estimate. `Infinity` without bounds.
 */
export function deserved({estimate, lower, upper}: IntervalCells): number {
  if (typeof estimate !== "number") return Infinity;
  const ends = [lower, upper].filter(
    (bound): bound is number => typeof bound === "number" && Number.isFinite(bound)
  );
  const half = ends.length === 2 ? (ends[1] - ends[0]) / 2 : Math.abs((ends[0] ?? Number.NaN) - estimate);
  if (!(half > 0)) return Infinity;
  const fine = Math.max(commonDecimals([half], 2), Math.min(2, commonDecimals([half], 3)));
  return estimate === 0 ? fine : Math.min(fine, commonDecimals([estimate], 3));
}
