import {type Cholesky, cholesky} from "../numeric/cholesky.js";
import {ascent} from "./ascent.js";
import {block, damp, factor} from "./curvature.js";
import {type Region, restore} from "./region.js";

export type {Constraint, Region} from "./region.js";

/** A log-likelihood at one point with its first derivatives and (observed or expected) information. */
export interface Point {
  logLik: number;
  gradient: Float64Array;
  /** Row-major; a search needs it positive definite near the maximum only when `expected` is given. */
  information: Float64Array;
}

/** Where a search ended, and whether it reached its tolerance. */
export interface Maximum extends Point {
  at: Float64Array;
  iterations: number;
  converged: boolean;
  /** Largest relative change of a parameter in the last step. */
  step: number;
  /** Parameters along which the log-likelihood still rose, ever more slowly, when the search gave up. */
  unbounded: readonly number[];
  /** True when the maximum lies where a constraint stops the search. */
  boundary: boolean;
  /** Parameters at which the log-likelihood has a corner there, falling to both sides: they have no curvature. */
  corners?: readonly number[];
}

/** How far a search goes: distance from the maximum in standard errors, and the largest number of steps. */
export interface Control {
  /** 1e-9 by default. */
  tolerance?: number;
  /** 100 by default. */
  maxIterations?: number;
}

/** What a search may be told beside the log-likelihood. */
export interface Search extends Control {
  /** Information to use where that of the point is not positive definite. */
  expected?: (at: Float64Array) => Float64Array;
  /** Parameters that keep their value. */
  held?: readonly number[];
  region?: Region;
  /** How often a step is halved before it is given up; 60 by default, and with fewer no damped steps are tried. */
  halvings?: number;
  /** What rounding leaves uncertain of a log-likelihood, beside 10⁻¹³ of its size; 0 by default. */
  rounding?: number;
  /** Brings parameters that have a closed form to their best, the others as they are. */
  settle?: (at: Float64Array, held: readonly number[]) => void;
}

/**
 * Newton's (or Fisher's) method with step halving: a step that leaves the feasible region, where `evaluate`
 * is `null`, or lowers the log-likelihood is halved; one that would cross the boundary of `region` is
 * redirected along it. Converged when √(2 × predicted gain), the distance from the maximum in standard
 * errors, is at most `tolerance`. A log-likelihood that levels off while parameters still run away ends as
 * `unbounded`.
 *
 * @throws RangeError when `start` is not feasible.
 */
