import {sum} from "../numeric/sum.js";
import type {Interval} from "../result/fit.js";

/** One statistic with its bootstrap standard error and percentile interval. */
export interface Bootstrapped extends Interval {
  estimate: number;
  se: number;
  replicates: number;
}

export interface BootstrapOptions {
  replicates?: number;
  level?: number;
  /** Rows with the same number are drawn together, such as a child's. */
  cluster?: ArrayLike<number>;
  /** The source of randomness: uniform draws from (0, 1). */
  uniform: () => number;
}

/**
 * The bootstrap by rows, or by clusters of them: `statistics` is computed of all rows and of `replicates` draws
 * with replacement; standard errors are the replicates' standard deviations, intervals their percentiles
 * (R's quantile, type 7).
 * @param n number of rows.
 * @param statistics the figures of a sample, given as row numbers with repeats; the same number of them each time.
 * @throws RangeError when there is no row, there are fewer than two replicates, the level is not inside (0, 1), or
 *   a statistic is not finite.
 * Source: Efron and Tibshirani (1993), chapters 6 and 13. Witness: test/stats/mediation/bootstrap.test.ts.
 */
export function bootstrap(
  n: number,
  statistics: (rows: Int32Array) => ArrayLike<number>,
  {replicates = 1000, level = 0.95, cluster, uniform}: BootstrapOptions
): Bootstrapped[] {
  if (!(Number.isInteger(n) && n > 0)) throw new RangeError(`n must be a whole number > 0; got ${n}`);
  if (!(Number.isInteger(replicates) && replicates >= 2))
    throw new RangeError(`replicates must be a whole number ≥ 2; got ${replicates}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  if (cluster && cluster.length !== n)
    throw new RangeError(`cluster must have ${n} entries, one a row; got ${cluster.length}`);
  const groups = rowsOf(n, cluster);
  const all = statistics(Int32Array.from({length: n}, (_, i) => i));
  const draws = Array.from(all, () => new Float64Array(replicates));
  for (let r = 0; r < replicates; ++r) {
    const rows: number[] = [];
    for (let g = 0; g < groups.length; ++g)
      for (const row of groups[Math.floor(groups.length * uniform())]) rows.push(row);
    const own = statistics(Int32Array.from(rows));
    draws.forEach((column, k) => {
      if (!Number.isFinite(own[k]))
        throw new RangeError(`statistic must be finite; got ${own[k]} in replicate ${r}`);
      column[r] = own[k];
    });
  }
  return draws.map((column, k) => {
    const mean = sum(column) / replicates;
    const squares = sum(column.map((value) => (value - mean) * (value - mean)));
    column.sort();
    return {
      estimate: all[k],
      se: Math.sqrt(squares / (replicates - 1)),
      lower: percentile(column, (1 - level) / 2),
      upper: percentile(column, (1 + level) / 2),
      replicates
    };
  });
}

function rowsOf(n: number, cluster?: ArrayLike<number>): number[][] {
  if (!cluster) return Array.from({length: n}, (_, i) => [i]);
  const groups = new Map<number, number[]>();
  for (let i = 0; i < n; ++i) {
    const own = groups.get(cluster[i]);
    if (own) own.push(i);
    else groups.set(cluster[i], [i]);
  }
  return [...groups.values()];
}

function percentile(sorted: Float64Array, p: number): number {
  const place = p * (sorted.length - 1);
  const below = Math.floor(place);
  const share = place - below;
  return sorted[below] + share * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
}
