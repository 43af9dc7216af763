/** Model terms as named columns of equal length: the right-hand side of every regression in the library. */
export interface Design {
  names: readonly string[];
  columns: readonly Float64Array[];
}