export function newton(
  evaluate: (at: Float64Array) => Point | null,
  start: ArrayLike<number>,
  {
    tolerance = 1e-9,
    maxIterations = 100,
    expected,
    held = [],
    region,
    halvings = 60,
    rounding = 0,
    settle
  }: Search = {}
): Maximum {
  let at: Float64Array = Float64Array.from(start);
  let point = finite(evaluate(at));
  if (!point) throw new RangeError(`start must be feasible; got ${Array.from(at).join(", ")}`);
  const free = Array.from(at, (_, k) => k).filter((k) => !held.includes(k));
  let step = Infinity;
  let flat = 0;
  let idle = 0;
  let nearest = Infinity;
  let boundary = false;
  // Second derivatives of the boundary on which the last step stayed: of the Lagrangian they are part.
  let bend: Float64Array | undefined;
  const end = (rest: {iterations: number; converged: boolean; unbounded?: number[]}): Maximum => ({
    ...point!,
    at,
    step,
    boundary,
    unbounded: [],
    ...rest
  });
  for (let iterations = 0; iterations < maxIterations; ++iterations) {
    const factored = (bend && bentFactor(point, bend, at.length, free)) || factor(point, at, free, expected);
    const take = (direction: Float64Array, scale: number): Point | null => {
      moved = at.slice();
      for (const [j, k] of free.entries()) moved[k] += scale * direction[j];
      settle?.(moved, held);
      return finite(evaluate(moved));
    };
    let moved: Float64Array = at;
    let next: Point | null = null;
    let {direction, gain, active} = ascent(factored, point.gradient, at, free);
    if (region && gain > 0) {
      // The region is walked only when a straight step leaves it.
      next = take(direction, 1);
      bend = undefined;
      if (!next) ({direction, gain, active, bend} = ascent(factored, point.gradient, at, free, region));
    }
    boundary = active > 0;
    // Along the boundary the gradient does not vanish: there a step that rounding swallows is the end.
    const still = active > 0 && free.every((k, j) => Math.abs(direction[j]) <= 1e-13 * Math.abs(at[k]));
    if (!(gain > 0) || still) {
      step = 0;
      // A slope where there is no curvature: far out, where the likelihood is all but 0.
      const steep = factored.dependent.some(
        (j) => Math.abs(point!.gradient[free[j]]) * Math.max(1, Math.abs(at[free[j]])) > 1e-6
      );
      return end({iterations, converged: !steep});
    }
    const near = Math.sqrt(2 * gain);
    // So near that the rounding of the gradient is all that is left.
    const settled = near <= tolerance || (near < 1e-7 && near >= 0.9 * nearest);
    nearest = near;
    // Differences below this are rounding.
    const noise = 1e-13 * (1 + Math.abs(point.logLik)) + rounding;
    const shorten = (by: Cholesky, step: Float64Array, bounded: boolean, least: number): Point | null => {
      for (let halving = 0, scale = 1; halving < halvings; ++halving, scale /= 2) {
        if (!next) next = take(step, scale);
        if (!next && region && bounded) {
          moved = restore(moved, by, free, region) ?? moved;
          next = finite(evaluate(moved));
        }
        if (next && next.logLik >= least) return next;
        next = null;
      }
      return null;
    };
    next = shorten(factored, direction, active > 0, point.logLik - noise);
    // Where the model of the step is poor (a curved boundary, a saddle), ever more damped steps.
    for (let damping = 1e-2; halvings >= 60 && !next && gain > 10 * noise && damping <= 1e6; damping *= 100) {
      const damped = damp(point, at, free, damping);
      const other = ascent(damped, point.gradient, at, free, region);
      if (other.gain > 0) next = shorten(damped, other.direction, other.active > 0, point.logLik + noise);
    }
    // Nothing raises it: at the maximum to rounding when the predicted gain is below what rounding hides.
    if (!next) return end({iterations, converged: gain <= 10 * noise});
    // Steps that raise nothing and go nowhere are of rounding.
    idle = next.logLik <= point.logLik ? idle + 1 : 0;
    if (idle >= 3 && step < 1e-3 && !settled) return end({iterations, converged: gain <= 10 * noise});
    const change = (k: number) => Math.abs(moved[k] - at[k]) / (1e-8 + Math.abs(moved[k]));
    step = free.reduce((largest, k) => Math.max(largest, change(k)), 0);
    flat = gain < 1e-7 && step > 1e-3 ? flat + 1 : 0;
    const running = free.filter((k) => change(k) > 1e-3 && Math.abs(moved[k]) > Math.abs(at[k]));
    at = moved;
    point = next;
    if (settled) return end({iterations: iterations + 1, converged: true});
    if (flat >= 8) return end({iterations: iterations + 1, converged: true, unbounded: running});
  }
  return end({iterations: maxIterations, converged: false});
}

/** The free block of the information less `bend`, factored; null where that is not positive definite. */
function bentFactor(
  {information}: Point,
  bend: Float64Array,
  size: number,
  free: readonly number[]
): Cholesky | null {
  const own = cholesky(
    block(
      information.map((value, i) => value - bend[i]),
      size,
      free
    ),
    free.length
  );
  return own.dependent.length === 0 ? own : null;
}

/** The point, or null where a figure overflows. */
export function finite(point: Point | null): Point | null {
  return point && Number.isFinite(point.logLik) && point.information.every(Number.isFinite) ? point : null;
}
