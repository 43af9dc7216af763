import type {Classes} from "./cells.js";
import {daysPerYear} from "./daysPerYear.js";

/**
 * Lower edges of classes, ascending. The last class has no upper end, unless one is given as `until`: what
 * lies at or beyond it is outside the table.
 */
export type Breaks = readonly number[] | {from: readonly number[]; until: number};

/**
 * Reads breaks: `[0, 5, 10]` has the classes 0–5, 5–10 and 10+; `{from: [0, 5], until: 10}` 0–5 and 5–10.
 * @throws RangeError when there is none, or they are not finite and ascending.
 */
export function classesOf(name: string, breaks: Breaks): Classes & {from: readonly number[]} {
  const {from: edges, until} = "from" in breaks ? breaks : {from: breaks, until: Infinity};
  if (edges.length === 0) throw new RangeError(`breaks of ${name} must hold an edge; got none`);
  const all = [...edges, until];
  for (let k = 0; k < all.length; ++k) {
    if (Number.isNaN(all[k]) || (k < edges.length && !Number.isFinite(all[k])))
      throw new RangeError(`breaks of ${name} must be finite; got ${all[k]} at place ${k}`);
    if (k > 0 && !(all[k] > all[k - 1]))
      throw new RangeError(`breaks of ${name} must ascend; got ${all[k]} after ${all[k - 1]}`);
  }
  const labels = edges.map((edge, k) => (all[k + 1] === Infinity ? `${edge}+` : `${edge}–${all[k + 1]}`));
  return {labels, from: edges, ...(until < Infinity && {until})};
}

/** Years as whole days: years × 365.25, half a day rounded up. `Infinity` stays. */
export function yearsToDays(years: number): number {
  return Math.round(years * daysPerYear);
}

/** The day of 1 January of a calendar year of the Gregorian calendar, in days since 1970-01-01. */
export function newYearsDay(year: number): number {
  if (!Number.isInteger(year)) throw new RangeError(`breaks of year must be whole years; got ${year}`);
  const before = year - 1;
  return (
    365 * (year - 1970) + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477
  );
}
