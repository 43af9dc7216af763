import type {Design} from "../../src/stats/result/design.js";

/** Share of a term's variance that the terms before it must leave. */
const tolerance = 1e-13;

/**
 * Refuses terms that do not vary or are a linear combination of others and a constant.
 * @throws RangeError that names the term and the others.
 */
export function checkIndependent({names, columns}: Design): void {
  const n = columns[0].length;
  const means = columns.map((column, k) => {
    if (column.every((value) => value === column[0]))
      throw new RangeError(`${names[k]} must vary; got ${column[0]} in every row`);
    return column.reduce((total, value) => total + value, 0) / n;
  });
  const p = columns.length;
  // Cholesky's rows of the correlations, and what each term leaves unexplained.
  const scale: number[] = [];
  const factor: Float64Array[] = [];
  for (let k = 0; k < p; ++k) {
    const row = new Float64Array(k + 1);
    for (let l = 0; l <= k; ++l) row[l] = product(columns[k], means[k], columns[l], means[l]);
    scale[k] = Math.sqrt(row[k]);
    for (let l = 0; l <= k; ++l) row[l] /= scale[k] * scale[l];
    for (let l = 0; l < k; ++l) {
      for (let m = 0; m < l; ++m) row[l] -= row[m] * factor[l][m];
      row[l] /= factor[l][l];
      row[k] -= row[l] * row[l];
    }
    if (!(row[k] > tolerance)) throw new RangeError(combination(names, k, coefficients(factor, row, k)));
    row[k] = Math.sqrt(row[k]);
    factor[k] = row;
  }
}

function product(a: Float64Array, meanA: number, b: Float64Array, meanB: number): number {
  let total = 0;
  for (let i = 0; i < a.length; ++i) total += (a[i] - meanA) * (b[i] - meanB);
  return total;
}

/** Back substitution: by how much of each earlier term the k-th is made up, on the scale of correlations. */
function coefficients(factor: Float64Array[], row: Float64Array, k: number): number[] {
  const of = Array.from(row.subarray(0, k));
  for (let l = k - 1; l >= 0; --l) {
    of[l] /= factor[l][l];
    for (let m = 0; m < l; ++m) of[m] -= of[l] * factor[l][m];
  }
  return of;
}

function combination(names: readonly string[], k: number, of: number[]): string {
  const others = names.filter((_, l) => l < k && Math.abs(of[l]) > 1e-6);
  return `${names[k]} must not be a combination of other terms; got one of ${others.join(", ")}`;
}
