import {type Cholesky, cholesky, solve} from "../numeric/cholesky.js";

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
}

/** How far a search goes: distance from the maximum in standard errors, and the largest number of steps. */
export interface Control {
  /** 1e-9 by default. */
  tolerance?: number;
  /** 100 by default. */
  maxIterations?: number;
}

/** A condition slack + normal · step ≥ 0 that the region sets, to first order. */
export interface Constraint {
  slack: number;
  normal: Float64Array;
}

/** The region in which a log-likelihood exists, as far as a search must know it. */
export interface Region {
  /** The condition that a straight step breaks first, or null when it stays inside. */
  first: (at: Float64Array, step: Float64Array) => Constraint | null;
  /** The condition with the least slack. */
  worst: (at: Float64Array) => Constraint;
  /** Slack at which a point counts as on the boundary. */
  floor: number;
}

/** What a search may be told beside the log-likelihood. */
export interface Search extends Control {
  /** Information to use where that of the point is not positive definite. */
  expected?: (at: Float64Array) => Float64Array;
  /** Parameters that keep their value. */
  held?: readonly number[];
  region?: Region;
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
  {tolerance = 1e-9, maxIterations = 100, expected, held = [], region, settle}: Search = {}
): Maximum {
  let at: Float64Array = Float64Array.from(start);
  let point = finite(evaluate(at));
  if (!point) throw new RangeError(`start must be feasible; got ${Array.from(at).join(", ")}`);
  const free = Array.from(at, (_, k) => k).filter((k) => !held.includes(k));
  let step = Infinity;
  let flat = 0;
  let nearest = Infinity;
  let boundary = false;
  const end = (rest: {iterations: number; converged: boolean; unbounded?: number[]}): Maximum => ({
    ...point!,
    at,
    step,
    boundary,
    unbounded: [],
    ...rest
  });
  for (let iterations = 0; iterations < maxIterations; ++iterations) {
    const factored = factor(point, at, free, expected);
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
      if (!next) ({direction, gain, active} = ascent(factored, point.gradient, at, free, region));
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
    const noise = 1e-13 * (1 + Math.abs(point.logLik));
    const shorten = (by: Cholesky, step: Float64Array, bounded: boolean, least: number): Point | null => {
      for (let halving = 0, scale = 1; halving < 60; ++halving, scale /= 2) {
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
    for (let damping = 1e-2; !next && gain > 10 * noise && damping <= 1e6; damping *= 100) {
      const damped = damp(point, at, free, damping);
      const other = ascent(damped, point.gradient, at, free, region);
      if (other.gain > 0) next = shorten(damped, other.direction, other.active > 0, point.logLik + noise);
    }
    // Nothing raises it: at the maximum to rounding when the predicted gain is below what rounding hides.
    if (!next) return end({iterations, converged: gain <= 10 * noise});
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

/** The point, or null where a figure overflows. */
export function finite(point: Point | null): Point | null {
  return point && Number.isFinite(point.logLik) && point.information.every(Number.isFinite) ? point : null;
}

/** The free block of the information, factored; of `expected` where the point's own is not positive definite. */
function factor(
  {information}: Point,
  at: Float64Array,
  free: readonly number[],
  expected: Search["expected"]
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
function damp(
  {information}: Pick<Point, "information">,
  at: Float64Array,
  free: readonly number[],
  damping: number
): Cholesky {
  const matrix = block(information, at.length, free);
  const size = free.length;
  for (let k = 0; k < size; ++k) matrix[k * size + k] += damping * (1e-300 + Math.abs(matrix[k * size + k]));
  return cholesky(matrix, size);
}

/** Rows and columns `free` of a row-major matrix. */
export function block(matrix: Float64Array, size: number, free: readonly number[]): Float64Array {
  const part = new Float64Array(free.length * free.length);
  for (const [i, k] of free.entries())
    for (const [j, l] of free.entries()) part[i * free.length + j] = matrix[k * size + l];
  return part;
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0;
  for (let k = 0; k < a.length; ++k) sum += a[k] * b[k];
  return sum;
};

/**
 * The step that raises the quadratic model most, kept within the region to first order by the conditions it
 * would break, one after the other, as equalities; and the gain that the model promises.
 */
function ascent(
  factored: Cholesky,
  fullGradient: Float64Array,
  at: Float64Array,
  free: readonly number[],
  region?: Region
): {direction: Float64Array; gain: number; active: number} {
  const gradient = Float64Array.from(free, (k) => fullGradient[k]);
  const straight = solve(factored, gradient);
  let direction = straight;
  const bound: {normal: Float64Array; slack: number}[] = [];
  while (region && bound.length <= free.length) {
    const full = new Float64Array(at.length);
    for (const [j, k] of free.entries()) full[k] = direction[j];
    const hit = region.first(at, full);
    if (!hit) break;
    // On the boundary to rounding is on the boundary.
    const slack = hit.slack <= 2 * region.floor ? 0 : hit.slack - region.floor;
    bound.push({normal: Float64Array.from(free, (k) => hit.normal[k]), slack});
    direction = alongBounds(factored, straight, bound);
  }
  // gᵀs − ½ sᵀHs, with H s from the factor: |Lᵀs|².
  const {size, factor: l} = factored;
  let curvature = 0;
  for (let j = 0; j < size; ++j) {
    let value = 0;
    for (let i = j; i < size; ++i) value += l[i * size + j] * direction[i];
    curvature += value * value;
  }
  return {direction, gain: dot(gradient, direction) - curvature / 2, active: bound.length};
}

/** The best step with normal · step = −slack for each bound: straight − H⁻¹Nᵀ (N H⁻¹ Nᵀ)⁻¹ (N straight + slack). */
function alongBounds(
  factored: Cholesky,
  straight: Float64Array,
  bound: readonly {normal: Float64Array; slack: number}[]
): Float64Array {
  const m = bound.length;
  const solved = bound.map(({normal}) => solve(factored, normal));
  const gram = new Float64Array(m * m);
  for (let i = 0; i < m; ++i) for (let j = 0; j < m; ++j) gram[i * m + j] = dot(bound[i].normal, solved[j]);
  const excess = bound.map(({normal, slack}) => dot(normal, straight) + slack);
  const multipliers = solve(cholesky(gram, m), excess);
  return straight.map((value, k) => {
    let moved = value;
    for (let i = 0; i < m; ++i) moved -= multipliers[i] * solved[i][k];
    return moved;
  });
}

/** Moves a point outside the region back onto its boundary by linearised steps; null when that fails. */
export function restore(
  outside: Float64Array,
  factored: Cholesky,
  free: readonly number[],
  region: Region
): Float64Array | null {
  const at = outside.slice();
  for (let i = 0; i < 50; ++i) {
    const {slack, normal} = region.worst(at);
    if (slack >= region.floor * 0.5) return at;
    const part = Float64Array.from(free, (k) => normal[k]);
    const solved = solve(factored, part);
    const reach = dot(part, solved);
    if (!(reach > 0)) return null;
    const share = (region.floor - slack) / reach;
    for (const [j, k] of free.entries()) at[k] += share * solved[j];
  }
  return null;
}
