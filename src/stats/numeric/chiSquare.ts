import {gammaQuantile, gammaTails} from "./gamma.js";

/** P(X ≤ x) of a chi-square distribution with `df` degrees of freedom. Witness: R's pchisq. */
export function chiSquareLower(x: number, df: number): number {
  return gammaTails(x / 2, df / 2).lower;
}

/** P(X > x) of a chi-square distribution: the p-value of a test. Witness: R's pchisq, lower.tail = FALSE. */
export function chiSquareUpper(x: number, df: number): number {
  return gammaTails(x / 2, df / 2).upper;
}

/** The x with P(X ≤ x) = p, or P(X > x) = p when `upper`. Witness: R's qchisq. */
export function chiSquareQuantile(p: number, df: number, upper = false): number {
  return 2 * gammaQuantile(p, df / 2, upper);
}
