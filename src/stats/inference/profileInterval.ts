import {chiSquareQuantile} from "../numeric/chiSquare.js";
import {cholesky, solve} from "../numeric/cholesky.js";
import type {ProfileInterval} from "../result/fit.js";
import {type Maximum, newton, type Point, restore, type Search} from "./newton.js";
import {profileBound} from "./profileBound.js";

/** What a profile interval may be told. */
export interface ProfileOptions extends Search {
  level: number;
  /** Standard error of the parameter: the first distance to try. */
  se: number;
  /** Ends of the parameter's feasible region, where they are known. */
  limits?: readonly [number, number];
  /** How the other parameters are brought to their best; `newton` by default. */
  maximise?: (start: Float64Array, held: readonly number[]) => Maximum;
}

/** An interval, and a point better than the maximum when the search came upon one. */
export interface Profiled {
  interval: ProfileInterval;
  better?: Float64Array;
}

/**
 * The profile-likelihood interval of parameter `index`: where twice the fall of the log-likelihood, all
 * other parameters at their best, reaches the χ² quantile on one degree of freedom. Each search begins from
 * the last, moved along the tangent.
 */
export function profileInterval(
  evaluate: (at: Float64Array) => Point | null,
  maximum: Maximum,
  index: number,
  {level, se, limits = [-Infinity, Infinity], maximise, ...search}: ProfileOptions
): Profiled {
  const {at: top, logLik} = maximum;
  const held = [...(search.held ?? []), index];
  const root = Math.sqrt(chiSquareQuantile(level, 1));
  let better: Float64Array | undefined;
  let best = logLik + 1e-7;
  const side = (direction: -1 | 1) => {
    let last: {at: Float64Array; information: Float64Array} = maximum;
    const profile = (value: number) => {
      const start = feasibleStart(evaluate, last, top, value, index, held, search);
      if (!start) return NaN;
      const found = maximise ? maximise(start, held) : newton(evaluate, start, {...search, held});
      if (!found.converged) return NaN;
      if (found.logLik > best) {
        best = found.logLik;
        better = found.at;
      }
      last = found;
      return found.logLik;
    };
    return profileBound({
      estimate: top[index],
      logLik,
      step: root * se,
      root,
      direction,
      limit: limits[direction < 0 ? 0 : 1],
      profile
    });
  };
  const lower = side(-1);
  const upper = side(1);
  return {
    interval: {
      lower: lower.value,
      upper: upper.value,
      status: {lower: lower.status, upper: upper.status}
    },
    better
  };
}

/** The last point moved along the tangent of the profile; moved straight; the maximum moved; or one restored. */
function feasibleStart(
  evaluate: (at: Float64Array) => Point | null,
  last: {at: Float64Array; information: Float64Array},
  top: Float64Array,
  value: number,
  index: number,
  held: readonly number[],
  {region, expected}: Search
): Float64Array | null {
  const size = top.length;
  const free = Array.from(top, (_, k) => k).filter((k) => !held.includes(k));
  const straight = last.at.slice();
  straight[index] = value;
  if (free.length === 0) return straight;
  const information = expected ? expected(last.at) : last.information;
  const block = new Float64Array(free.length * free.length);
  for (const [i, k] of free.entries())
    for (const [j, l] of free.entries()) block[i * free.length + j] = information[k * size + l];
  const factored = cholesky(block, free.length);
  const tangent = solve(
    factored,
    free.map((k) => information[k * size + index])
  );
  const moved = straight.slice();
  for (const [j, k] of free.entries()) moved[k] -= tangent[j] * (value - last.at[index]);
  const fromTop = top.slice();
  fromTop[index] = value;
  for (const start of [moved, straight, fromTop]) if (evaluate(start)) return start;
  const restored = region ? restore(straight, factored, free, region) : null;
  return restored && evaluate(restored) ? restored : null;
}
