import {powersOfTwo} from "./powersOfTwo.js";

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

const value = new Float64Array(1);
const words = new Int32Array(value.buffer);
/** Where the word with the exponent lies: 1, or 0 on a machine that stores the large end first. */
value[0] = 1;
const top = words[0] === 0 ? 1 : 0;

/**
 * Natural logarithm with an error below 1 unit in the last place, in +, −, × and ÷ only, so that every engine
 * gives the same bits; x = 2^k (1 + f), and log(1 + f) from s = f / (2 + f). log 0 is −Infinity, of a
 * negative number NaN.
 * Source: FreeBSD msun, e_log.c (Sun Microsystems 1993), of which @stdlib's `ln` is a port with the same bits.
 * Witness: @stdlib and 40-digit arithmetic, test/stats/numeric/elementary.test.ts.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let scaled = 0;
  if (x < 2.2250738585072014e-308) {
    scaled = 54;
    x *= 18014398509481984;
  }
  value[0] = x;
  const word = words[top];
  const significand = word & 0xfffff;
  const exponent = (word >> 20) - 1023 + (((significand + 0x95f64) & 0x100000) >> 20);
  const f = x * powersOfTwo[1074 - exponent] - 1;
  const k = exponent - scaled;
  if ((0xfffff & (2 + significand)) < 3) {
    if (f === 0) return k === 0 ? 0 : k * ln2High + k * ln2Low;
    const rest = f * f * (0.5 - 0.3333333333333333 * f);
    return k === 0 ? f - rest : k * ln2High - (rest - k * ln2Low - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const rest =
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586))) +
    w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  // msun takes ½f² out of the sum for f in the middle of its range and not elsewhere; multiplying by 0 or 1
  // gives the same bits as its branch, which processors cannot foresee.
  const middle = 1 - (((significand - 0x6147a) | (0x6b851 - significand)) >>> 31);
  const half = middle * 0.5 * f * f;
  return k * ln2High - (half - (s * (half - (1 - middle) * f + rest) + k * ln2Low) - f);
}
