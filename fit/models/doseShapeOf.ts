import {
  categorical,
  type DoseShape,
  linear,
  linearExponential,
  linearQuadratic,
  piecewiseLinear,
  quadratic,
  restrictedCubicSpline,
  threshold
} from "../../src/stats/poisson/doseShape.js";
import type {ExcessPartSpec, ShapeName} from "../spec/fitSpec.js";

const shapes: Record<ShapeName, (at: readonly number[]) => DoseShape> = {
  linear,
  quadratic,
  "linear-quadratic": linearQuadratic,
  "linear-exponential": linearExponential,
  threshold,
  categorical,
  "piecewise-linear": piecewiseLinear,
  spline: restrictedCubicSpline
};

/** Which shapes have edges or knots, and under which key. */
const places = {categorical: "cuts", "piecewise-linear": "knots", spline: "knots"} as const;

/** The shape of an excess. @throws RangeError when its cuts or knots are missing, or it has none, or it needs realisations. */
export function doseShapeOf(
  {shape = "linear", ...excess}: Pick<ExcessPartSpec, "shape" | "cuts" | "knots">,
  where = "excess"
): DoseShape {
  if (!(shape in shapes)) throw new RangeError(`${where}.shape must go with realisations; got ${shape}`);
  const key = shape in places ? places[shape as keyof typeof places] : null;
  for (const other of ["cuts", "knots"] as const)
    if (other !== key && excess[other])
      throw new RangeError(`${where}.${other} must go with another shape; got ${shape}`);
  if (key && !excess[key]) throw new RangeError(`${where} must have the key "${key}" for the shape ${shape}`);
  return shapes[shape as ShapeName](key ? excess[key]! : []);
}
