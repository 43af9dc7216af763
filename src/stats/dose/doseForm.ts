import type {Constraint, Region} from "../inference/newton.js";
import {exp} from "../numeric/elementary.js";

/**
 * How the relative risk T grows with dose. With f = β₁d + β₂d² (β₂ only where the degree is 2), T is 1 + f where
 * the `excess` is linear in its parameters, and exp(f) where its logarithm is.
 */
export interface DoseForm {
  scale: "excess" | "log";
  degree: 1 | 2;
}

/** The largest of a column of doses; 0 for none. */
export function largestDose(dose: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < dose.length; ++i) if (dose[i] > largest) largest = dose[i];
  return largest;
}

/** Names of the parameters of a form. */
export function formNames({degree}: DoseForm): string[] {
  return ["dose", "dose²"].slice(0, degree);
}

/** The least 1 + β₁d + β₂d² for doses from 0 to the largest, and where. */
function lowest(beta1: number, beta2: number, largest: number): {value: number; at: number} {
  let at = beta1 * largest + beta2 * largest * largest < 0 ? largest : 0;
  const turn = beta2 > 0 ? -beta1 / (2 * beta2) : -1;
  if (turn > 0 && turn < largest) at = turn;
  return {value: 1 + (beta1 + beta2 * at) * at, at};
}

/** Whether T > 0 for all doses from 0 to the largest. */
export function isPositive({scale, degree}: DoseForm, theta: Float64Array, largest: number): boolean {
  return scale === "log" || lowest(theta[0], degree === 2 ? theta[1] : 0, largest).value > 0;
}

/**
 * The region where T > 0 for all doses from 0 to the largest, for a search over `size` parameters of which those of
 * dose come first; none where T is always positive.
 */
export function positiveRegion({scale, degree}: DoseForm, size: number, largest: number): Region | undefined {
  if (scale === "log") return undefined;
  const floor = 1e-10;
  const worst = (theta: Float64Array): Constraint => {
    const {value, at} = lowest(theta[0], degree === 2 ? theta[1] : 0, largest);
    const normal = new Float64Array(size);
    normal[0] = at;
    if (degree === 2) normal[1] = at * at;
    // Where no dose lowers T the largest is the next to come.
    return at > 0 ? {slack: value, normal} : {slack: 1, normal: normal.fill(0)};
  };
  return {
    floor,
    worst,
    first: (theta, step) => {
      const moved = theta.map((value, k) => value + step[k]);
      const {value, at} = lowest(moved[0], degree === 2 ? moved[1] : 0, largest);
      if (value >= 0.5 * floor) return null;
      const normal = new Float64Array(size);
      normal[0] = at;
      if (degree === 2) normal[1] = at * at;
      return {slack: 1 + theta[0] * at + (degree === 2 ? theta[1] * at * at : 0), normal};
    }
  };
}

/** End of the feasible interval of the slope of one dose term; −Infinity where there is none of its own. */
export function lowestSlope({scale, degree}: DoseForm, largest: number): number {
  return scale === "excess" && degree === 1 ? -1 / largest : -Infinity;
}

/** T, its derivatives by the dose, and those by the parameters over T, of one dose. */
export interface FormAt {
  risk: number;
  first: number;
  second: number;
  /** ∂ log T by each parameter. */
  slopes: Float64Array;
}

/** Writes a form at one dose. */
export function formAt({scale, degree}: DoseForm, theta: Float64Array, d: number, into: FormAt): void {
  const beta1 = theta[0];
  const beta2 = degree === 2 ? theta[1] : 0;
  const f = (beta1 + beta2 * d) * d;
  const slope = beta1 + 2 * beta2 * d;
  into.risk = scale === "log" ? exp(f) : 1 + f;
  into.first = scale === "log" ? into.risk * slope : slope;
  into.second = scale === "log" ? into.risk * (slope * slope + 2 * beta2) : 2 * beta2;
  const by = scale === "log" ? 1 : 1 / into.risk;
  into.slopes[0] = d * by;
  if (degree === 2) into.slopes[1] = d * d * by;
}
