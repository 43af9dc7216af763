import type {Factor} from "../../src/stats/cohort/factor.js";
import {levelsOf} from "./levels.js";
import type {Rows} from "./rows.js";
import {strataOf} from "./strataOf.js";

/**
 * Joint levels of columns that occur, in the order of the columns' levels, the last running fastest; named
 * "sex=f, city=1".
 * @throws RangeError when a column is named twice or does not exist.
 */
export function groupsOf(rows: Rows, columns: readonly string[]): Factor {
  const factors = columns.map((name, k) => {
    if (columns.indexOf(name) !== k)
      throw new RangeError(`strata must be columns named once; got ${name} twice`);
    return levelsOf(rows.column(name));
  });
  let codes: Int32Array = new Int32Array(rows.size);
  let levels = [""];
  factors.forEach((factor, k) => {
    const width = factor.levels.length;
    const seen = new Map<number, number>();
    for (let i = 0; i < rows.size; ++i) seen.set(codes[i] * width + factor.codes[i], 0);
    const pairs = [...seen.keys()].sort((a, b) => a - b);
    pairs.forEach((pair, code) => {
      seen.set(pair, code);
    });
    codes = codes.map((code, i) => seen.get(code * width + factor.codes[i])!);
    levels = pairs.map((pair) => {
      const before = levels[Math.floor(pair / width)];
      return `${before}${before ? ", " : ""}${columns[k]}=${factor.levels[pair % width]}`;
    });
  });
  return {codes, levels};
}

/** A warning that names the groups in which no row has an event; none where all have. */
export function silentGroups(
  levels: readonly string[],
  group: ArrayLike<number>,
  event: ArrayLike<number>
): string[] {
  const seen = new Set<number>();
  for (let i = 0; i < group.length; ++i) if (event[i] > 0) seen.add(group[i]);
  const silent = levels.filter((_, code) => !seen.has(code));
  if (silent.length === 0) return [];
  const named = silent.slice(0, 5).join("; ") + (silent.length > 5 ? ` and ${silent.length - 5} more` : "");
  return [`no event in ${named}: ${silent.length === 1 ? "its curve is" : "their curves are"} flat`];
}

/** The most groups that a test compares: its matrix has a row and a column for each. */
const mostCompared = 1000;

/** Groups that are to be compared. @throws RangeError as `groupsOf`, and when they are more than a test can hold. */
export function comparedGroups(rows: Rows, columns: readonly string[], name: string): Factor {
  return strataUpTo(mostCompared, rows, columns, name);
}

/** Joint levels of columns. @throws RangeError as `groupsOf`, and when they are more than `most`. */
export function strataUpTo(most: number, rows: Rows, columns: readonly string[], name = "strata"): Factor {
  // Counted before they are named, which takes longer.
  const count = strataOf(rows, columns)?.reduce((top, code) => Math.max(top, code + 1), 0) ?? 1;
  if (count > most) throw new RangeError(`${name} must have at most ${most} levels; got ${count}`);
  return groupsOf(rows, columns);
}
