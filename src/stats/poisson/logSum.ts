import {log} from "../numeric/elementary.js";

/**
 * Σ cᵢ log rᵢ by products: factors are multiplied until they leave 10^±150, so that one logarithm serves many.
 * The error grows by one rounding a factor, as that of a sum does.
 * @param counts cᵢ ≥ 0; 1 and 2 join the product.
 * @param ratios rᵢ > 0; a square beyond 10^±150 of 1 overflows to ±Infinity, never to NaN.
 */
export function logSum(counts: Float64Array, ratios: Float64Array, size: number): number {
  let product = 1;
  let sum = 0;
  for (let i = 0; i < size; ++i) {
    const c = counts[i];
    const ratio = ratios[i];
    if (c === 1) product *= ratio;
    else if (c === 2) product *= ratio * ratio;
    else if (c === 0) continue;
    else sum += c * log(ratio);
    if (product > 1e150 || product < 1e-150) {
      sum += log(product);
      product = 1;
    }
  }
  return sum + log(product);
}
