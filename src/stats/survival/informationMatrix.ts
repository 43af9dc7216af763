/** Makes row and column k of a row-major matrix zero. */
export function hold(matrix: Float64Array, p: number, k: number): void {
  for (let l = 0; l < p; ++l) {
    matrix[k * p + l] = 0;
    matrix[l * p + k] = 0;
  }
}

/** Copies the lower triangle of a row-major matrix into the upper. */
export function mirror(matrix: Float64Array, p: number): void {
  for (let k = 0; k < p; ++k) for (let l = 0; l < k; ++l) matrix[l * p + k] = matrix[k * p + l];
}

/** Whether a factorisation meets no pivot ≤ 0, parameters held at zero aside. */
export function isPositiveDefinite(matrix: Float64Array, reference: Float64Array, p: number): boolean {
  const factor = matrix.slice();
  for (let j = 0; j < p; ++j) {
    if (reference[j * p + j] === 0) continue;
    let pivot = factor[j * p + j];
    for (let k = 0; k < j; ++k) pivot -= factor[j * p + k] * factor[j * p + k];
    if (!(pivot > 1e-11 * Math.abs(matrix[j * p + j]))) return false;
    const root = Math.sqrt(pivot);
    for (let i = j + 1; i < p; ++i) {
      let entry = factor[i * p + j];
      for (let k = 0; k < j; ++k) entry -= factor[i * p + k] * factor[j * p + k];
      factor[i * p + j] = entry / root;
    }
    factor[j * p + j] = root;
  }
  return true;
}
