/** Rows taken at a time: their products with the weights stay in a near cache. */
const block = 2048;

/** Columns cut into the views that `crossProducts` walks. */
export type Blocks = readonly (readonly Float64Array[])[];

/** Cuts columns of equal length into blocks of rows: views, not copies. */
export function inBlocks(columns: readonly Float64Array[]): Blocks {
  const n = columns[0]?.length ?? 0;
  return Array.from({length: Math.ceil(n / block)}, (_, b) =>
    columns.map((column) => column.subarray(b * block, Math.min(n, (b + 1) * block)))
  );
}

/**
 * Σᵢ eᵢ xᵢ into `first` and the lower triangle of Σᵢ eᵢ xᵢ xᵢᵀ into the row-major `second`, over columns x. Each
 * block of rows is summed by itself in four strands, so that rounding does not grow with the number of rows and the
 * order of summation is always the same.
 * Witness: the plain double loop, test/stats/survival/crossProducts.test.ts.
 */
export function crossProducts(
  e: Float64Array,
  blocks: Blocks,
  first: Float64Array,
  second: Float64Array
): void {
  const p = first.length;
  first.fill(0);
  second.fill(0);
  const room = new Float64Array(block);
  blocks.forEach((columns, b) => {
    const weights = e.subarray(b * block, Math.min(e.length, (b + 1) * block));
    const scaled = room.subarray(0, weights.length);
    for (let k = 0; k < p; ++k) {
      first[k] += scale(weights, columns[k], scaled);
      for (let l = 0; l <= k; ++l) second[k * p + l] += dot(scaled, columns[l]);
    }
  });
}

function scale(e: Float64Array, x: Float64Array, into: Float64Array): number {
  let total = 0;
  for (let i = 0; i < into.length; ++i) {
    const value = e[i] * x[i];
    into[i] = value;
    total += value;
  }
  return total;
}

function dot(a: Float64Array, x: Float64Array): number {
  const size = a.length;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < size; i += 4) {
    s0 += a[i] * x[i];
    s1 += a[i + 1] * x[i + 1];
    s2 += a[i + 2] * x[i + 2];
    s3 += a[i + 3] * x[i + 3];
  }
  for (; i < size; ++i) s0 += a[i] * x[i];
  return s0 + s1 + (s2 + s3);
}
