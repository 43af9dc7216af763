import {finite, type Maximum, newton, type Search} from "../inference/newton.js";
import {cornerAtZero} from "./cornerAtZero.js";
import {kinkedMaximum} from "./kinkedMaximum.js";
import type {Likelihood, ModelCells} from "./likelihood.js";
import type {PreparedCells} from "./prepareCells.js";
import {limitOfPseudoCases} from "./pseudoCases.js";
import {recentre} from "./recentre.js";
import {spansOf} from "./spansOf.js";
import {
  type KnownHeights,
  type Maximise,
  maximiseOverThreshold,
  type ThresholdParameter
} from "./thresholdSearch.js";

/**
 * Newton's method, within a search over each threshold that is free; where it does not settle, on a boundary, a
 * ridge or far out, the limit of likelihoods with pseudo-cases.
 */
export function maximiser(
  cells: PreparedCells,
  make: (cells: ModelCells) => Likelihood,
  thresholds: readonly ThresholdParameter[],
  search: Search,
  likelihood: Likelihood
): Maximise {
  const bends = [...cells.parts.bends, ...cells.parts.modifiers];
  const quick = (
    start: Float64Array,
    held: readonly number[],
    tolerance?: number,
    most?: number,
    halvings?: number
  ) => {
    if (likelihood.height && held.length >= likelihood.size) {
      const logLik = likelihood.height(start);
      return {...nowhere(start), logLik, converged: Number.isFinite(logLik)};
    }
    if (!finite(likelihood.evaluate(start))) return nowhere(start);
    const limits = {...(tolerance && {tolerance}), ...(most && {maxIterations: most}), halvings};
    return newton(likelihood.evaluate, start, {...search, held, ...limits});
  };
  const kinked =
    cells.kind === "absolute" && cells.profiled ? kinkedMaximum(cells, likelihood, search) : null;
  const model = {cells, make, likelihood, slopes: cells.parts.slopes, bends};
  /** Newton's method with modifiers measured from where the excess is: along the ridge of a slope that tends to 0. */
  const recentred = (found: Maximum, held: readonly number[], tolerance?: number): Maximum | null => {
    const view = recentre(cells, found.at, likelihood.fitted(found.at), held);
    const {evaluate, expected, region, settle} = make(view.cells);
    const from = view.there(found.at);
    if (!finite(evaluate(from))) return null;
    const limits = {...search, held, expected, region, settle, ...(tolerance && {tolerance})};
    const there = newton(evaluate, from, limits);
    const at = view.back(there.at);
    const point = finite(likelihood.evaluate(at));
    if (!there.converged || !point || point.logLik < found.logLik - 1e-9) return null;
    return {...there, ...point, at, iterations: found.iterations + there.iterations};
  };
  const settled = (start: Float64Array, held: readonly number[], tolerance?: number, most?: number) => {
    const found = quick(start, held, tolerance, most);
    const nearer = bends.length > 0 ? returning(cells, found, held) : null;
    if (!nearer) return found;
    const other = quick(nearer, held, tolerance, most);
    return other.converged && other.logLik > found.logLik
      ? {...other, iterations: found.iterations + other.iterations}
      : found;
  };
  const thorough: Maximise = (start, held, tolerance) => {
    const corner = () => cornerAtZero(cells, likelihood, start, {...search, held});
    // Away from 0 Newton's method settles sooner than a corner is ruled out.
    const away = cells.parts.slopes.some((k) => start[k] !== 0);
    const soon = away ? null : corner();
    if (soon) return soon;
    const most = search.maxIterations ?? 100;
    const open = (positions: readonly number[]) => positions.filter((k) => !held.includes(k));
    const kinks = kinked && open(bends).length === 0;
    if (
      kinks &&
      cells.total.includes(0) &&
      cells.parts.slopes.length > 1 &&
      open(cells.parts.slopes).length > 0
    ) {
      // Newton's method is soon there where it meets no kink, and never where the top is one.
      const near = away ? quick(start, held, tolerance, 12, 6) : null;
      const among = near?.converged ? near : kinked(near?.at ?? start, held, tolerance);
      if (among) return among;
    }
    const first = settled(start, held, tolerance, bends.length > 0 ? Math.min(most, 40) : most);
    // A search that was told to stop soon stops.
    if (first.converged || most < 20 || !Number.isFinite(first.logLik)) return first;
    const late = away ? corner() : null;
    if (late) return late;
    const beside = kinks ? kinked(first.at, held, tolerance) : null;
    if (beside) return beside;
    const moved = bends.length > 0 ? recentred(first, held, tolerance) : null;
    if (moved) return moved;
    const found = bends.length > 0 ? quick(first.at, held, tolerance) : first;
    if (found.converged) return found;
    const bent = kinked && !kinks ? kinked(found.at, held, tolerance) : null;
    if (bent && bent.logLik >= found.logLik - 1e-9) return bent;
    // From where Newton's method stood, and from afar; a point of a profile is near enough to the last.
    const limits = [limitOfPseudoCases(model, found.at, 4, {...search, held})];
    if (tolerance === undefined || !limits[0])
      limits.push(limitOfPseudoCases(model, start, 0, {...search, held}));
    let best: Maximum | null = null;
    for (const limit of limits) if (limit && !(best && best.logLik >= limit.logLik)) best = limit;
    if (!best) return found;
    // Where nothing higher is found from there, Newton's method stood at the top.
    return best.logLik >= found.logLik
      ? best
      : {...best, ...found, unbounded: best.unbounded, converged: true};
  };
  const known: KnownHeights[] = [];
  /** Heights of a search that held some of these parameters at these values, or room for those of this one. */
  const heightsWhere = (start: Float64Array, held: readonly number[]): KnownHeights => {
    const before = known.find((search) =>
      search.held.every((k, j) => held.includes(k) && search.values[j] === start[k])
    );
    if (before) return before;
    known.push({held, values: held.map((k) => start[k]), heights: new Map()});
    return known[known.length - 1];
  };
  const over = (inner: Maximise): Maximise =>
    thresholds.reduce<Maximise>(
      (maximise, threshold) => (start, held, tolerance) =>
        held.includes(threshold.index)
          ? maximise(start, held, tolerance)
          : thresholds.length > 1
            ? maximiseOverThreshold(threshold, 12, start, held, maximise)
            : maximiseOverThreshold(threshold, 48, start, held, maximise, heightsWhere(start, held)),
      inner
    );
  if (thresholds.length === 0) return thorough;
  const looked = over((start, held, tolerance) => quick(start, held, tolerance, 25));
  // Thresholds are found by looks that need not settle; what is found settles with them held.
  return (start, held, tolerance) => {
    const found = looked(start, held, tolerance);
    if (found.converged || !Number.isFinite(found.logLik)) return found;
    return thorough(found.at, [...new Set([...held, ...thresholds.map(({index}) => index)])], tolerance);
  };
}

/**
 * The point with exponents that a search left far out, where next to nothing pulls them back, nearer by; null where
 * there is none. There the likelihood bends up along them and rises towards 0.
 */
function returning(
  cells: PreparedCells,
  {at, gradient, information}: Maximum,
  held: readonly number[]
): Float64Array | null {
  const size = at.length;
  const lost = [...cells.parts.bends, ...cells.parts.modifiers].filter(
    (k) => !held.includes(k) && gradient[k] * at[k] < 0 && information[k * size + k] < 0
  );
  if (lost.length === 0) return null;
  const spans = spansOf(cells);
  const far = lost.filter((k) => spans[k].exponent && Math.abs(at[k]) * spans[k].size > 6);
  if (far.length === 0) return null;
  const nearer = at.slice();
  for (const k of far) nearer[k] = (4 * Math.sign(at[k])) / spans[k].size;
  return nearer;
}

/** What a search ends in that cannot begin: the start lies where no likelihood is. */
function nowhere(at: Float64Array): Maximum {
  const size = at.length;
  return {
    at,
    logLik: -Infinity,
    gradient: new Float64Array(size),
    information: new Float64Array(size * size),
    iterations: 0,
    converged: false,
    step: Infinity,
    unbounded: [],
    boundary: false
  };
}
