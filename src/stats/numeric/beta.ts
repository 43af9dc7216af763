import {exactSum, twofold} from "./doubleDouble.js";
import {incompleteBeta} from "./incompleteBeta.js";
import {solveQuantile} from "./solveQuantile.js";
import {type DirectTail, pick} from "./tails.js";

function betaTail(x: number, a: number, b: number): DirectTail {
  for (const shape of [a, b])
    if (!(shape > 0 && shape < Infinity))
      throw new RangeError(`shape must be positive and finite; got ${shape}`);
  if (Number.isNaN(x)) throw new RangeError("x must be a number; got NaN");
  return incompleteBeta(a, b, twofold(x), exactSum(1, -x));
}

/**
 * P(X ≤ x) of a beta distribution of shapes a and b, or its logarithm: the regularised incomplete beta function.
 * @throws RangeError when a shape is not positive and finite or x is NaN. Witness: R's pbeta.
 */
export function betaLower(x: number, a: number, b: number, asLog = false): number {
  return pick(betaTail(x, a, b), "lower", asLog);
}

/** P(X > x) of a beta distribution, or its logarithm. Witness: R's pbeta, lower.tail = FALSE. */
export function betaUpper(x: number, a: number, b: number, asLog = false): number {
  return pick(betaTail(x, a, b), "upper", asLog);
}

/**
 * The x with P(X ≤ x) = p, or P(X > x) = p when `upper`: Clopper and Pearson's bounds of a proportion.
 * `p` is a logarithm when `asLog`.
 * @throws RangeError when p is no probability or a shape not positive and finite. Witness: R's qbeta.
 */
export function betaQuantile(p: number, a: number, b: number, upper = false, asLog = false): number {
  const search = {
    tail: (x: number) => betaTail(x, a, b),
    start: a / (a + b),
    support: [0, 1]
  } as const;
  return solveQuantile(search, p, upper, asLog);
}
