import {exactProduct} from "./doubleDouble.js";
import {erfcx} from "./erfcx.js";
import {solveQuantile} from "./solveQuantile.js";
import {type DirectTail, pick} from "./tails.js";

/** The tail on the side of z: ½ e^{−z²/2} erfcx(|z| / √2). */
function normalTail(z: number): DirectTail {
  if (Number.isNaN(z)) throw new RangeError("z must be a number; got NaN");
  const {high, low} = exactProduct(z, z);
  return {
    side: z < 0 ? "lower" : "upper",
    exponent: {high: -high / 2, low: -low / 2},
    factor: Math.abs(z) === Infinity ? 0 : 0.5 * erfcx(Math.abs(z) / Math.SQRT2)
  };
}

/**
 * P(Z ≤ z) of the standard normal distribution, or its logarithm.
 * @throws RangeError when z is NaN. Witness: R's pnorm.
 */
export function normalLower(z: number, asLog = false): number {
  return pick(normalTail(z), "lower", asLog);
}

/** P(Z > z) of the standard normal distribution, or its logarithm. Witness: R's pnorm, lower.tail = FALSE. */
export function normalUpper(z: number, asLog = false): number {
  return pick(normalTail(z), "upper", asLog);
}

/**
 * The z with P(Z ≤ z) = p, or P(Z > z) = p when `upper`; ±Infinity at 0 and 1; `p` a logarithm when `asLog`.
 * @throws RangeError when p is no probability. Witness: R's qnorm.
 */
export function normalQuantile(p: number, upper = false, asLog = false): number {
  if (!asLog && p === 0.5) return 0;
  const search = {
    tail: (z: number) => normalTail(z),
    start: 0,
    support: [-Infinity, Infinity]
  } as const;
  return solveQuantile(search, p, upper, asLog);
}
