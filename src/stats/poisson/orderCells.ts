import type {PoissonData} from "./poissonData.js";

/** Cells ordered by stratum: those of the s-th are `order[ptr[s] … ptr[s + 1] − 1]`. */
export interface OrderedCells {
  order: Int32Array;
  ptr: Int32Array;
  /** Cases of each stratum. */
  total: Float64Array;
  /** Strata that have person-time but no cases. */
  withoutCases: number;
}

/** Cells that one fixed background is cut into, so that a block of them is walked in cache. */
const piece = 2048;

/**
 * Orders cells by stratum, each stratum's as they come; without strata they come in pieces. Cells without
 * person-time or background rate are left out, and so are strata without cases unless they are `keepEmpty`.
 */
export function orderCells(
  {cases, pyr, strata, rate}: PoissonData,
  strataSize: number,
  keepEmpty: boolean
): OrderedCells {
  const rows = cases.length;
  const counts = new Int32Array(strataSize);
  const cellCases = new Float64Array(strataSize);
  const codes = strata ?? new Int32Array(rows);
  const weight = rate ? pyr.map((years, i) => years * rate[i]) : pyr;
  tally(codes, weight, cases, counts, cellCases);
  const starts = new Int32Array(strataSize);
  const ptr: number[] = [0];
  const total: number[] = [];
  let withoutCases = 0;
  let size = 0;
  for (let s = 0; s < strataSize; ++s) {
    starts[s] = -1;
    if (counts[s] === 0) continue;
    if (cellCases[s] === 0) ++withoutCases;
    if (cellCases[s] === 0 && !keepEmpty) continue;
    starts[s] = size;
    size += counts[s];
    ptr.push(size);
    total.push(cellCases[s]);
  }
  const order = new Int32Array(size);
  place(codes, weight, starts, order);
  if (strata) return {order, ptr: Int32Array.from(ptr), total: Float64Array.from(total), withoutCases};
  const pieces = Math.max(1, Math.ceil(size / piece));
  const cut = Int32Array.from({length: pieces + 1}, (_, k) => Math.min(size, k * piece));
  const pieceCases = new Float64Array(pieces);
  for (let j = 0; j < size; ++j) pieceCases[Math.floor(j / piece)] += cases[order[j]];
  return {order, ptr: cut, total: pieceCases, withoutCases};
}

/** Cells with a weight, and their cases, in each stratum. */
function tally(
  codes: Int32Array,
  weight: Float64Array,
  cases: Float64Array,
  counts: Int32Array,
  cellCases: Float64Array
): void {
  // Cells of a stratum mostly stand together, and a sum is faster in a variable than in an array.
  for (let i = 0; i < codes.length; ) {
    const s = codes[i];
    let count = 0;
    let sum = cellCases[s];
    for (; i < codes.length && codes[i] === s; ++i)
      if (weight[i] > 0) {
        ++count;
        sum += cases[i];
      }
    counts[s] += count;
    cellCases[s] = sum;
  }
}

function place(codes: Int32Array, weight: Float64Array, next: Int32Array, order: Int32Array): void {
  for (let i = 0; i < codes.length; ) {
    const s = codes[i];
    let at = next[s];
    const kept = at >= 0;
    for (; i < codes.length && codes[i] === s; ++i) if (kept && weight[i] > 0) order[at++] = i;
    next[s] = at;
  }
}

/** The entries of a column in the order of cells; the column itself where that is its own order. */
export function take(column: Float64Array, order: Int32Array): Float64Array {
  if (order.length === column.length && isIdentity(order)) return column;
  const taken = new Float64Array(order.length);
  for (let j = 0; j < order.length; ++j) taken[j] = column[order[j]];
  return taken;
}

/** Whether row j comes j-th. */
export function isIdentity(order: Int32Array): boolean {
  for (let j = 0; j < order.length; ++j) if (order[j] !== j) return false;
  return true;
}
