import {incompleteGamma} from "./incompleteGamma.js";
import {solveQuantile} from "./solveQuantile.js";
import {pick, type Tails, tailsOf} from "./tails.js";

/**
 * Both tails of a gamma distribution of rate 1: the regularised incomplete gamma functions P and Q.
 * @throws RangeError when the shape is not positive and finite or x is NaN. Witness: R's pgamma.
 */
export function gammaTails(x: number, shape: number): Tails {
  return tailsOf(incompleteGamma(shape, x));
}

/** P(X ≤ x) of a gamma distribution, or its logarithm. Witness: R's pgamma. */
export function gammaLower(x: number, shape: number, rate = 1, asLog = false): number {
  return pick(incompleteGamma(shape, x * rate), "lower", asLog);
}

/** P(X > x) of a gamma distribution, or its logarithm. Witness: R's pgamma, lower.tail = FALSE. */
export function gammaUpper(x: number, shape: number, rate = 1, asLog = false): number {
  return pick(incompleteGamma(shape, x * rate), "upper", asLog);
}

/**
 * The x with P(X ≤ x) = p, or P(X > x) = p when `upper`; the rate is 1; `p` a logarithm when `asLog`. Below
 * 10⁻³⁰⁸ it is 0.
 * @throws RangeError when p is no probability or the shape not positive and finite.
 * Witness: R's qgamma.
 */
export function gammaQuantile(p: number, shape: number, upper = false, asLog = false): number {
  const search = {
    tail: (x: number) => incompleteGamma(shape, x),
    start: shape,
    support: [0, Infinity]
  } as const;
  return solveQuantile(search, p, upper, asLog);
}
