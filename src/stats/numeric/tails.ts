import type {Twofold} from "./doubleDouble.js";
import {exp, expm1, log, log1p} from "./elementary.js";

/** Both tails of a distribution, P(X ≤ x) and P(X > x), each to full relative accuracy; or their logarithms. */
export interface Tails {
  lower: number;
  upper: number;
}

/** The tail that was computed itself, as e^exponent · factor; it is the smaller one, or not much the larger. */
export interface DirectTail {
  side: "lower" | "upper";
  exponent: Twofold;
  factor: number;
}

/** A tail that is a plain number. */
export function plainTail(side: DirectTail["side"], value: number): DirectTail {
  return {side, exponent: {high: 0, low: 0}, factor: value};
}

/** The same tail of the distribution of −X. */
export function mirrored({side, exponent, factor}: DirectTail): DirectTail {
  return {side: side === "lower" ? "upper" : "lower", exponent, factor};
}

export function tailsOf({side, exponent, factor}: DirectTail): Tails {
  const own = Math.min(1, probability(exponent, factor));
  return side === "lower" ? {lower: own, upper: 1 - own} : {lower: 1 - own, upper: own};
}

/** Logarithms of both tails; they reach far beyond 10⁻³⁰⁸, where the tails themselves are 0. */
export function logTailsOf({side, exponent, factor}: DirectTail): Tails {
  const {high, low} = exponent;
  const plain = Math.min(1, probability(exponent, factor));
  const own = high > -1 ? log(plain) : high + (low + log(factor));
  const other = log1p(-plain);
  return side === "lower" ? {lower: own, upper: other} : {lower: other, upper: own};
}

/** log(1 − e^x), x ≤ 0, without cancellation at either end. Source: Mächler (2012), "Accurately computing log(1 − exp(−|a|))". */
export function logComplement(x: number): number {
  return x > -Math.LN2 ? log(-expm1(x)) : log1p(-exp(x));
}

/** The tail asked for, or its logarithm. */
export function pick(tail: DirectTail, side: DirectTail["side"], asLog: boolean): number {
  return (asLog ? logTailsOf(tail) : tailsOf(tail))[side];
}

function probability({high, low}: Twofold, factor: number): number {
  // Near the end of the range of doubles the factor comes between two halves, lest digits go under.
  if (high < -600) return exp(high / 2) * factor * exp(high / 2) * (1 + low);
  return exp(high) * (1 + low) * factor;
}
