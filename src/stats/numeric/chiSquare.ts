import {gammaLower, gammaQuantile, gammaUpper} from "./gamma.js";

/** P(X ≤ x) of a chi-square distribution with `df` degrees of freedom, or its logarithm. Witness: R's pchisq. */
export function chiSquareLower(x: number, df: number, asLog = false): number {
  return gammaLower(x / 2, df / 2, 1, asLog);
}

/** P(X > x) of a chi-square distribution: the p-value of a test. Witness: R's pchisq, lower.tail = FALSE. */
export function chiSquareUpper(x: number, df: number, asLog = false): number {
  return gammaUpper(x / 2, df / 2, 1, asLog);
}

/** The x with P(X ≤ x) = p, or P(X > x) = p when `upper`. Witness: R's qchisq. */
export function chiSquareQuantile(p: number, df: number, upper = false, asLog = false): number {
  return 2 * gammaQuantile(p, df / 2, upper, asLog);
}
