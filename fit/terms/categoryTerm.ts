import type {Design} from "../../src/stats/result/design.js";
import {nearest} from "../nearest.js";
import {distinctOf} from "../rows/distinct.js";
import {levelsOf} from "../rows/levels.js";
import type {Level} from "../spec/fitSpec.js";
import type {Column} from "../table/table.js";

const mostLevels = 1000;

/**
 * Indicators of the levels of a category but its reference, named `smoker=1`.
 * @throws RangeError when there is one level alone, too many, or the reference is none of them.
 */
export function categoryTerm(name: string, column: Column, reference?: Level): Design {
  const distinct = distinctOf(column);
  if (distinct.first.length > mostLevels)
    throw new RangeError(
      `${name} must have at most ${mostLevels} levels as a category; got ${distinct.first.length} (strata may have any number)`
    );
  const {codes, levels} = levelsOf(column, distinct);
  if (levels.length === 1) throw new RangeError(`${name} must vary; got ${levels[0]} in every row`);
  const base = reference === undefined ? 0 : levelNamed(levels, reference);
  if (base < 0)
    throw new RangeError(`${name} has no level "${reference}"${nearest(String(reference), levels)}`);
  const others = levels.flatMap((_, k) => (k === base ? [] : [k]));
  return {
    names: others.map((k) => `${name}=${levels[k]}`),
    columns: others.map((k) => Float64Array.from(codes, (code) => Number(code === k)))
  };
}

/** Place of a level by its text or, where both are numbers, its value; −1 when it does not occur. */
export function levelNamed(levels: readonly string[], level: Level): number {
  const place = levels.indexOf(String(level));
  if (place >= 0) return place;
  const text = String(level)
    .replace(/^true$/i, "1")
    .replace(/^false$/i, "0");
  return text.trim() === "" ? -1 : levels.findIndex((other) => Number(other) === Number(text));
}
