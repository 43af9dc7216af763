/** Rows taken at a time: their products with the weights stay in the nearest cache. */
const block = 512;

/**
 * Σᵢ eᵢ xᵢ into `first` and the lower triangle of Σᵢ eᵢ xᵢ xᵢᵀ into the row-major `second`, over columns x. Each
 * block of rows is summed by itself in four strands, so that rounding does not grow with the number of rows and the
 * order of summation is always the same.
 * Witness: the plain double loop, test/stats/survival/crossProducts.test.ts.
 */
export function crossProducts(
  e: Float64Array,
  columns: readonly Float64Array[],
  first: Float64Array,
  second: Float64Array
): void {
  const p = columns.length;
  first.fill(0);
  second.fill(0);
  const scaled = new Float64Array(block);
  for (let from = 0; from < e.length; from += block) {
    const size = Math.min(block, e.length - from);
    for (let k = 0; k < p; ++k) {
      first[k] += scale(e, columns[k], from, size, scaled);
      for (let l = 0; l <= k; ++l) second[k * p + l] += dot(scaled, columns[l], from, size);
    }
  }
}

function scale(e: Float64Array, x: Float64Array, from: number, size: number, into: Float64Array): number {
  let total = 0;
  for (let i = 0; i < size; ++i) {
    const value = e[from + i] * x[from + i];
    into[i] = value;
    total += value;
  }
  return total;
}

function dot(a: Float64Array, x: Float64Array, from: number, size: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < size; i += 4) {
    s0 += a[i] * x[from + i];
    s1 += a[i + 1] * x[from + i + 1];
    s2 += a[i + 2] * x[from + i + 2];
    s3 += a[i + 3] * x[from + i + 3];
  }
  for (; i < size; ++i) s0 += a[i] * x[from + i];
  return s0 + s1 + (s2 + s3);
}
