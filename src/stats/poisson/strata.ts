/** Cells ordered by stratum: those of stratum s are `order[ptr[s] … ptr[s + 1] − 1]`. */
export interface Strata {
  size: number;
  order: Int32Array;
  ptr: Int32Array;
}

/**
 * Orders cells by stratum, each stratum's as they come.
 * @param codes 0 … K − 1; without codes all cells are one stratum.
 * @throws RangeError when a code is not a whole number ≥ 0.
 */
export function orderByStratum(codes: Int32Array | undefined, rows: number): Strata {
  if (!codes)
    return {size: 1, order: Int32Array.from({length: rows}, (_, i) => i), ptr: Int32Array.of(0, rows)};
  if (codes.length !== rows) throw new RangeError(`strata must have ${rows} rows; got ${codes.length}`);
  let size = 0;
  for (let i = 0; i < rows; ++i) {
    if (codes[i] < 0) throw new RangeError(`strata must be ≥ 0; got ${codes[i]} in row ${i}`);
    size = Math.max(size, codes[i] + 1);
  }
  const ptr = new Int32Array(size + 1);
  for (let i = 0; i < rows; ++i) ++ptr[codes[i] + 1];
  for (let s = 0; s < size; ++s) ptr[s + 1] += ptr[s];
  const next = ptr.slice(0, size);
  const order = new Int32Array(rows);
  for (let i = 0; i < rows; ++i) order[next[codes[i]]++] = i;
  return {size, order, ptr};
}
