import {cholesky, solve} from "../numeric/cholesky.js";
import {block, raised} from "./curvature.js";
import {finite, type Maximum, type Point, type Search} from "./newton.js";

/**
 * The maximum of a log-likelihood that is finite where it exists and falls towards the edge of its region, from
 * wherever it begins: Newton's steps, shortened by a damping of the curvature that grows where a step promises
 * more than it keeps and falls where it does not. It needs no curvature to be positive, and is slower than
 * `newton` near a maximum. Ends as `unbounded` as that does.
 * @throws RangeError when `start` is not feasible.
 * Source: Levenberg (1944), Q Appl Math 2:164; Marquardt (1963), J SIAM 11:431, damping by the diagonal.
 */
export function climb(
  evaluate: (at: Float64Array) => Point | null,
  start: ArrayLike<number>,
  {tolerance = 1e-9, maxIterations = 1000, held = [], rounding = 0, settle}: Search = {}
): Maximum {
  let at: Float64Array = Float64Array.from(start);
  let point = finite(evaluate(at));
  if (!point) throw new RangeError(`start must be feasible; got ${Array.from(at).join(", ")}`);
  const free = Array.from(at, (_, k) => k).filter((k) => !held.includes(k));
  let damping = 0;
  let step = Infinity;
  let flat = 0;
  let mark = -Infinity;
  const end = (iterations: number, converged: boolean, unbounded: number[] = []): Maximum => ({
    ...point!,
    at,
    iterations,
    converged,
    step,
    unbounded,
    boundary: false
  });
  for (let iterations = 0; iterations < maxIterations; ++iterations) {
    // On a ridge as good as level the climb may be endless.
    if (iterations % 30 === 0) {
      if (point.logLik - mark < 1e-9) return end(iterations, true);
      mark = point.logLik;
    }
    const noise = 1e-13 * (1 + Math.abs(point.logLik)) + rounding;
    let accepted = false;
    for (; damping <= 1e12; damping = Math.max(1e-4, 10 * damping)) {
      const {direction, gain} = dampedStep(point, free, at, damping);
      if (!direction) continue;
      const moved = at.slice();
      for (const [j, k] of free.entries()) moved[k] += direction[j];
      settle?.(moved, held);
      const next = finite(evaluate(moved));
      // Where hardly anything is to be gained with hardly any damping, the top is here.
      if (damping <= 1e-3 && Math.sqrt(2 * gain) <= tolerance) {
        if (next && next.logLik >= point.logLik - noise) [at, point] = [moved, next];
        return end(iterations + 1, true);
      }
      if (!next || next.logLik < point.logLik + Math.min(0.1 * gain, gain - noise)) {
        if (gain <= noise) return end(iterations, true);
        continue;
      }
      const kept = (next.logLik - point.logLik) / gain;
      const change = (k: number) => Math.abs(moved[k] - at[k]) / (1e-8 + Math.abs(moved[k]));
      step = Math.max(...free.map(change));
      flat = gain < 1e-7 && damping <= 1e-3 && step > 1e-3 ? flat + 1 : 0;
      const running = free.filter((k) => change(k) > 1e-3 && Math.abs(moved[k]) > Math.abs(at[k]));
      [at, point] = [moved, next];
      if (flat >= 8) return end(iterations + 1, true, running);
      if (kept > 0.7) damping = damping <= 1e-4 ? 0 : damping / 10;
      accepted = true;
      break;
    }
    if (!accepted) return end(iterations, false);
  }
  return end(maxIterations, false);
}

/** The step of the damped quadratic model and the gain that it promises; null where it does not bend down. */
function dampedStep(
  {information, gradient}: Point,
  free: readonly number[],
  at: Float64Array,
  damping: number
) {
  const matrix = block(information, at.length, free);
  const n = free.length;
  const undamped = matrix.slice();
  for (let j = 0; j < n; ++j) matrix[j * n + j] = raised(matrix[j * n + j], damping);
  const factored = cholesky(matrix, n);
  const slope = Float64Array.from(free, (k) => gradient[k]);
  // A parameter without effect here stays.
  const lost = factored.dependent.some((j) => Math.abs(slope[j]) * (1 + Math.abs(at[free[j]])) > 1e-9);
  if (lost) return {direction: null, gain: 0};
  const direction = solve(factored, slope);
  let gain = 0;
  for (let i = 0; i < n; ++i) {
    gain += slope[i] * direction[i];
    for (let j = 0; j < n; ++j) gain -= (direction[i] * undamped[i * n + j] * direction[j]) / 2;
  }
  return gain >= 0 ? {direction, gain} : {direction: null, gain: 0};
}
