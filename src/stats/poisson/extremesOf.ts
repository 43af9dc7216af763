const known = new WeakMap<Float64Array, readonly [number, number]>();

/** The least and the largest of a column that does not change, 0 included; asked for again, they are remembered. */
export function extremesOf(column: Float64Array): readonly [number, number] {
  const before = known.get(column);
  if (before) return before;
  let low = 0;
  let high = 0;
  for (let i = 0; i < column.length; ++i) {
    const value = column[i];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  known.set(column, [low, high]);
  return [low, high];
}
