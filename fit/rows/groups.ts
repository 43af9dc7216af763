import type {Factor} from "../../src/stats/cohort/factor.js";
import {levelsOf} from "./levels.js";
import type {Rows} from "./rows.js";

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
