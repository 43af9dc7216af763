import {log1p} from "./elementary.js";

/**
 * The error of Stirling's formula: log Γ(x + 1) − [½ log 2πx + x log x − x], x > 0, to full relative accuracy:
 * the asymptotic series from 15 on, and below it δ(x) = δ(x + 1) + (x + ½) log(1 + 1/x) − 1.
 * Source: Loader (2000), "Fast and accurate computation of binomial probabilities".
 * Witness: 50-digit arithmetic, test/stats/numeric/specialFunctions.test.ts.
 */
export function stirlingError(x: number): number {
  return x < 15 && Number.isInteger(2 * x) ? halves[2 * x] : compute(x);
}

function compute(x: number): number {
  let sum = 0;
  let y = x;
  for (; y < 15; ++y) sum += step(y);
  const q = 1 / (y * y);
  const series =
    (1 / 12 -
      (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - (691 / 360360 - q / 156) * q) * q) * q) * q) * q) /
    y;
  return sum + series;
}

/** (x + ½) log(1 + 1/x) − 1, which is v²/3 + v⁴/5 + … with v = 1 / (2x + 1). */
function step(x: number): number {
  if (x < 0.5) return (x + 0.5) * log1p(1 / x) - 1;
  const v = 1 / (2 * x + 1);
  const q = v * v;
  let term = q;
  let sum = 0;
  for (let n = 3; term > 1e-18; n += 2) {
    sum += term / n;
    term *= q;
  }
  return sum;
}

/** The errors at 0, ½, 1, … 14½: most degrees of freedom lead to these. */
const halves = Float64Array.from({length: 30}, (_, i) => compute(i / 2));
