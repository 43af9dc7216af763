import {splineBasis} from "../numeric/splineBasis.js";

/**
 * The basis of a cubic spline that is linear beyond its outer knots: x itself and the curved functions of
 * `splineBasis`, all in the unit of x.
 *
 * @returns k − 1 columns, one entry a value.
 * @throws RangeError when there are fewer than three knots, or they are not finite and ascending.
 * Source: Harrell (2015), Regression Modeling Strategies, 2.4.5; `rcspline.eval(norm = 2)` of R's Hmisc.
 * Witness: by hand and R (Hmisc), test/stats/regression/restrictedCubicSpline.test.ts.
 */
export function restrictedCubicSpline(values: Float64Array, knots: readonly number[]): Float64Array[] {
  const k = knots.length;
  if (k < 3) throw new RangeError(`knots must be three or more; got ${k}`);
  knots.forEach((knot, j) => {
    if (!Number.isFinite(knot)) throw new RangeError(`knots must be finite; got ${knot} at place ${j}`);
    if (j > 0 && !(knot > knots[j - 1]))
      throw new RangeError(`knots must ascend; got ${knot} after ${knots[j - 1]}`);
  });
  return [Float64Array.from(values), ...splineBasis(knots).map((curved) => values.map(curved))];
}

/**
 * Knots at quantiles of the values (R's type 7), 3 to 7 of them: the outer ones at 0.1 and 0.9 (three
 * knots), 0.05 and 0.95 (four to six) or 0.025 and 0.975 (seven), the others evenly between.
 * @throws RangeError when the number is another, there are no values, or two quantiles are the same value.
 * Source: Harrell (2015), table 2.3. Witness: R (Hmisc), test/stats/regression/restrictedCubicSpline.test.ts.
 */
export function quantileKnots(values: Float64Array, count: number): number[] {
  if (![3, 4, 5, 6, 7].includes(count)) throw new RangeError(`knots must be 3 to 7 in number; got ${count}`);
  if (values.length === 0) throw new RangeError("values must hold a number; got none");
  const sorted = values.slice().sort();
  const outer = count === 3 ? 0.1 : count === 7 ? 0.025 : 0.05;
  const knots = Array.from({length: count}, (_, k) => {
    const place = (outer + (k * (1 - 2 * outer)) / (count - 1)) * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  });
  const same = knots.findIndex((knot, j) => j > 0 && !(knot > knots[j - 1]));
  if (same >= 0)
    throw new RangeError(`knots at quantiles must differ; got ${knots[same]} twice (name the knots instead)`);
  return knots;
}
