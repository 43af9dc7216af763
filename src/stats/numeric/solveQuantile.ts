import {log, log1p} from "./elementary.js";
import {powersOfTwo} from "./powersOfTwo.js";
import {type DirectTail, logComplement, logTailsOf, tailsOf} from "./tails.js";

/** Where to look for a quantile, and with which tails. */
export interface QuantileSearch {
  /** The tails at x, monotone in x. */
  tail: (x: number) => DirectTail;
  /** A point inside the support to start from. */
  start: number;
  /** Ends of the support: −Infinity or 0 on the left, Infinity or 1 on the right. */
  support: readonly [number, number];
}

/**
 * The x with P(X ≤ x) = p, or P(X > x) = p when `upper`, of a continuous distribution; `p` is a logarithm
 * when `asLog`. A bracket is grown from the start, then narrowed by Chandrupatla's rule (bisection and
 * inverse quadratic steps) on the log of the smaller tail, so that p = 10⁻³⁰⁰ is as exact as p = ½.
 * p = 0 and 1 give the ends of the support.
 *
 * @throws RangeError when p is no probability, or its logarithm positive.
 * Source: Chandrupatla (1997), Adv Eng Softw 28:145. Witness: test/stats/numeric/solveQuantile.test.ts.
 */
export function solveQuantile(search: QuantileSearch, p: number, upper = false, asLog = false): number {
  const {support, start, tail} = search;
  if (asLog ? !(p <= 0) : !(p >= 0 && p <= 1))
    throw new RangeError(`p must be ${asLog ? "the log of " : ""}a probability; got ${p}`);
  const none = asLog ? p === -Infinity : p === 0;
  const all = asLog ? p === 0 : p === 1;
  if (none || all) return support[none === upper ? 1 : 0];
  // The smaller tail is the one to solve for; 1 − p is exact for p ≥ ½.
  const flip = asLog ? p > -Math.LN2 : p > 0.5;
  const target = !flip ? (asLog ? p : log(p)) : asLog ? logComplement(p) : p < 1 ? log1p(-p) : 0;
  const side = upper !== flip ? "upper" : "lower";
  const plain = asLog ? 0 : flip ? 1 - p : p;
  // Increasing in x for both tails. Near the root of a far tail a difference of logarithms would cancel.
  const f = (x: number) => {
    const direct = tail(x);
    let miss = Math.max(logTailsOf(direct)[side], -1e300) - target;
    if (plain > 1e-305 && Math.abs(miss) < 0.5) miss = log1p((tailsOf(direct)[side] - plain) / plain);
    return side === "upper" ? -miss : miss;
  };
  return narrow(f, ...bracket(f, start, support));
}

/** Two points with f ≤ 0 ≤ f, or twice the end of the support when f has no other sign up to there. */
function bracket(
  f: (x: number) => number,
  start: number,
  [from, to]: readonly [number, number]
): [number, number] {
  const first = f(start);
  const up = first < 0;
  const end = up ? to : from;
  let near = start;
  for (let step = 1; ; step *= 2) {
    let far: number;
    if (from === -Infinity) far = up ? near + step : near - step;
    else if (to === 1 && up) far = 1 - (1 - near) / powersOfTwo[1074 + Math.min(26, step)];
    else far = near * (up ? 1 : 0.5) * (up ? growth(step) : 2 / growth(step));
    const out = up ? !(far < lastWithin(to)) : !(far > lastWithin(from));
    if (out) far = lastWithin(end);
    const value = f(far);
    if (value === 0 || value < 0 !== up) return up ? [near, far] : [far, near];
    if (out) return [end, end];
    near = far;
  }
}

/** The double next to an end of the support, at 0 the smallest that has all its digits. */
function lastWithin(end: number): number {
  if (end === 0) return 2.2250738585072014e-308;
  return end === 1 ? 1 - Number.EPSILON / 2 : Math.sign(end) * Number.MAX_VALUE;
}

function growth(step: number): number {
  return step < 2 ? 2 : step < 4 ? 8 : step < 8 ? 1e3 : step < 16 ? 1e9 : 1e30;
}

function narrow(f: (x: number) => number, from: number, to: number): number {
  if (from === to) return from;
  let [a, b] = [from, to];
  let [fa, fb] = [f(a), f(b)];
  let [c, fc] = [a, fa];
  let share = 0.5;
  for (let i = 0; i < 200; ++i) {
    if (fb === 0) return b;
    if (fa === 0) return a;
    let x = a + share * (b - a);
    // A bracket that spans decades is halved on the log scale.
    if (share === 0.5 && a > 0 && b > 0 && Math.max(a / b, b / a) > 8) x = Math.sqrt(a) * Math.sqrt(b);
    const fx = f(x);
    if (fx < 0 === fa < 0) {
      [c, fc] = [a, fa];
    } else {
      [c, fc] = [b, fb];
      [b, fb] = [a, fa];
    }
    [a, fa] = [x, fx];
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const tolerance = (Number.EPSILON * Math.abs(best)) / Math.abs(b - a);
    if (tolerance > 0.5 || fx === 0) return best;
    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    share =
      phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi
        ? (fa / (fb - fa)) * (fc / (fb - fc)) + (((c - a) / (b - a)) * fa * fb) / ((fc - fa) * (fc - fb))
        : 0.5;
    share = Math.min(1 - tolerance, Math.max(tolerance, share));
  }
  return Math.abs(fa) < Math.abs(fb) ? a : b;
}
