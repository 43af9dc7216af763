import {type Cholesky, cholesky, solve} from "../numeric/cholesky.js";
import type {Region} from "./region.js";

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0;
  for (let k = 0; k < a.length; ++k) sum += a[k] * b[k];
  return sum;
};

/**
 * The step that raises the quadratic model most, kept within the region to first order by the conditions it
 * would break, one after the other, as equalities; and the gain that the model promises.
 */
export function ascent(
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
    // A rate that all but vanishes may overflow in units of its background: no bound can be told there.
    if (!hit?.normal.every((value) => Math.abs(value) < 1e150)) break;
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
  if (!gram.every(Number.isFinite)) return straight;
  const excess = bound.map(({normal, slack}) => dot(normal, straight) + slack);
  const multipliers = solve(cholesky(gram, m), excess);
  return straight.map((value, k) => {
    let moved = value;
    for (let i = 0; i < m; ++i) moved -= multipliers[i] * solved[i][k];
    return moved;
  });
}
