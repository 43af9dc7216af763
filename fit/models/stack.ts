/**
 * Curves under one another as columns of one table, each label repeated over the rows of its curve. Only
 * columns that are typed arrays are taken.
 */
export function stack(
  labels: Record<string, readonly string[]>,
  curves: readonly object[]
): Record<string, ArrayLike<number | string>> {
  const columns: Record<string, (number | string)[]> = {};
  for (const name of Object.keys(labels)) columns[name] = [];
  curves.forEach((curve, k) => {
    const series = Object.entries(curve).filter((entry): entry is [string, Float64Array] =>
      ArrayBuffer.isView(entry[1])
    );
    for (const [name, of] of Object.entries(labels))
      for (let i = 0; i < series[0][1].length; ++i) columns[name].push(of[k]);
    for (const [name, values] of series) {
      columns[name] ??= [];
      for (const value of values) columns[name].push(value);
    }
  });
  return columns;
}
