import {add, divide, exactProduct, twofold} from "./doubleDouble.js";
import {log} from "./elementary.js";
import {incompleteBeta} from "./incompleteBeta.js";
import {normalLower, normalQuantile} from "./normal.js";
import {solveQuantile} from "./solveQuantile.js";
import {type DirectTail, pick, plainTail, tailsOf} from "./tails.js";

/** Above this the distribution is the normal one to the last digit. */
const manyDf = 1e30;
/** Above this t the square leaves the range of doubles; the tail is t^−df there, but for a constant. */
const farT = 1e140;

/** The tail on the side of t: ½ I(df / (df + t²); df/2, ½). */
function studentTTail(t: number, df: number): DirectTail {
  const size = Math.min(Math.abs(t), farT);
  const square = exactProduct(size, size);
  const whole = add(square, twofold(df));
  const both = incompleteBeta(df / 2, 0.5, divide(twofold(df), whole), divide(square, whole));
  const side = t < 0 ? "lower" : "upper";
  if (both.side === "upper") return plainTail(side, tailsOf(both).lower / 2);
  const beyond = Math.abs(t) > farT ? twofold(-df * log(Math.abs(t) / farT)) : twofold(0);
  return {side, exponent: add(both.exponent, beyond), factor: both.factor / 2};
}

function check(t: number, df: number): void {
  if (Number.isNaN(t)) throw new RangeError("t must be a number; got NaN");
  if (!(df > 0)) throw new RangeError(`df must be > 0; got ${df}`);
}

/**
 * P(T ≤ t) of Student's t, or its logarithm; infinite degrees of freedom are the normal distribution.
 * @throws RangeError when t is NaN or df is not positive. Witness: R's pt.
 */
export function studentTLower(t: number, df: number, asLog = false): number {
  check(t, df);
  if (df > manyDf) return normalLower(t, asLog);
  return t === -Infinity
    ? pick(plainTail("lower", 0), "lower", asLog)
    : pick(studentTTail(t, df), "lower", asLog);
}

/** P(T > t) of Student's t, or its logarithm. Witness: R's pt, lower.tail = FALSE. */
export function studentTUpper(t: number, df: number, asLog = false): number {
  check(t, df);
  return studentTLower(-t, df, asLog);
}

/**
 * The t with P(T ≤ t) = p, or P(T > t) = p when `upper`; `p` a logarithm when `asLog`.
 * @throws RangeError when p is no probability or df is not positive. Witness: R's qt.
 */
export function studentTQuantile(p: number, df: number, upper = false, asLog = false): number {
  check(0, df);
  if (df > manyDf) return normalQuantile(p, upper, asLog);
  if (!asLog && p === 0.5) return 0;
  const search = {
    tail: (t: number) => studentTTail(t, df),
    start: 0,
    support: [-Infinity, Infinity]
  } as const;
  return solveQuantile(search, p, upper, asLog);
}
