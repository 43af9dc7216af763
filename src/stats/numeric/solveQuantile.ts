import {log} from "./elementary.js";
import type {Tails} from "./gamma.js";

/**
 * The x at which a tail of a continuous distribution is p: a bracket grown from `start`, then bisection and
 * secant steps (Illinois rule) on the log of the tail, so that p = 10⁻³⁰⁰ is as exact as p = ½.
 *
 * @param tails both tails at x, monotone in x.
 * @param floor end of the support on the left (`-Infinity` or a number); x lies above it.
 */
export function solveQuantile(
  tails: (x: number) => Tails,
  p: number,
  upper: boolean,
  start: number,
  floor: number,
  ceiling = Infinity
): number {
  const target = log(p);
  // Increasing in x for both tails.
  const f = (x: number) => {
    const {lower, upper: above} = tails(x);
    return upper ? target - log(above) : log(lower) - target;
  };
  let left = start;
  let right = start;
  let step = Math.max(1, Math.abs(start));
  while (f(left) > 0) {
    right = left;
    left = floor === -Infinity ? left - step : floor + (left - floor) / 16;
    step *= 2;
    if (left === floor) return floor;
  }
  step = Math.max(1, Math.abs(start));
  while (f(right) < 0) {
    left = right;
    right = ceiling === Infinity ? right + step : ceiling - (ceiling - right) / 16;
    step *= 2;
    if (right === ceiling) return ceiling;
  }
  let fl = f(left);
  let fr = f(right);
  for (let i = 0; i < 400 && fl !== 0 && fr !== 0; ++i) {
    let x =
      Number.isFinite(fl) && Number.isFinite(fr) ? (left * fr - right * fl) / (fr - fl) : (left + right) / 2;
    if (i % 3 === 2 || !(x > left && x < right)) x = (left + right) / 2;
    if (!(x > left && x < right)) break;
    const fx = f(x);
    if (fx < 0) {
      left = x;
      fl = fx;
    } else {
      right = x;
      fr = fx;
    }
    if (right - left <= 2 * Number.EPSILON * Math.abs(x)) break;
  }
  return Math.abs(fl) < Math.abs(fr) ? left : right;
}
