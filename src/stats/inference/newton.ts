import {cholesky, solve} from "../numeric/cholesky.js";

/** A log-likelihood at one point with its first derivatives and (observed or expected) information. */
export interface Point {
  logLik: number;
  gradient: Float64Array;
  /** Row-major, positive semi-definite. */
  information: Float64Array;
}

/** Where a search ended, and whether it reached its tolerance. */
export interface Maximum extends Point {
  at: Float64Array;
  iterations: number;
  converged: boolean;
  /** Largest relative change of a parameter in the last step. */
  step: number;
}

/** How far a search goes: relative tolerance on the log-likelihood, and the largest number of steps. */
export interface Control {
  tolerance?: number;
  maxIterations?: number;
}

/**
 * Newton's (or Fisher's) method with step halving: a step that leaves the feasible region, where `evaluate`
 * is `null`, or lowers the log-likelihood is halved. Converged when the log-likelihood changes by less than
 * `tolerance` relative to its size and the Newton decrement agrees; one further step then polishes.
 *
 * @throws RangeError when `start` is not feasible.
 */
export function newton(
  evaluate: (at: Float64Array) => Point | null,
  start: ArrayLike<number>,
  {tolerance = 1e-12, maxIterations = 100}: Control = {}
): Maximum {
  let at = Float64Array.from(start);
  let point = evaluate(at);
  if (!point) throw new RangeError(`start must be feasible; got ${Array.from(at).join(", ")}`);
  let step = Infinity;
  for (let iterations = 0; iterations < maxIterations; ++iterations) {
    const direction = solve(cholesky(point.information, at.length), point.gradient);
    const decrement = direction.reduce((sum, value, k) => sum + value * point!.gradient[k], 0);
    const small = tolerance * (1 + Math.abs(point.logLik)) * 1e-4;
    if (decrement <= small * 1e-6) return {...point, at, iterations, converged: true, step: 0};
    let moved: Float64Array = at;
    let next: Point | null = null;
    for (let halving = 0, scale = 1; halving < 60; ++halving, scale /= 2) {
      moved = at.map((value, k) => value + scale * direction[k]);
      next = evaluate(moved);
      if (next && next.logLik >= point.logLik - 1e-14 * Math.abs(point.logLik)) break;
      next = null;
    }
    // No step raises it: at the maximum to rounding when the decrement is small, else stuck.
    if (!next) return {...point, at, iterations, converged: decrement <= small * 1e4, step};
    step = moved.reduce(
      (largest, value, k) => Math.max(largest, Math.abs(value - at[k]) / (1e-8 + Math.abs(value))),
      0
    );
    const gain = next.logLik - point.logLik;
    at = moved;
    point = next;
    if (Math.abs(gain) <= small && step < 1e-9)
      return {...point, at, iterations: iterations + 1, converged: true, step};
  }
  return {...point, at, iterations: maxIterations, converged: false, step};
}
