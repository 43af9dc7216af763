import {type Cholesky, solve} from "../numeric/cholesky.js";

/** A condition slack + normal · step ≥ 0 that the region sets, to first order. */
export interface Constraint {
  slack: number;
  normal: Float64Array;
  /** Its second derivatives, row-major, where it bends. */
  curvature?: Float64Array;
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
    let reach = 0;
    for (let j = 0; j < part.length; ++j) reach += part[j] * solved[j];
    if (!(reach > 0)) return null;
    const share = (region.floor - slack) / reach;
    for (const [j, k] of free.entries()) at[k] += share * solved[j];
  }
  return null;
}
