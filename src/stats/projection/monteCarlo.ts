import {sum} from "../numeric/sum.js";
import type {Interval} from "../result/fit.js";

/** What repeated draws of one figure say. */
export interface Simulated extends Interval {
  mean: number;
  median: number;
  level: number;
  draws: number;
}

/**
 * Repeats `figures`, which draws what is uncertain, and gives each figure's mean, median and percentile interval
 * (R's quantile, type 7). Figures of one draw belong together: a difference between two of them, such as a
 * risk averted, is to be one of the figures.
 * @throws RangeError when there are fewer than two draws, the level is not inside (0, 1), or a figure is not finite.
 * Witness: by hand, test/stats/projection/monteCarlo.test.ts.
 */
export function monteCarlo(
  draws: number,
  figures: (draw: number) => readonly number[],
  level = 0.95
): Simulated[] {
  if (!(Number.isInteger(draws) && draws >= 2))
    throw new RangeError(`draws must be a whole number ≥ 2; got ${draws}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  const columns: Float64Array[] = [];
  for (let draw = 0; draw < draws; ++draw)
    figures(draw).forEach((value, k) => {
      if (!Number.isFinite(value))
        throw new RangeError(`figure must be finite; got ${value} in draw ${draw}`);
      columns[k] ??= new Float64Array(draws);
      columns[k][draw] = value;
    });
  return columns.map((column) => {
    const mean = sum(column) / draws;
    column.sort();
    const at = (p: number) => {
      const place = p * (draws - 1);
      const below = Math.floor(place);
      return column[below] + (place - below) * (column[Math.min(below + 1, draws - 1)] - column[below]);
    };
    return {mean, median: at(0.5), lower: at((1 - level) / 2), upper: at((1 + level) / 2), level, draws};
  });
}
