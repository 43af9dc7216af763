import {log} from "../numeric/elementary.js";

/**
 * Σ cᵢ log rᵢ by products: the ratios of equal counts are multiplied until they leave 10^±150, so that one
 * logarithm serves many. The error grows by one rounding a factor, as that of a sum does.
 * @param counts cᵢ ≥ 0; whole numbers up to `most` have products of their own, others a logarithm each.
 * @param ratios rᵢ > 0; one beyond 10^±150 of 1 overflows to ±Infinity at worst, never to NaN.
 */
export function logSum(counts: Float64Array, ratios: Float64Array, size: number, most = 4): number {
  const products = new Float64Array(most + 1).fill(1);
  let sum = 0;
  for (let i = 0; i < size; ++i) {
    const c = counts[i];
    if (c === 0) continue;
    const ratio = ratios[i];
    // The index of a whole number that has a product, and of no other.
    const own = c <= most ? c | 0 : -1;
    if (own !== c) {
      sum += c * log(ratio);
      continue;
    }
    const product = products[own] * ratio;
    if (product > 1e150 || product < 1e-150) {
      sum += c * log(product);
      products[own] = 1;
    } else products[own] = product;
  }
  return lastLogs(products, sum);
}

/** The sum with what is left in the products, one for each whole number. */
export function lastLogs(products: Float64Array, sum: number): number {
  for (let c = 1; c < products.length; ++c) if (products[c] !== 1) sum += c * log(products[c]);
  return sum;
}
