import {default as gammaln} from "@stdlib/math-base-special-gammaln";
import {log} from "./elementary.js";

const halfLog2Pi = 0.9189385332046728;

/**
 * The error of Stirling's formula: log Γ(x + 1) − [½ log 2πx + x log x − x], x > 0.
 * Source: Loader (2000), "Fast and accurate computation of binomial probabilities".
 */
export function stirlingError(x: number): number {
  if (x < 15) return gammaln(x + 1) - (x + 0.5) * log(x) + x - halfLog2Pi;
  const q = 1 / (x * x);
  return (
    (1 / 12 -
      (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - (691 / 360360 - q / 156) * q) * q) * q) * q) * q) /
    x
  );
}

/**
 * The deviance part x log(x / mean) + mean − x, without cancellation when x is near the mean; 0 at x = mean.
 * Source: Loader (2000).
 */
export function devianceTerm(x: number, mean: number): number {
  if (Math.abs(x - mean) < 0.1 * (x + mean)) {
    const v = (x - mean) / (x + mean);
    let sum = (x - mean) * v;
    let term = 2 * x * v;
    const square = v * v;
    for (let j = 3; j < 2000; j += 2) {
      term *= square;
      const next = sum + term / j;
      if (next === sum) return next;
      sum = next;
    }
  }
  return x * log(x / mean) + mean - x;
}
