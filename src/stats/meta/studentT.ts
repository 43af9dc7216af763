import {default as gammaln} from "@stdlib/math-base-special-gammaln";
import {exp, log, log1p} from "../numeric/elementary.js";
import {normalQuantile} from "../numeric/normal.js";

/**
 * P(T > t) of Student's t for t ≥ 0: ½ I(df / (df + t²); df/2, ½), by the continued fraction of the
 * incomplete beta function, so that the far tail keeps its digits.
 * @throws RangeError when t is negative or NaN, or df is not positive.
 * Source: DLMF 8.17.22. Witness: R's pt, test/stats/meta/studentT.test.ts.
 */
export function studentTUpper(t: number, df: number): number {
  if (!(t >= 0)) throw new RangeError(`t must be ≥ 0; got ${t}`);
  if (!(df > 0 && df < Infinity)) throw new RangeError(`df must be > 0; got ${df}`);
  if (t === 0) return 0.5;
  if (t === Infinity) return 0;
  const ratio = (t * t) / df;
  const a = df / 2;
  const logBeta = gammaln(a) + gammaln(0.5) - gammaln(a + 0.5);
  // x^a (1 − x)^½ / B(a, ½) with x = 1 / (1 + ratio).
  const prefactor = exp(-(a + 0.5) * log1p(ratio) + 0.5 * log(ratio) - logBeta);
  const x = 1 / (1 + ratio);
  if (x < (a + 1) / (a + 2.5)) return (prefactor * continuedFraction(x, a, 0.5)) / (2 * a);
  return (1 - prefactor * 2 * continuedFraction(ratio * x, 0.5, a)) / 2;
}

/**
 * The t with P(T > t) = p, 0 < p ≤ ½, by bisection on a bracket that the normal quantile opens.
 * @throws RangeError when p is outside (0, ½] or df is not positive. Witness: R's qt.
 */
export function studentTUpperQuantile(p: number, df: number): number {
  if (!(p > 0 && p <= 0.5)) throw new RangeError(`p must lie in (0, 0.5]; got ${p}`);
  if (p === 0.5) return 0;
  let low = 0;
  let high = Math.max(1, normalQuantile(p, true));
  while (studentTUpper(high, df) > p) [low, high] = [high, 2 * high];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (studentTUpper(middle, df) > p) low = middle;
    else high = middle;
  }
}

/** a·B(a, b)·I(x; a, b) / (x^a (1 − x)^b), by the modified Lentz method. */
function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 100_000; ++m) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / notZero(1 + even * d);
    c = notZero(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / notZero(1 + odd * d);
    c = notZero(1 + odd / c);
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 2e-16) break;
  }
  return h;
}

function notZero(x: number): number {
  return x === 0 ? 1e-300 : x;
}
