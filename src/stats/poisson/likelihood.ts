import type {Point} from "../inference/newton.js";
import type {Region} from "../inference/region.js";
import type {ExcessTerm} from "./excessTerms.js";

/**
 * Cells in the order of their strata with the columns of a model. Parameters are those of the excess (the
 * first `excessSize`) and then one for each loglinear column. The first weight is the person-time of the
 * background, pyr · rate; the excess of an absolute model has its own.
 */
export interface ModelCells {
  cases: Float64Array;
  weight: Float64Array;
  /** Person-years; only absolute models read it. */
  pyr: Float64Array;
  /** First cell of each stratum, and the number of cells at the end. */
  ptr: Int32Array;
  /** Cases of each stratum. */
  total: Float64Array;
  /** Whether every stratum has a background of its own, profiled out; otherwise it is 1. */
  profiled: boolean;
  terms: readonly ExcessTerm[];
  excessSize: number;
  loglinear: readonly Float64Array[];
  /** Of a relative excess whose parts are not just added; positions of the terms of each part. */
  joint?: {
    parts: readonly (readonly number[])[];
    /** Position of θ; −1 where parts are multiplied. */
    mixture: number;
  };
  /** Position of the overdispersion τ of a negative binomial model. */
  tau?: number;
  /** Position of the constant among the parameters; −1 without one. */
  intercept: number;
}

/** Fitted cases of each cell, in the order of the cells, and the background rate factor of each stratum. */
export interface Fitted {
  background: Float64Array;
  excess: Float64Array;
  levels: Float64Array;
}

/**
 * The log-likelihood of a model less that of its reference (backgrounds at their best, no excess, no
 * loglinear terms), so that its rounding error is that of a small number.
 */
export interface Likelihood {
  size: number;
  evaluate: (theta: Float64Array) => Point | null;
  /** The log-likelihood alone, where that is less work; −Infinity outside the region. */
  height?: (theta: Float64Array) => number;
  expected: (theta: Float64Array) => Float64Array;
  fitted: (theta: Float64Array) => Fitted;
  region?: Region;
  /** Where a search begins; at 0 when absent. */
  start?: Float64Array;
  /** Brings the intercept, where the model has one, to its best in closed form. */
  settle?: (theta: Float64Array, held: readonly number[]) => void;
}

/** First stratum of each block of about `rows` cells: whole strata, so that a block is walked in cache. */
export function blocksOf(ptr: Int32Array, rows = 512): {first: Int32Array; largest: number} {
  const first: number[] = [0];
  let largest = 0;
  for (let s = 0; s + 1 < ptr.length; ++s) {
    if (ptr[s + 1] - ptr[first[first.length - 1]] >= rows || s + 2 === ptr.length) {
      largest = Math.max(largest, ptr[s + 1] - ptr[first[first.length - 1]]);
      first.push(s + 1);
    }
  }
  return {first: Int32Array.from(first), largest};
}

/** A function of parameters that remembers its last answer. */
export function remembering<T>(f: (theta: Float64Array) => T): (theta: Float64Array) => T {
  let last: {theta: Float64Array; value: T} | null = null;
  return (theta) => {
    if (last && theta.every((value, k) => value === last!.theta[k])) return last.value;
    last = {theta: theta.slice(), value: f(theta)};
    return last.value;
  };
}

/** Rows with cases, ascending, and the first of each block. */
export function caseRows(cases: Float64Array): Int32Array {
  let count = 0;
  for (let i = 0; i < cases.length; ++i) if (cases[i] > 0) ++count;
  const rows = new Int32Array(count);
  for (let i = 0, next = 0; i < cases.length; ++i) if (cases[i] > 0) rows[next++] = i;
  return rows;
}

/** Copies the lower triangle of a row-major matrix to the upper. */
export function mirror(matrix: Float64Array, size: number): void {
  for (let k = 0; k < size; ++k) for (let l = 0; l < k; ++l) matrix[l * size + k] = matrix[k * size + l];
}

/** Sums of a column over the cells of each stratum. */
export function stratumSums(column: Float64Array, ptr: Int32Array): Float64Array {
  const sums = new Float64Array(ptr.length - 1);
  for (let s = 0; s < sums.length; ++s) for (let i = ptr[s]; i < ptr[s + 1]; ++i) sums[s] += column[i];
  return sums;
}
