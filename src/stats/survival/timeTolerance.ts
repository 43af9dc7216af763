/**
 * How near two times must be to count as one: 0 when all are whole numbers, else √ε · max(1, mean |time|), so
 * that ages got by subtraction and division tie as the dates do that they came from.
 * Source: R survival, aeqSurv, which merges neighbours by the same rule. Witness: test/stats/survival/timeTolerance.test.ts.
 */
export function timeTolerance(...columns: (ArrayLike<number> | undefined)[]): number {
  if (columns.every((column) => !column || areWhole(column))) return 0;
  let total = 0;
  let count = 0;
  for (const column of columns) {
    if (!column) continue;
    count += column.length;
    for (let i = 0; i < column.length; ++i) total += Math.abs(column[i]);
  }
  return 1.4901161193847656e-8 * Math.max(1, total / count);
}

function areWhole(times: ArrayLike<number>): boolean {
  for (let i = 0; i < times.length; ++i) if (times[i] !== Math.floor(times[i])) return false;
  return true;
}
