import {climb} from "../inference/climb.js";
import {finite, type Maximum, newton, type Search} from "../inference/newton.js";
import type {Likelihood, ModelCells} from "./likelihood.js";
import {recentre} from "./recentre.js";

/** A model over cells as the limit of pseudo-cases sees it. */
export interface PseudoCaseModel {
  cells: ModelCells;
  /** The likelihood of cells of the same model. */
  make: (cells: ModelCells) => Likelihood;
  likelihood: Likelihood;
  /** Positions of the parameters in which the excess is linear. */
  slopes: readonly number[];
  /** Positions of modifiers, exponents and thresholds. */
  bends: readonly number[];
}

/** Pseudo-cases become ten times fewer eleven times. */
const decades = 11;

/** Looks at a likelihood after which the way is given up: along a bent ridge in large tables it may take minutes. */
const patience = (cells: number, parameters: number) => Math.max(1000, 6e7 / (cells * parameters));

/**
 * The maximum of a likelihood as the limit of those with pseudo-cases: a fraction ε of a case added to every cell
 * keeps every fitted rate above 0 and all but every parameter finite, so that each of these is smooth and has a
 * top inside its region; as ε falls their tops tend to the maximum, wherever that lies: inside, on the boundary
 * where fitted rates become 0, on a ridge where a stratum loses its background, or at infinity. The last top is
 * within ε × cells of the supremum; where the likelihood itself is smooth, `newton` goes on from there.
 *
 * @param first the exponent of ten with which ε begins: 0 from afar, more from a point near the maximum.
 * @returns null when the start has no likelihood, or a top is not reached.
 */
export function limitOfPseudoCases(
  {cells, make, likelihood, slopes, bends}: PseudoCaseModel,
  start: Float64Array,
  first: number,
  {held = [], maxIterations, ...search}: Search
): Maximum | null {
  const n = cells.cases.length;
  let events = 0;
  for (let i = 0; i < n; ++i) events += cells.cases[i];
  const begin = insideStart(make(withPseudoCases(cells, (0.3 * events) / n)), start, slopes, held);
  if (!begin) return null;
  let at: Float64Array = begin;
  let iterations = 0;
  let last: Maximum | null = null;
  const path: Float64Array[] = [];
  let looks = 0;
  const most = patience(n, likelihood.size);
  // Slopes and modifiers lie along bent valleys: modifiers move with all else at its best.
  const bent = bends.filter((k) => !held.includes(k));
  const within = ({evaluate, size}: Likelihood): Search["settle"] =>
    bent.length === 0 || bent.length + held.length === size
      ? undefined
      : (theta) => {
          // On a ridge of nine parameters over nine cells a longer climb at each step takes half a minute in all.
          if (looks < most && finite(evaluate(theta)))
            theta.set(
              climb(evaluate, theta, {
                ...search,
                held: [...held, ...bent],
                tolerance: 1e-3,
                maxIterations: 30
              }).at
            );
        };
  for (let k = first; k <= decades; ++k) {
    const view = recentre(cells, at, likelihood.fitted(at), held);
    const smooth = make(withPseudoCases(view.cells, ((0.3 * events) / n) * Number(`1e-${k}`)));
    // A climb that has begun is stopped; what it begins with, looked at twice, is not.
    const near = {
      ...smooth,
      evaluate: (theta: Float64Array) => (++looks > most + 2 ? null : smooth.evaluate(theta))
    };
    const from = view.there(at);
    if (looks >= most || !finite(near.evaluate(from))) break;
    const found = climb(near.evaluate, from, {
      ...search,
      held,
      tolerance: 1e-6,
      settle: within(near),
      ...(maxIterations && {maxIterations: 10 * maxIterations})
    });
    iterations += found.iterations;
    const there = finite(likelihood.evaluate(view.back(found.at)));
    // One that a ridge holds up may yet come to the next.
    if (!there || (!found.converged && k > first + 1)) break;
    at = view.back(found.at);
    path.push(at);
    last = {...found, ...there, at};
  }
  // The last few, all but singular, may fail by rounding: what stands then is near enough.
  if (!last || path.length + first < 4) return null;
  const unbounded = [...new Set([...last.unbounded, ...runaways(path)])];
  const view = recentre(cells, at, likelihood.fitted(at), held);
  const whole = make(view.cells);
  const from = view.there(at);
  if (finite(whole.evaluate(from))) {
    const polished = newton(whole.evaluate, from, {
      ...search,
      expected: whole.expected,
      region: whole.region,
      held,
      maxIterations: Math.min(30, maxIterations ?? 30)
    });
    const there = finite(likelihood.evaluate(view.back(polished.at)));
    if (polished.converged && there && there.logLik >= last.logLik - 1e-9)
      return {
        ...polished,
        ...there,
        at: view.back(polished.at),
        unbounded: [...new Set([...polished.unbounded, ...unbounded])],
        iterations: iterations + polished.iterations
      };
  }
  return {...last, iterations, converged: true, unbounded, boundary: unbounded.length === 0};
}

/** The start; or with its slopes a little nearer to 0, off the boundary; or with all that is not held at 0. */
function insideStart(
  {evaluate}: Likelihood,
  start: Float64Array,
  slopes: readonly number[],
  held: readonly number[]
): Float64Array | null {
  const nearer = start.map((value, k) => (slopes.includes(k) && !held.includes(k) ? 0.999 * value : value));
  const none = start.map((value, k) => (held.includes(k) ? value : 0));
  return [start, nearer, none].find((theta) => finite(evaluate(theta))) ?? null;
}

/** The cells with a fraction of a case more in each. */
function withPseudoCases(cells: ModelCells, fraction: number): ModelCells {
  const {cases, total, ptr} = cells;
  return {
    ...cells,
    cases: cases.map((c) => c + fraction),
    total: total.map((c, s) => c + fraction * (ptr[s + 1] - ptr[s]))
  };
}

/** Parameters that grow by as much with every decade as with the one before; those that settle move a tenth. */
function runaways(path: readonly Float64Array[]): number[] {
  if (path.length < 3) return [];
  const [before, middle, last] = path.slice(-3);
  return Array.from(last.keys()).filter((k) => {
    const [first, second] = [middle[k] - before[k], last[k] - middle[k]];
    const growing = Math.abs(last[k]) > Math.abs(middle[k]) && Math.abs(middle[k]) > Math.abs(before[k]);
    return growing && Math.abs(second) > 0.4 * Math.abs(first) && Math.abs(second) > 1e-3 * Math.abs(last[k]);
  });
}
