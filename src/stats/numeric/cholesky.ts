/** A symmetric matrix factored as L·Lᵀ; rows whose pivot vanishes are left out and named in `dependent`. */
export interface Cholesky {
  size: number;
  /** L, row-major, lower triangle; rows and columns of dependent variables are zero. */
  factor: Float64Array;
  /** Variables that are linear combinations of those before them. */
  dependent: readonly number[];
}

/**
 * Cholesky factor of a symmetric positive semi-definite matrix, row-major. A pivot below `tolerance` times
 * the variable's own diagonal marks it as dependent, whatever its unit; R's `coxph` measures by the largest diagonal.
 * @throws RangeError when the matrix is not square of the size given, or an entry is not finite.
 * Source: Golub and Van Loan, Matrix Computations, 4.2. Witness: test/stats/numeric/cholesky.test.ts.
 */
export function cholesky(matrix: ArrayLike<number>, size: number, tolerance = 1e-11): Cholesky {
  if (matrix.length !== size * size)
    throw new RangeError(`matrix must have ${size * size} entries; got ${matrix.length}`);
  for (let k = 0; k < matrix.length; ++k)
    if (!Number.isFinite(matrix[k]))
      throw new RangeError(
        `matrix must be finite; got ${matrix[k]} in row ${Math.floor(k / size)}, column ${k % size}`
      );
  const factor = new Float64Array(size * size);
  const dependent: number[] = [];
  for (let j = 0; j < size; ++j) {
    let pivot = matrix[j * size + j];
    for (let k = 0; k < j; ++k) pivot -= factor[j * size + k] * factor[j * size + k];
    if (!(pivot > tolerance * Math.abs(matrix[j * size + j])) || pivot <= 0) {
      dependent.push(j);
      for (let k = 0; k < j; ++k) factor[j * size + k] = 0;
      continue;
    }
    const root = Math.sqrt(pivot);
    factor[j * size + j] = root;
    for (let i = j + 1; i < size; ++i) {
      let entry = matrix[i * size + j];
      for (let k = 0; k < j; ++k) entry -= factor[i * size + k] * factor[j * size + k];
      factor[i * size + j] = entry / root;
    }
  }
  return {size, factor, dependent};
}

/**
 * The x with A·x = b for the factored A; zero for dependent variables.
 * @throws RangeError when b has another length.
 */
export function solve({size, factor}: Cholesky, b: ArrayLike<number>): Float64Array {
  if (b.length !== size) throw new RangeError(`b must have ${size} entries; got ${b.length}`);
  const x = new Float64Array(size);
  for (let i = 0; i < size; ++i) {
    const pivot = factor[i * size + i];
    if (pivot === 0) continue;
    let value = b[i];
    for (let k = 0; k < i; ++k) value -= factor[i * size + k] * x[k];
    x[i] = value / pivot;
  }
  for (let i = size - 1; i >= 0; --i) {
    const pivot = factor[i * size + i];
    if (pivot === 0) continue;
    let value = x[i];
    for (let k = i + 1; k < size; ++k) value -= factor[k * size + i] * x[k];
    x[i] = value / pivot;
  }
  return x;
}

/** The inverse of the factored matrix, row-major; rows and columns of dependent variables are zero. */
export function inverse(factored: Cholesky): Float64Array {
  const {size, dependent} = factored;
  const result = new Float64Array(size * size);
  for (let j = 0; j < size; ++j) {
    if (dependent.includes(j)) continue;
    const unit = new Float64Array(size);
    unit[j] = 1;
    const column = solve(factored, unit);
    for (let i = 0; i < size; ++i) result[i * size + j] = column[i];
  }
  return result;
}
