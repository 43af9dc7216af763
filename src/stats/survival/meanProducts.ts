import type {RiskSetSums} from "./riskSetSums.js";

/**
 * Takes from the lower triangle of a row-major matrix the products of the means over risk sets,
 * Σₖ w̄ Σⱼ z̄ⱼ z̄ⱼᵀ with z̄ⱼ = (s1 − fⱼ d1)/zⱼ: by the moments of the denominators one product a time, not an event.
 */
export function takeMeanProducts(
  {s1, d1, second, secondF, secondFF}: RiskSetSums,
  matrix: Float64Array
): void {
  const p = s1.length;
  const all = new Float64Array(second.length);
  const events = new Float64Array(second.length);
  for (let l = 0; l < p; ++l) {
    scale(s1[l], d1[l], second, secondF, all);
    scale(s1[l], d1[l], secondF, secondFF, events);
    for (let m = 0; m <= l; ++m) matrix[l * p + m] -= products(s1[m], all, d1[m], events);
  }
}

function scale(s: Float64Array, d: Float64Array, a: Float64Array, b: Float64Array, into: Float64Array): void {
  for (let k = 0; k < into.length; ++k) into[k] = a[k] * s[k] - b[k] * d[k];
}

function products(s: Float64Array, all: Float64Array, d: Float64Array, events: Float64Array): number {
  let even = 0;
  let odd = 0;
  let k = 0;
  for (; k + 1 < all.length; k += 2) {
    even += s[k] * all[k] - d[k] * events[k];
    odd += s[k + 1] * all[k + 1] - d[k + 1] * events[k + 1];
  }
  if (k < all.length) even += s[k] * all[k] - d[k] * events[k];
  return even + odd;
}
