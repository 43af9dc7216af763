import {climb} from "../inference/climb.js";
import {finite, type Maximum, newton, type Point, type Search} from "../inference/newton.js";

type Evaluate = (theta: Float64Array) => Point | null;

/** Slopes from which modifiers are freed, in units of the one that takes the risk of the largest dose to 0. */
const asides = [0.3, -0.3, 3];

/**
 * The maximum of a likelihood of doses over the parameters that are not held: Newton's method, and where that does
 * not settle, as where modifiers are all but undetermined, ever more damped steps before it.
 */
export function settle(evaluate: Evaluate, start: Float64Array, given: Search): Maximum {
  // Without information to climb by where a point has none, it would stand still along a modifier that bends up.
  const search = {expected: (at: Float64Array) => evaluate(at)!.information, ...given};
  const found = newton(evaluate, start, search);
  // Along a boundary damped steps lead nowhere.
  if (found.converged || found.boundary || !Number.isFinite(found.logLik)) return found;
  const {held, tolerance, maxIterations = 100} = search;
  const nearer = climb(evaluate, found.at, {held, tolerance, maxIterations});
  const finished = newton(evaluate, nearer.at, search);
  const best = finished.converged ? finished : nearer.converged ? nearer : found;
  return {...best, iterations: best.iterations + found.iterations};
}

/**
 * The same from a point of no dose effect, where modifiers and exponents mean nothing: they are held first and freed
 * from where that ends. Where this leads to no maximum inside the region, they are freed from slopes aside as well.
 * @param later positions of these parameters; the slope is the first of all.
 * @param unit slope that takes the risk of the largest dose to 0.
 */
export function searchFromNone(
  evaluate: Evaluate,
  start: Float64Array,
  later: readonly number[],
  unit: number,
  search: Search
): Maximum {
  if (later.length === 0) return newton(evaluate, start, search);
  if (start[0] !== 0) return settle(evaluate, start, search);
  const held = [...(search.held ?? []), ...later];
  const first = newton(evaluate, start, {...search, held});
  const isGood = ({converged, boundary, unbounded}: Maximum) =>
    converged && !boundary && unbounded.length === 0;
  let best = settle(evaluate, first.at, search);
  let iterations = first.iterations + best.iterations;
  if (isGood(best)) return {...best, iterations};
  for (const share of asides) {
    const from = first.at.map((value, k) => (k === 0 ? share * unit : value));
    if (!finite(evaluate(from))) continue;
    const found = settle(evaluate, from, search);
    iterations += found.iterations;
    if (found.converged && (!best.converged || found.logLik > best.logLik + 1e-7)) best = found;
  }
  return {...best, iterations};
}
