import {add, divide, exactProduct, multiply, negate, type Twofold, twofold} from "./doubleDouble.js";
import {powersOfTwo} from "./powersOfTwo.js";

const ln2 = {high: Math.LN2, low: 2.3190468138462996e-17};

/**
 * u − log(1 + u) ≥ 0, u > −1, to full relative accuracy however small u: with s = u / (2 + u) it is
 * u·s − 2s³(1/3 + s²/5 + s⁴/7 + …); for |u| > ½ the power of two is taken out first.
 * Witness: 60-digit arithmetic, test/stats/numeric/specialFunctions.test.ts.
 */
export function excess(u: number): number {
  if (u > 0.5 || u < -0.4) return excessTwofold(twofold(u)).high;
  const s = u / (2 + u);
  return u * s - 2 * s * s * s * tail(s * s);
}

/** {@link excess} to some 18 digits, so that the exponent of a probability of 10⁻³⁰⁰ still holds 16 after the point. */
export function excessTwofold(u: Twofold): Twofold {
  if (u.high <= 0.5 && u.high >= -0.4) {
    const s = divide(u, add(twofold(2), u));
    const square = s.high * s.high;
    return add(multiply(u, s), twofold(-2 * s.high * square * tail(square)));
  }
  return add(u, negate(logTwofold(add(twofold(1), u))));
}

/** log y to some 18 digits, y > 0 and not subnormal. */
export function logTwofold(y: Twofold): Twofold {
  let k = 0;
  let scaled = y;
  while (scaled.high > 1.4) {
    const step = scaled.high > 1e18 ? 60 : scaled.high > 1e3 ? 8 : 1;
    scaled = shift(scaled, -step);
    k += step;
  }
  while (scaled.high < 0.7) {
    const step = scaled.high < 1e-18 ? 60 : scaled.high < 1e-3 ? 8 : 1;
    scaled = shift(scaled, step);
    k -= step;
  }
  const f = add(scaled, twofold(-1));
  const near = add(f, negate(excessTwofold(f)));
  if (k === 0) return near;
  const {high, low} = exactProduct(k, ln2.high);
  return add({high, low: low + k * ln2.low}, near);
}

function shift({high, low}: Twofold, k: number): Twofold {
  const power = powersOfTwo[1074 + k];
  return {high: high * power, low: low * power};
}

const oddInverses = Float64Array.from({length: 19}, (_, n) => 1 / (2 * n + 3));

/** 1/3 + q/5 + q²/7 + … for q ≤ 0.1. */
function tail(q: number): number {
  let sum = 0;
  const terms = q < 1e-4 ? 4 : q < 0.01 ? 9 : q < 0.05 ? 13 : 18;
  for (let n = terms; n >= 0; --n) sum = sum * q + oddInverses[n];
  return sum;
}
