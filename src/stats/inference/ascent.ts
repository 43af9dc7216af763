import {type Cholesky, cholesky, solve} from "../numeric/cholesky.js";
import type {Constraint, Region} from "./region.js";

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0;
  for (let k = 0; k < a.length; ++k) sum += a[k] * b[k];
  return sum;
};

/** A step, the gain that the quadratic model promises of it, and how many conditions it keeps to. */
export interface Ascent {
  direction: Float64Array;
  gain: number;
  active: number;
  /** How the boundary on which it stays bends, Σ multiplier · curvature; absent where it does not. */
  bend?: Float64Array;
}

/**
 * The step that raises the quadratic model most, kept within the region to first order by the conditions it
 * would break, one after the other, as equalities.
 */
export function ascent(
  factored: Cholesky,
  fullGradient: Float64Array,
  at: Float64Array,
  free: readonly number[],
  region?: Region
): Ascent {
  const gradient = Float64Array.from(free, (k) => fullGradient[k]);
  const straight = solve(factored, gradient);
  let direction = straight;
  const bound: {normal: Float64Array; slack: number}[] = [];
  const hits: Constraint[] = [];
  let multipliers: Float64Array = new Float64Array(0);
  while (region && bound.length <= free.length) {
    const full = new Float64Array(at.length);
    for (const [j, k] of free.entries()) full[k] = direction[j];
    const hit = region.first(at, full);
    // A rate that all but vanishes may overflow in units of its background: no bound can be told there.
    if (!hit?.normal.every((value) => Math.abs(value) < 1e150)) break;
    // On the boundary to rounding is on the boundary.
    const slack = hit.slack <= 2 * region.floor ? 0 : hit.slack - region.floor;
    bound.push({normal: Float64Array.from(free, (k) => hit.normal[k]), slack});
    hits.push(hit);
    ({direction, multipliers} = alongBounds(factored, straight, bound));
  }
  // gᵀs − ½ sᵀHs, with H s from the factor: |Lᵀs|².
  const {size, factor: l} = factored;
  let curvature = 0;
  for (let j = 0; j < size; ++j) {
    let value = 0;
    for (let i = j; i < size; ++i) value += l[i * size + j] * direction[i];
    curvature += value * value;
  }
  const bend = bendOf(hits, multipliers);
  return {
    direction,
    gain: dot(gradient, direction) - curvature / 2,
    active: bound.length,
    ...(bend && {bend})
  };
}

/**
 * The best step with normal · step = −slack for each bound, and their multipliers:
 * straight − H⁻¹Nᵀ (N H⁻¹ Nᵀ)⁻¹ (N straight + slack).
 */
function alongBounds(
  factored: Cholesky,
  straight: Float64Array,
  bound: readonly {normal: Float64Array; slack: number}[]
): {direction: Float64Array; multipliers: Float64Array} {
  const m = bound.length;
  const solved = bound.map(({normal}) => solve(factored, normal));
  const gram = new Float64Array(m * m);
  for (let i = 0; i < m; ++i) for (let j = 0; j < m; ++j) gram[i * m + j] = dot(bound[i].normal, solved[j]);
  if (!gram.every(Number.isFinite)) return {direction: straight, multipliers: new Float64Array(m)};
  const excess = bound.map(({normal, slack}) => dot(normal, straight) + slack);
  const multipliers = solve(cholesky(gram, m), excess);
  const direction = straight.map((value, k) => {
    let moved = value;
    for (let i = 0; i < m; ++i) moved -= multipliers[i] * solved[i][k];
    return moved;
  });
  return {direction, multipliers};
}

/** Σ −multiplier · curvature of the conditions that hold the step back; undefined where none bends. */
function bendOf(hits: readonly Constraint[], multipliers: Float64Array): Float64Array | undefined {
  let bend: Float64Array | undefined;
  for (const [j, {curvature}] of hits.entries()) {
    if (!curvature || !(multipliers[j] < 0)) continue;
    bend ??= new Float64Array(curvature.length);
    for (let i = 0; i < bend.length; ++i) bend[i] -= multipliers[j] * curvature[i];
  }
  return bend;
}
