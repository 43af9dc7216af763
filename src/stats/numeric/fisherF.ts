import {chiSquareLower, chiSquareQuantile, chiSquareUpper} from "./chiSquare.js";
import {add, divide, exactProduct, twofold} from "./doubleDouble.js";
import {log} from "./elementary.js";
import {incompleteBeta} from "./incompleteBeta.js";
import {solveQuantile} from "./solveQuantile.js";
import {type DirectTail, pick, plainTail} from "./tails.js";

/** Above this f its products leave the range of doubles; the upper tail is f^(−df2/2) there, but for a constant. */
const farF = 1e280;

/** I(x; df1/2, df2/2) with x = df1·f / (df1·f + df2). */
function fisherFTail(f: number, df1: number, df2: number): DirectTail {
  if (f <= 0) return plainTail("lower", 0);
  if (f === Infinity) return plainTail("upper", 0);
  const scaled = exactProduct(df1, Math.min(f, farF));
  const whole = add(scaled, twofold(df2));
  const tail = incompleteBeta(df1 / 2, df2 / 2, divide(scaled, whole), divide(twofold(df2), whole));
  if (f <= farF) return tail;
  return {...tail, exponent: add(tail.exponent, twofold((-df2 / 2) * log(f / farF)))};
}

function check(f: number, df1: number, df2: number): void {
  if (Number.isNaN(f)) throw new RangeError("f must be a number; got NaN");
  for (const df of [df1, df2]) if (!(df > 0)) throw new RangeError(`df must be > 0; got ${df}`);
}

/**
 * P(F ≤ f) of the F distribution, or its logarithm; infinite degrees of freedom give the chi-square kin.
 * @throws RangeError when f is NaN or a df is not positive. Witness: R's pf.
 */
export function fisherFLower(f: number, df1: number, df2: number, asLog = false): number {
  check(f, df1, df2);
  if (df2 === Infinity && df1 < Infinity) return chiSquareLower(df1 * f, df1, asLog);
  if (df1 === Infinity && df2 < Infinity) return chiSquareUpper(df2 / Math.max(f, 0), df2, asLog);
  checkFinite(df1);
  return pick(fisherFTail(f, df1, df2), "lower", asLog);
}

/** P(F > f) of the F distribution, or its logarithm. Witness: R's pf, lower.tail = FALSE. */
export function fisherFUpper(f: number, df1: number, df2: number, asLog = false): number {
  check(f, df1, df2);
  if (df2 === Infinity && df1 < Infinity) return chiSquareUpper(df1 * f, df1, asLog);
  if (df1 === Infinity && df2 < Infinity) return chiSquareLower(df2 / Math.max(f, 0), df2, asLog);
  checkFinite(df1);
  return pick(fisherFTail(f, df1, df2), "upper", asLog);
}

/**
 * The f with P(F ≤ f) = p, or P(F > f) = p when `upper`; `p` a logarithm when `asLog`.
 * @throws RangeError when p is no probability or a df is not positive. Witness: R's qf.
 */
export function fisherFQuantile(p: number, df1: number, df2: number, upper = false, asLog = false): number {
  check(1, df1, df2);
  if (df2 === Infinity && df1 < Infinity) return chiSquareQuantile(p, df1, upper, asLog) / df1;
  if (df1 === Infinity && df2 < Infinity) return df2 / chiSquareQuantile(p, df2, !upper, asLog);
  checkFinite(df1);
  const search = {
    tail: (f: number) => fisherFTail(f, df1, df2),
    start: 1,
    support: [0, Infinity]
  } as const;
  return solveQuantile(search, p, upper, asLog);
}

/** Both infinite is the constant 1, which has no density. */
function checkFinite(df1: number): void {
  if (df1 === Infinity) throw new RangeError("one of the dfs must be finite; got Infinity for both");
}
