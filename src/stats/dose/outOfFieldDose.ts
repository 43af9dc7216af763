import {exp, log} from "../numeric/elementary.js";

/** How dose per prescribed dose falls outside a field, and where that is known. */
export interface OutOfFieldModel {
  /** Scatter per prescribed dose at two distances from the field's edge, ascending, in cm. */
  scatter: {cm: readonly [number, number]; perPrescribed: readonly [number, number]};
  /** Leakage per prescribed dose, the same at every distance; none unless told. */
  leakage?: number;
  /** Distances for which the model holds, cm. */
  fromCm: number;
  toCm: number;
}

/**
 * Dose at a distance outside the field of a course:
 *
 *   D(x) = P · (l + s₁ · (s₂/s₁)^((x − x₁)/(x₂ − x₁)))
 *
 * scatter that falls exponentially through two known points, and leakage that does not fall. Nothing is carried
 * beyond the model's distances: a single exponential is wrong there by factors.
 * @param prescribed P, in the unit of the result.
 * @param cm distance x from the field's edge.
 * @throws RangeError when the distance is outside the model's, the prescribed dose negative or not finite, or the
 *   model's distances do not ascend, its scatter is not > 0 or its leakage negative.
 * Source: the form of data/reference/out-of-field.json. Witness: by hand, test/stats/dose/outOfFieldDose.test.ts.
 */
export function outOfFieldDose(model: OutOfFieldModel, prescribed: number, cm: number): number {
  const {scatter, leakage = 0, fromCm, toCm} = model;
  const [near, far] = scatter.cm;
  const [high, low] = scatter.perPrescribed;
  if (!(near < far && high > 0 && low > 0 && leakage >= 0))
    throw new RangeError(
      `scatter must be > 0 at ascending distances, leakage ≥ 0; got ${high} and ${low} at ${near} and ${far} cm, ${leakage}`
    );
  if (!(cm >= fromCm && cm <= toCm))
    throw new RangeError(
      `distance must be ${fromCm} … ${toCm} cm from the field's edge as the model is; got ${cm}`
    );
  if (!(prescribed >= 0 && prescribed < Infinity))
    throw new RangeError(`prescribed dose must be ≥ 0; got ${prescribed}`);
  const share = (cm - near) / (far - near);
  return prescribed * (leakage + high * exp(share * log(low / high)));
}
