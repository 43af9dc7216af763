import {quantileKnots, restrictedCubicSpline} from "../../src/stats/regression/restrictedCubicSpline.js";
import type {Design} from "../../src/stats/result/design.js";

/** The basis of a restricted cubic spline, named `age`, `age'`, `age''` … as Harrell does. */
export function splineTerm(name: string, values: Float64Array, knots: number[] | number = 4): Design {
  const columns = restrictedCubicSpline(
    values,
    typeof knots === "number" ? quantileKnots(values, knots) : knots
  );
  return {names: columns.map((_, k) => name + "'".repeat(k)), columns};
}
