/** Σ weight · row of a row-major matrix, compensated; every weight is 1 where there are none. */
export function weightedTotals(
  values: Float64Array,
  width: number,
  rows: number,
  weight: Float64Array | undefined
): Float64Array {
  const total = new Float64Array(width);
  const lost = new Float64Array(width);
  for (let j = 0; j < rows; ++j)
    for (let k = 0; k < width; ++k) {
      const value = (weight ? weight[j] : 1) * values[j * width + k];
      const next = total[k] + value;
      lost[k] += Math.abs(total[k]) >= Math.abs(value) ? total[k] - next + value : value - next + total[k];
      total[k] = next;
    }
  return total.map((value, k) => value + lost[k]);
}
