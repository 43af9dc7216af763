import {sum} from "../numeric/sum.js";
import type {Design} from "../result/design.js";

/** Columns less their means over their spreads: z = (x − mean) / spread. */
export interface Standardised {
  columns: Float64Array[];
  means: number[];
  spreads: number[];
}

/** Centres and scales columns with weights; a constant column becomes zero. */
export function standardise(terms: Design | undefined, weight: Float64Array): Standardised {
  const total = sum(weight);
  const given = terms?.columns ?? [];
  const means = given.map((column) => sum(column.map((x, i) => weight[i] * x)) / total);
  const spreads = given.map((column, k) => {
    if (column.every((x) => x === column[0])) return 0;
    return Math.sqrt(sum(column.map((x, i) => weight[i] * (x - means[k]) * (x - means[k]))) / total);
  });
  const columns = given.map((column, k) =>
    column.map((x) => (spreads[k] > 0 ? (x - means[k]) / spreads[k] : 0))
  );
  return {columns, means, spreads};
}

/**
 * Estimates and covariance of the intercept and slopes on standardised columns, brought back to the columns as
 * they were: β = b / spread, α = a − Σ β·mean.
 */
export function unstandardise(
  {means, spreads}: Standardised,
  estimates: Float64Array,
  covariance: Float64Array
): {estimates: Float64Array; covariance: Float64Array} {
  const size = estimates.length;
  const map = new Float64Array(size * size);
  map[0] = 1;
  for (let k = 1; k < size; ++k) {
    const scale = spreads[k - 1] > 0 ? 1 / spreads[k - 1] : 0;
    map[k * size + k] = scale;
    map[k] = -means[k - 1] * scale;
  }
  const half = new Float64Array(size * size);
  const whole = new Float64Array(size * size);
  const back = new Float64Array(size);
  for (let i = 0; i < size; ++i)
    for (let j = 0; j < size; ++j) {
      if (map[i * size + j] === 0) continue;
      back[i] += map[i * size + j] * estimates[j];
      for (let k = 0; k < size; ++k) half[i * size + k] += map[i * size + j] * covariance[j * size + k];
    }
  for (let i = 0; i < size; ++i)
    for (let j = 0; j < size; ++j)
      for (let k = 0; k < size; ++k) whole[i * size + j] += half[i * size + k] * map[j * size + k];
  return {estimates: back, covariance: whole};
}
