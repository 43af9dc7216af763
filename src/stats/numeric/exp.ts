import {powersOfTwo} from "./powersOfTwo.js";

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

/**
 * e^x with an error below 1 unit in the last place, in +, −, × and ÷ only, so that every engine gives the
 * same bits; x = k·ln 2 + r, and e^r from a rational function of |r| ≤ ½ ln 2. Overflow is Infinity,
 * underflow 0 through the subnormal numbers, NaN gives NaN.
 * Source: FreeBSD msun, e_exp.c (Sun Microsystems 1993), of which @stdlib's `exp` is a port with the same bits.
 * Witness: @stdlib and 40-digit arithmetic, test/stats/numeric/elementary.test.ts.
 */
export function exp(x: number): number {
  if (!(x <= 709.782712893384)) return x > 0 ? Infinity : x;
  if (x < -745.1332191019411) return 0;
  if (x > -3.725290298461914e-9 && x < 3.725290298461914e-9) return 1 + x;
  const k = (Math.LOG2E * x + (x < 0 ? -0.5 : 0.5)) | 0;
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  if (k < -1021) return y * powersOfTwo[1138 + k] * powersOfTwo[1010];
  if (k > 1023) return y * 2 * powersOfTwo[2097];
  return y * powersOfTwo[1074 + k];
}
