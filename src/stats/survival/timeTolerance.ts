/**
 * How near two times must be to count as one: 0 when all are whole numbers, else √ε · max(1, mean |time|), so
 * that ages got by subtraction and division tie as the dates do that they came from.
 * Source: R survival, aeqSurv, which merges neighbours by the same rule. Witness: test/stats/survival/timeTolerance.test.ts.
 */
export function timeTolerance(...columns: (ArrayLike<number> | undefined)[]): number {
  let total = 0;
  let count = 0;
  let whole = true;
  for (const column of columns) {
    if (!column) continue;
    count += column.length;
    for (let i = 0; i < column.length; ++i) {
      const time = column[i];
      total += Math.abs(time);
      if (whole && time !== Math.floor(time)) whole = false;
    }
  }
  return whole ? 0 : 1.4901161193847656e-8 * Math.max(1, total / count);
}
