/**
 * Sum with Neumaier's compensation: the error does not grow with the number of terms.
 * Empty is 0; infinities and NaN pass through. Source: Neumaier (1974), ZAMM 54:39. Witness: test/stats/numeric/sum.test.ts.
 */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; ++i) {
    const value = values[i];
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return Number.isFinite(total) ? total + lost : total;
}
