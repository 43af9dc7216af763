import {default as erfc} from "@stdlib/math-base-special-erfc";
import {solveQuantile} from "./solveQuantile.js";

/** P(Z ≤ z) of the standard normal distribution. Witness: R's pnorm. */
export function normalLower(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2);
}

/** P(Z > z) of the standard normal distribution. Witness: R's pnorm, lower.tail = FALSE. */
export function normalUpper(z: number): number {
  return 0.5 * erfc(z / Math.SQRT2);
}

/**
 * The z with P(Z ≤ z) = p, or P(Z > z) = p when `upper`; ±Infinity at 0 and 1.
 * @throws RangeError when p is outside [0, 1]. Witness: R's qnorm.
 */
export function normalQuantile(p: number, upper = false): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be a probability; got ${p}`);
  if (p === 0) return upper ? Infinity : -Infinity;
  if (p === 1) return upper ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  return solveQuantile((z) => ({lower: normalLower(z), upper: normalUpper(z)}), p, upper, 0, -Infinity);
}
