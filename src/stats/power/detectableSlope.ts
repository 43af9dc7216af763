import {type PowerCells, scoreMoments, scorePower} from "./scorePower.js";

/**
 * The smallest slope that the two-sided score test finds with the power asked for: the root in β of
 * `scorePower`, which rises with β, by bisection to a relative 10⁻¹².
 *
 * @returns the slope per unit of the dose. There always is one: the mean of the score grows as β, its standard
 *   deviation as √β.
 * @throws RangeError as `scorePower`; when the power is not between α/2 and 1.
 * Witness: `scorePower` of the answer, test/stats/power/detectableSlope.test.ts.
 */
export function detectableSlope(
  cells: PowerCells,
  {alpha = 0.05, power = 0.8}: {alpha?: number; power?: number} = {}
): number {
  if (!(power > alpha / 2 && power < 1))
    throw new RangeError(`power must lie between alpha / 2 and 1; got ${power}`);
  const moments = scoreMoments(cells);
  const found = (slope: number) => scorePower(moments, slope, {alpha}) >= power;
  let high = 1 / Math.sqrt(moments.information);
  while (!found(high)) high *= 2;
  let low = 0;
  while (high - low > 1e-12 * high) {
    const middle = low + (high - low) / 2;
    if (found(middle)) high = middle;
    else low = middle;
  }
  return high;
}
