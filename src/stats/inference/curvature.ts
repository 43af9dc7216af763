import {type Cholesky, cholesky} from "../numeric/cholesky.js";
import type {Point} from "./newton.js";

/** Rows and columns `free` of a row-major matrix. */
export function block(matrix: Float64Array, size: number, free: readonly number[]): Float64Array {
  const part = new Float64Array(free.length * free.length);
  for (const [i, k] of free.entries())
    for (const [j, l] of free.entries()) part[i * free.length + j] = matrix[k * size + l];
  return part;
}

/** The free block of the information, factored; of `expected` where the point's own is not positive definite. */
export function factor(
  {information}: Point,
  at: Float64Array,
  free: readonly number[],
  expected: ((at: Float64Array) => Float64Array) | undefined
): Cholesky {
  const own = cholesky(block(information, at.length, free), free.length);
  if (own.dependent.length === 0 || !expected) return own;
  const matrix = expected(at);
  if (matrix.every(Number.isFinite)) {
    const other = cholesky(block(matrix, at.length, free), free.length);
    if (other.dependent.length === 0) return other;
  }
  // Beside a boundary the expected information is all of one direction: the observed, damped, is of use.
  for (let damping = 1e-3; damping <= 1e3; damping *= 10) {
    const damped = damp({information}, at, free, damping);
    if (damped.dependent.length === 0) return damped;
  }
  return own;
}

/** The same with each diagonal entry raised by `damping` times its size. */
export function damp(
  {information}: Pick<Point, "information">,
  at: Float64Array,
  free: readonly number[],
  damping: number
): Cholesky {
  const matrix = block(information, at.length, free);
  const size = free.length;
  for (let k = 0; k < size; ++k) matrix[k * size + k] = raised(matrix[k * size + k], damping);
  return cholesky(matrix, size);
}

/** A number plus a share of its size, kept from overflowing; of 0 a little. */
export function raised(value: number, share: number): number {
  return Math.min(Number.MAX_VALUE, value + share * (1e-300 + Math.abs(value)));
}
