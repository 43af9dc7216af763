import type {Active} from "./activeBlocks.js";

/** Fitted cases of a block, the slopes of its excess weighed by the background, and the loglinear columns. */
export interface Weighed {
  mu: Float64Array;
  slopes: readonly Float64Array[];
  loglinear: readonly Float64Array[];
}

/** Room for μ x of a block, and for its sums with all columns. */
let weighed = new Float64Array(0);
let sums = new Float64Array(0);

/** Adds Σ μ x xᵀ and Σ μ/T ∂T xᵀ, which expected and observed information share; slopes are weighed. */
export function addLoglinear(
  {mu, slopes, loglinear}: Weighed,
  {excess, loglinear: own}: Active,
  from: number,
  rows: number,
  information: Float64Array
): void {
  const excessSize = slopes.length;
  const size = excessSize + loglinear.length;
  if (weighed.length < rows) weighed = new Float64Array(rows);
  if (sums.length < own.length) sums = new Float64Array(own.length);
  const columns = own.map((k) => loglinear[k]);
  for (const l of excess) {
    sumProducts(slopes[l], columns, columns.length, from, rows);
    for (let m = 0; m < own.length; ++m) information[(excessSize + own[m]) * size + l] += sums[m];
  }
  for (let j = 0; j < own.length; ++j) {
    const x = columns[j];
    for (let i = 0; i < rows; ++i) weighed[i] = mu[i] * x[from + i];
    sumProducts(weighed, columns, j + 1, from, rows);
    const row = (excessSize + own[j]) * size + excessSize;
    for (let m = 0; m <= j; ++m) information[row + own[m]] += sums[m];
  }
}

/** Writes Σ w x of the first columns x, four at a time: one sum alone waits for each of its additions. */
function sumProducts(
  w: Float64Array,
  columns: readonly Float64Array[],
  count: number,
  from: number,
  rows: number
): void {
  let m = 0;
  for (; m + 3 < count; m += 4) {
    const a = columns[m];
    const b = columns[m + 1];
    const c = columns[m + 2];
    const d = columns[m + 3];
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (let i = 0, j = from; i < rows; ++i, ++j) {
      const factor = w[i];
      first += factor * a[j];
      second += factor * b[j];
      third += factor * c[j];
      fourth += factor * d[j];
    }
    sums[m] = first;
    sums[m + 1] = second;
    sums[m + 2] = third;
    sums[m + 3] = fourth;
  }
  for (; m < count; ++m) {
    const x = columns[m];
    let value = 0;
    for (let i = 0; i < rows; ++i) value += w[i] * x[from + i];
    sums[m] = value;
  }
}
