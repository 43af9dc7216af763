import {deviance} from "./deviance.js";
import {add, exactSum, multiply, negate, type Twofold, twofold} from "./doubleDouble.js";
import {exp, expm1, log, log1p} from "./elementary.js";
import {integrateDecay} from "./integrateDecay.js";
import {logGammaOnePlus} from "./logGammaOnePlus.js";
import {excess} from "./logTwofold.js";
import {stirlingError} from "./stirling.js";
import {type DirectTail, mirrored, plainTail, tailsOf} from "./tails.js";

const smallest = 1e-290;

/**
 * The regularised incomplete beta function I(x; a, b) (lower) or 1 − I (upper): the one whose tail points
 * away from the mean a / (a + b) is computed itself, with its exponent apart. Shapes a, b > 0; x and
 * y = 1 − x both to 31 digits, as the one near 1 would hide the other.
 *
 *   x^a y^b / (a B(a, b))  by Loader's saddle-point form, its exponent to 18 digits
 *   a, b ≥ 100             ∫ over the tail, whose integrand is close to a Gaussian or exponential
 *   else                   the even part of the continued fraction of DLMF 8.17.22; where a < 1 and I > ½, 1 − I by a series
 *
 * Source: DLMF 8.17.22; DiDonato and Morris (1992), ACM TOMS 18:360, BFRAC; Loader (2000). Witness: 50-digit arithmetic and R's pbeta,
 * test/stats/numeric/distributions.test.ts.
 */
export function incompleteBeta(a: number, b: number, x: Twofold, y: Twofold): DirectTail {
  if (x.high <= 0) return plainTail("lower", 0);
  if (y.high <= 0) return plainTail("upper", 0);
  return a * y.high < b * x.high ? mirrored(belowMean(b, a, y, x)) : belowMean(a, b, x, y);
}

function belowMean(a: number, b: number, x: Twofold, y: Twofold): DirectTail {
  if (b < 1 && a * y.high <= 1 && y.high < 0.5) return plainTail("lower", complement(b, a, y.high));
  const n = exactSum(a, b);
  if (x.high * Math.min(1, n.high) < smallest) {
    // The series is 1 there, and the products might leave the range of doubles.
    const lower: DirectTail = {side: "lower", exponent: twofold(logLeading(a, b, x.high)), factor: 1};
    return a < 1 && tailsOf(lower).lower > 0.5 ? plainTail("upper", complement(a, b, x.high)) : lower;
  }
  const exponent = negate(add(deviance(a, multiply(n, x)), deviance(b, multiply(n, y))));
  const scale =
    exp(stirlingError(n.high) - stirlingError(a) - stirlingError(b)) *
    Math.sqrt(((a / n.high) * b) / (2 * Math.PI));
  if (a >= 100 && b >= 100) return {side: "lower", exponent, factor: scale * integral(a, b, x, y)};
  const lower: DirectTail = {
    side: "lower",
    exponent,
    factor: scale * (a < 1 && x.high < 0.5 ? powerSeries(a, b, x.high) / a : continuedFraction(a, b, x, y))
  };
  return a < 1 && tailsOf(lower).lower > 0.5 ? plainTail("upper", complement(a, b, x.high)) : lower;
}

/** ∫ e^−h(u) du / y over t = x(1 − u), h = κu + (a − 1)(−u − log(1 − u)) + (b − 1)(w − log(1 + w)), w = xu/y. */
function integral(a: number, b: number, x: Twofold, y: Twofold): number {
  const odds = x.high / y.high;
  const linear = (distanceBelowMean(a, b, x, y) + x.high - y.high) / y.high;
  const curvature = a - 1 + (b - 1) * odds * odds;
  const whole = integrateDecay(
    (u) => linear * u + (a - 1) * excess(-u) + (b - 1) * excess(odds * u),
    (u) => linear + ((a - 1) * u) / (1 - u) + ((b - 1) * odds * odds * u) / (1 + odds * u),
    80 / (linear + Math.sqrt(linear * linear + 80 * curvature)),
    1
  );
  return whole / y.high;
}

/** a·B(a, b)·I(x; a, b) / (x^a y^b) = 1 + (a + b)/(a + 1) x + (a + b)(a + b + 1)/((a + 1)(a + 2)) x² + … */
function powerSeries(a: number, b: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 0; term > sum * 1e-17; ++k) {
    term *= ((a + b + k) / (a + 1 + k)) * x;
    sum += term;
  }
  return sum;
}

/** B(a, b)·I(x; a, b) / (x^a y^b) by Steed's method on the even part of the fraction of DLMF 8.17.22. */
function continuedFraction(a: number, b: number, x: Twofold, y: Twofold): number {
  const first = distanceBelowMean(a, b, x, y) + 1;
  let d = (a + 1) / (a * first);
  let step = d;
  let sum = d;
  for (let n = 1; Math.abs(step) > 1e-18 * sum; ++n) {
    const w = n * (b - n) * x.high;
    const s = a + 2 * n - 1;
    const above = ((a + n - 1) / s) * ((a + b + n - 1) / s) * w * x.high;
    const below = n + w / s + ((a + n) / (s + 2)) * (first + n * (1 + y.high));
    const before = d;
    d = 1 / (below + above * d);
    step *= -above * before * d;
    sum += step;
  }
  return sum;
}

/** a y − b x = a − (a + b) x. */
function distanceBelowMean(a: number, b: number, x: Twofold, y: Twofold): number {
  return add(multiply(twofold(a), y), negate(multiply(twofold(b), x))).high;
}

/** log of x^a / (a B(a, b)), by Stirling's formula for Γ(a + b) / Γ(b). */
function logLeading(a: number, b: number, x: number): number {
  const n = a + b;
  const logMean = x < smallest ? log(n) + log(x) : log(n * x);
  const power = (b - 0.5) * log1p(a / b) + a * logMean - a + (stirlingError(n) - stirlingError(b));
  return power - logGammaOnePlus(a);
}

/** 1 − I(x; a, b) for a < 1 and x ≤ a / (a + b), where subtracting would cancel. */
function complement(a: number, b: number, x: number): number {
  const leading = logLeading(a, b, x);
  let term = 1;
  let sum = 0;
  for (let k = 1; Math.abs(term) > 1e-18; ++k) {
    term *= ((k - b) / k) * x;
    sum += term / (a + k);
  }
  return -expm1(leading) - exp(leading) * a * sum;
}
