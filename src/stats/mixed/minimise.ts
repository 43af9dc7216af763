import {cholesky, solve} from "../numeric/cholesky.js";

/** A function value with its gradient. */
export interface Slope {
  value: number;
  gradient: Float64Array;
}

/** Where a search ended. */
export interface Minimum extends Slope {
  at: Float64Array;
  iterations: number;
  converged: boolean;
  step: number;
}

/**
 * The minimum of a smooth function of a few variables: Newton's method with the second derivatives by
 * differences of the gradient, a ridge where they are not positive definite, and step halving. Converged when
 * a step moves no variable by more than `tolerance` of its size, or none lowers the value.
 * No variables: the function's value.
 */
export function minimise(
  evaluate: (at: Float64Array) => Slope,
  start: ArrayLike<number>,
  {tolerance = 1e-10, maxIterations = 200}: {tolerance?: number; maxIterations?: number} = {}
): Minimum {
  let at: Float64Array = Float64Array.from(start);
  let point = evaluate(at);
  let step = 0;
  if (at.length === 0) return {...point, at, iterations: 0, converged: true, step};
  for (let iterations = 1; iterations <= maxIterations; ++iterations) {
    const direction = descent(evaluate, at, point.gradient);
    let next: Slope | undefined;
    let moved: Float64Array = at;
    for (let halving = 0, scale = 1; halving < 50; ++halving, scale /= 2) {
      moved = at.map((value, k) => value + scale * direction[k]);
      next = evaluate(moved);
      if (next.value <= point.value + 1e-14 * Math.abs(point.value)) break;
      next = undefined;
    }
    if (!next) {
      const decrement = -direction.reduce((sum, value, k) => sum + value * point.gradient[k], 0);
      return {...point, at, iterations, converged: decrement <= 1e-8 * (1 + Math.abs(point.value)), step};
    }
    step = 0;
    for (let k = 0; k < at.length; ++k)
      step = Math.max(step, Math.abs(moved[k] - at[k]) / (1e-3 + Math.abs(moved[k])));
    at = moved;
    point = next;
    if (step <= tolerance) return {...point, at, iterations, converged: true, step};
  }
  return {...point, at, iterations: maxIterations, converged: false, step};
}

function descent(
  evaluate: (at: Float64Array) => Slope,
  at: Float64Array,
  gradient: Float64Array
): Float64Array {
  const size = at.length;
  const hessian = new Float64Array(size * size);
  for (let k = 0; k < size; ++k) {
    const h = 1e-5 * (1 + Math.abs(at[k]));
    const above = evaluate(at.map((value, m) => (m === k ? value + h : value))).gradient;
    for (let m = 0; m < size; ++m) {
      const entry = (above[m] - gradient[m]) / (2 * h);
      hessian[k * size + m] += entry;
      hessian[m * size + k] += entry;
    }
  }
  let largest = 0;
  for (let k = 0; k < size; ++k) largest = Math.max(largest, Math.abs(hessian[k * size + k]));
  const descending = gradient.map((value) => -value);
  for (let ridge = 0; ridge < Infinity; ridge = Math.max(1e-6 * largest + 1e-12, 10 * ridge)) {
    const shifted = hessian.map((value, index) => (index % (size + 1) === 0 ? value + ridge : value));
    const factored = cholesky(shifted, size);
    if (factored.dependent.length === 0) return solve(factored, descending);
  }
  return descending;
}
