import type {Constraint, Region} from "../inference/newton.js";
import type {DoseCoefficients} from "./doseCoefficients.js";
import {formAt, formRoom, lowestRisk} from "./doseForm.js";

/** Whether T > 0 for all patterns and doses from 0 to the largest. */
export function isPositive(dose: DoseCoefficients, theta: Float64Array, largest: number): boolean {
  const {form, patterns, b} = dose;
  if (!dose.set(theta)) return false;
  if (form.scale === "log") return true;
  for (let p = 0; p < patterns; ++p)
    if (!(lowestRisk(form.scale, b[2 * p], b[2 * p + 1], largest).value > 0)) return false;
  return true;
}

/**
 * The region where T > 0 for all patterns and doses from 0 to the largest, for a search over `size` parameters of
 * which those of dose come first; none where T is always positive. Conditions that bend are taken to first order.
 */
export function positiveRegion(dose: DoseCoefficients, size: number, largest: number): Region | undefined {
  const {form, patterns, b, by} = dose;
  if (form.scale === "log") return undefined;
  const floor = 1e-10;
  const at = formRoom();
  /** Where T is lowest; nowhere when parameters overflow. */
  const lowest = (theta: Float64Array) => {
    let found = {value: Infinity, at: 0, pattern: 0};
    if (!dose.set(theta)) return found;
    for (let p = 0; p < patterns; ++p) {
      const own = lowestRisk(form.scale, b[2 * p], b[2 * p + 1], largest);
      if (own.value < found.value) found = {...own, pattern: p};
    }
    return found;
  };
  const constraint = (theta: Float64Array, d: number, p: number): Constraint => {
    const normal = new Float64Array(size);
    dose.set(theta);
    formAt(form.scale, b[2 * p], b[2 * p + 1], d, at);
    for (let j = 0; j < dose.size; ++j)
      for (let k = 0; k < form.degree; ++k) normal[j] += at.slopes[k] * by[(2 * p + k) * dose.size + j];
    return {slack: at.risk, normal};
  };
  return {
    floor,
    worst: (theta) => {
      const {at: d, pattern} = lowest(theta);
      // Where no dose lowers T the largest is the next to come.
      return d > 0 ? constraint(theta, d, pattern) : {slack: 1, normal: new Float64Array(size)};
    },
    first: (theta, step) => {
      const {value, at: d, pattern} = lowest(theta.map((value, k) => value + step[k]));
      return value < 0.5 * floor ? constraint(theta, d, pattern) : null;
    }
  };
}

/** End of the feasible interval of the slope of one dose term; −Infinity where there is none of its own. */
export function lowestSlope({form, plain}: DoseCoefficients, largest: number): number {
  return plain && form.scale === "excess" && form.degree === 1 ? -1 / largest : -Infinity;
}
