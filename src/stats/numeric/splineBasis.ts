/**
 * The curved functions of a restricted cubic spline: cubic between knots t₁ < … < tₖ, straight beyond the outer two,
 * for j = 1 … k − 2
 *
 *   sⱼ = [(x − tⱼ)₊³ − (x − tₖ₋₁)₊³ (tₖ − tⱼ)/(tₖ − tₖ₋₁) + (x − tₖ)₊³ (tₖ₋₁ − tⱼ)/(tₖ − tₖ₋₁)] / (tₖ − t₁)²,
 *
 * which have the unit of x; x itself is the first of the basis.
 * @param knots three or more, ascending.
 * Source: Harrell (2015), Regression Modeling Strategies, 2.4.5; `rcspline.eval(norm = 2)` of R's Hmisc.
 * Witness: by hand and R (Hmisc), test/stats/regression/restrictedCubicSpline.test.ts.
 */
export function splineBasis(knots: readonly number[]): ((x: number) => number)[] {
  const last = knots[knots.length - 1];
  const before = knots[knots.length - 2];
  const unit = (last - knots[0]) * (last - knots[0]);
  const end = last - before;
  return knots
    .slice(0, -2)
    .map(
      (knot) => (x: number) =>
        (cubeAbove(x - knot) -
          (cubeAbove(x - before) * (last - knot)) / end +
          (cubeAbove(x - last) * (before - knot)) / end) /
        unit
    );
}

function cubeAbove(x: number): number {
  return x > 0 ? x * x * x : 0;
}
