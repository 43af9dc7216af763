/**
 * Rows of each group, as they come: those of group g are `rows[ptr[g] … ptr[g + 1] − 1]`.
 * Without codes all rows are one group.
 * @param codes 0 … G − 1.
 * @throws RangeError when codes differ in number from the rows or one is not a whole number ≥ 0.
 */
export function rowsOfGroups(
  codes: ArrayLike<number> | undefined,
  n: number,
  name = "group"
): {size: number; ptr: Int32Array; rows: Int32Array} {
  if (!codes) return {size: 1, ptr: Int32Array.of(0, n), rows: Int32Array.from({length: n}, (_, i) => i)};
  if (codes.length !== n) throw new RangeError(`${name} must have ${n} rows; got ${codes.length}`);
  let size = 0;
  for (let i = 0; i < n; ++i) {
    if (!(Number.isInteger(codes[i]) && codes[i] >= 0))
      throw new RangeError(`${name} must be a whole number ≥ 0; got ${codes[i]} in row ${i}`);
    size = Math.max(size, codes[i] + 1);
  }
  const ptr = new Int32Array(size + 1);
  for (let i = 0; i < n; ++i) ++ptr[codes[i] + 1];
  for (let g = 0; g < size; ++g) ptr[g + 1] += ptr[g];
  const next = ptr.slice(0, size);
  const rows = new Int32Array(n);
  for (let i = 0; i < n; ++i) rows[next[codes[i]]++] = i;
  return {size, ptr, rows};
}
