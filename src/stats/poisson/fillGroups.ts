import type {RowsByCount} from "./groupByCount.js";
import type {CountGroups} from "./linearLoops.js";

/** Pairs of rows of a group at most: sums of more are sums of sums, so that rounding grows with their root. */
const mostPairs = 512;

/** Rows of one count, in spans of at most `mostPairs` pairs. */
export interface CountSpan {
  count: number;
  from: number;
  to: number;
}

/** Cuts rows into such spans. */
export function countSpans({counts, ptr}: RowsByCount): CountSpan[] {
  const spans: CountSpan[] = [];
  for (let g = 0; g < counts.length; ++g)
    for (let from = ptr[g]; from < ptr[g + 1]; from += 2 * mostPairs)
      spans.push({count: counts[g], from, to: Math.min(ptr[g + 1], from + 2 * mostPairs)});
  return spans;
}

/** Copies the columns of rows into their groups. */
export function fillGroups(
  groups: CountGroups,
  spans: readonly CountSpan[],
  rows: Int32Array,
  columns: readonly Float64Array[]
): void {
  let first = 0;
  spans.forEach(({count, from, to}, g) => {
    groups.count[g] = count;
    groups.pairs[g] = (to - from + 1) >> 1;
    columns.forEach((column, k) => {
      copyRows(column, rows, from, to, groups.basis[k], first);
    });
    first += 2 * groups.pairs[g];
  });
}

function copyRows(
  column: Float64Array,
  rows: Int32Array,
  from: number,
  to: number,
  into: Float64Array,
  first: number
): void {
  for (let j = from; j < to; ++j) into[first + j - from] = column[rows[j]];
}
