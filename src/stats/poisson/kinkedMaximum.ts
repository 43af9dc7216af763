import {block} from "../inference/curvature.js";
import {finite, type Maximum, newton, type Search} from "../inference/newton.js";
import {cholesky, solve} from "../numeric/cholesky.js";
import {isCorner} from "./cornerAtZero.js";
import {interiorMaximum} from "./interiorMaximum.js";
import type {Likelihood} from "./likelihood.js";
import type {PreparedCells} from "./prepareCells.js";
import {spansOf} from "./spansOf.js";

/**
 * The maximum of an absolute excess with free backgrounds, wherever kinks of the likelihood may lie: by an interior
 * point, finished by Newton's method where the likelihood is smooth there. Slopes that end at 0 on a corner are
 * exactly 0 and among the `corners`; on other kinks, where a fitted rate is 0, the maximum is a `boundary`.
 */
export function kinkedMaximum(cells: PreparedCells, likelihood: Likelihood, search: Search) {
  const inside = interiorMaximum(cells, likelihood);
  const {evaluate, size} = likelihood;
  return (start: Float64Array, held: readonly number[], tolerance?: number): Maximum | null => {
    const found = inside(start, held);
    if (!found) return null;
    const free = Array.from(found.at.keys()).filter((k) => !held.includes(k));
    const there = finite(evaluate(found.at))!;
    const gradient = Float64Array.from(free, (k) => there.gradient[k]);
    const step = solve(cholesky(block(there.information, size, free), free.length), gradient);
    const gain = step.reduce((sum, value, j) => sum + value * gradient[j], 0);
    if (Math.abs(gain) < 1e-7) {
      const limits = {...search, held, maxIterations: 10, ...(tolerance && {tolerance})};
      const finished = newton(evaluate, found.at, limits);
      if (finished.converged && finished.logLik >= found.logLik - 1e-10)
        return {...finished, iterations: found.iterations + finished.iterations};
    }
    const spans = spansOf(cells);
    const none = cells.parts.slopes.filter(
      (k) => free.includes(k) && Math.abs(found.at[k]) * spans[k].size < 1e-7
    );
    if (none.length === 0) return found;
    const at = found.at.map((value, k) => (none.includes(k) ? 0 : value));
    const point = finite(evaluate(at));
    if (!point || point.logLik < found.logLik - 1e-10) return found;
    const corners = none.filter((k) => isCorner(likelihood, at, k, spans[k].size));
    const boundary = corners.length === 0;
    return {...found, ...point, gradient: found.gradient, at, boundary, ...(!boundary && {corners})};
  };
}
