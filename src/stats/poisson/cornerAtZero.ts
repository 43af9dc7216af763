import {finite, type Maximum, newton, type Search} from "../inference/newton.js";
import type {Likelihood} from "./likelihood.js";
import type {PreparedCells} from "./prepareCells.js";
import {spansOf} from "./spansOf.js";

/**
 * The maximum of an absolute excess whose one free slope β is 0, where the likelihood has a corner: strata without
 * cases have no background, so that an excess adds to their rates, and one below 0 needs a background that makes up
 * for it. Either way they lose Σ pyr·d·|β| or more, a kink at 0 that the other strata may not overcome.
 *
 *   ∂ℓ/∂β ≤ 0 just above 0 and ≥ 0 just below, by more than curvature makes of the distance
 *
 * With other parameters in exponents of the excess held, and no log-linear terms, ℓ is concave in β, and this is its
 * top.
 * @param start point whose other parameters are brought to their best at β = 0. @param held parameters that keep their value.
 * @returns null where there is no such corner. Witness: by hand, test/stats/poisson/cornerAtZero.test.ts.
 */
export function cornerAtZero(
  cells: PreparedCells,
  likelihood: Likelihood,
  start: Float64Array,
  {held = [], ...search}: Search
): Maximum | null {
  const {kind, profiled, total, parts} = cells;
  if (kind !== "absolute" || !profiled || !total.includes(0)) return null;
  const [k, ...others] = parts.slopes.filter((slope) => !held.includes(slope));
  if (k === undefined || others.length > 0) return null;
  if ([...parts.bends, ...parts.modifiers].some((bend) => !held.includes(bend))) return null;
  // Another slope that is held elsewhere moves the kinks.
  if (parts.slopes.some((slope) => slope !== k && start[slope] !== 0)) return null;
  const at = start.slice();
  at[k] = 0;
  if (!finite(likelihood.evaluate(at))) return null;
  const found = newton(likelihood.evaluate, at, {...search, held: [...held, k]});
  if (!found.converged) return null;
  if (!isCorner(likelihood, found.at, k, spansOf(cells)[k].size)) return null;
  const gradient = found.gradient.slice();
  gradient[k] = 0;
  return {...found, gradient, corners: [k]};
}

/** Whether a likelihood falls to both sides of 0 in parameter k, more steeply than curvature makes it. */
export function isCorner({evaluate}: Likelihood, at: Float64Array, k: number, span: number): boolean {
  const step = 1e-7 / span;
  const beside = (value: number) => {
    const there = at.slice();
    there[k] = value;
    return finite(evaluate(there));
  };
  const [above, below] = [beside(step), beside(-step)];
  if (!above || !below) return false;
  const curvature = Math.max(above.information[k * at.length + k], below.information[k * at.length + k]);
  const [up, down] = [above.gradient[k], below.gradient[k]];
  return up <= 0 && down >= 0 && down - up > 100 * curvature * 2 * step;
}
