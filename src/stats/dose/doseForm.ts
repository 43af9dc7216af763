import {exp} from "../numeric/elementary.js";
import type {Design} from "../result/design.js";

/**
 * How the relative risk T grows with dose. Of the coefficients b₁ and b₂ (b₂ only where the degree is 2), and with
 * f = b₁d + b₂d², T is
 *
 *   excess  1 + f          log  exp(f)          linear-exponential  1 + b₁d·exp(b₂d), of degree 2
 *
 * and the coefficients of a row are (βₖ + Σ mₖᵤ u)·exp(γ·z) of its `interactions` u and `modifiers` z; the b₂ of a
 * linear-exponential form has no modifiers, so that these always multiply the effect of dose as a whole.
 */
export interface DoseForm {
  /** What its parameters are called after; "dose" unless told. */
  name?: string;
  scale: "excess" | "log" | "linear-exponential";
  degree: 1 | 2;
  /** Each gives every coefficient a parameter of its own, as ameras's modifiers do. */
  interactions?: Design;
  modifiers?: Design;
}

/** The largest of a column of doses; 0 for none. */
export function largestDose(dose: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < dose.length; ++i) if (dose[i] > largest) largest = dose[i];
  return largest;
}

/** Names of the coefficients of a form. */
export function coefficientNames({name = "dose", scale, degree}: DoseForm): string[] {
  return [name, scale === "linear-exponential" ? `exp(${name})` : `${name}²`].slice(0, degree);
}

/** The least T of doses from 0 to the largest, and the dose that has it. */
export function lowestRisk(
  scale: DoseForm["scale"],
  b1: number,
  b2: number,
  largest: number
): {value: number; at: number} {
  if (scale === "log") return {value: 1, at: 0};
  if (scale === "linear-exponential") {
    if (b1 >= 0) return {value: 1, at: 0};
    const at = b2 * largest < -1 ? -1 / b2 : largest;
    return {value: 1 + b1 * at * exp(b2 * at), at};
  }
  let at = b1 * largest + b2 * largest * largest < 0 ? largest : 0;
  const turn = b2 > 0 ? -b1 / (2 * b2) : -1;
  if (turn > 0 && turn < largest) at = turn;
  return {value: 1 + (b1 + b2 * at) * at, at};
}

/** T at one dose, with its derivatives. */
export interface FormAt {
  risk: number;
  /** ∂T and ∂²T by the dose. */
  first: number;
  second: number;
  /** ∂T by each coefficient. */
  slopes: Float64Array;
  /** ∂²T by coefficients 1 and 1, 2 and 1, 2 and 2. */
  bends: Float64Array;
}

/** Room for `formAt`. */
export function formRoom(): FormAt {
  return {risk: 1, first: 0, second: 0, slopes: new Float64Array(2), bends: new Float64Array(3)};
}

/** Writes a form at one dose. */
export function formAt(scale: DoseForm["scale"], b1: number, b2: number, d: number, into: FormAt): void {
  const {slopes, bends} = into;
  if (scale === "linear-exponential") {
    const e = exp(b2 * d);
    into.risk = 1 + b1 * d * e;
    into.first = b1 * e * (1 + b2 * d);
    into.second = b1 * b2 * e * (2 + b2 * d);
    slopes[0] = d * e;
    slopes[1] = b1 * d * d * e;
    bends[0] = 0;
    bends[1] = d * d * e;
    bends[2] = b1 * d * d * d * e;
    return;
  }
  const f = (b1 + b2 * d) * d;
  const slope = b1 + 2 * b2 * d;
  const isLog = scale === "log";
  const e = isLog ? exp(f) : 1;
  into.risk = isLog ? e : 1 + f;
  into.first = e * slope;
  into.second = e * ((isLog ? slope * slope : 0) + 2 * b2);
  slopes[0] = e * d;
  slopes[1] = slopes[0] * d;
  bends[0] = isLog ? slopes[1] : 0;
  bends[1] = bends[0] * d;
  bends[2] = bends[1] * d;
}
