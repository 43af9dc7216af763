import {parseNumber} from "../table/buildColumn.js";

/** Levels of a key ascending, as numbers where all are numbers: the same order for the same levels at every site. */
export function levelOrder(levels: readonly string[]): string[] {
  const numeric = !levels.some((level) => Number.isNaN(parseNumber(level)));
  return [...levels].sort(
    (a, b) => (numeric ? parseNumber(a) - parseNumber(b) : 0) || (a < b ? -1 : a > b ? 1 : 0)
  );
}
