import type {Maximum} from "../inference/newton.js";
import {profileBound} from "../inference/profileBound.js";
import {chiSquareQuantile} from "../numeric/chiSquare.js";
import type {ProfileInterval} from "../result/fit.js";
import {highestBetween} from "./highestBetween.js";

/** A threshold among the parameters: its position and the distinct doses that it divides, ascending from 0. */
export interface ThresholdParameter {
  index: number;
  distinct: Float64Array;
}

/** A threshold at a position among the parameters, of a dose. */
export function thresholdOf(index: number, dose: Float64Array): ThresholdParameter {
  return {index, distinct: Float64Array.from(new Set([0, ...dose])).sort()};
}

/** Brings all parameters but those held to their best, to a tolerance of its own where one is given. */
export type Maximise = (start: Float64Array, held: readonly number[], tolerance?: number) => Maximum;

/** 0, up to `looks` of the distinct doses evenly by rank, and the middle between each and the next. */
function candidates({distinct}: ThresholdParameter, looks: number): number[] {
  const step = Math.max(1, (distinct.length - 1) / looks);
  const count = Math.min(looks, distinct.length - 1);
  const chosen = Array.from({length: count}, (_, k) => distinct[Math.floor(k * step)]);
  chosen.push(distinct[distinct.length - 1]);
  return chosen.slice(0, -1).flatMap((tau, k) => [tau, (tau + chosen[k + 1]) / 2]);
}

/** How high the likelihood comes at each τ that was looked at, some parameters being held. */
export interface KnownHeights {
  held: readonly number[];
  values: readonly number[];
  /** By τ; only of those that settled. */
  heights: Map<number, number>;
}

/**
 * The maximum over a threshold τ too. The likelihood is continuous in τ but bends at every dose and may have
 * several maxima: it is looked at over all doses (`looks` of them at most, and between them), then narrowed around
 * the best by Brent's search, and where that ends between two doses, finished by Newton's method. What is looked
 * at need not settle.
 * @param known of an earlier search that held fewer parameters, at the same values: with more of them held no τ comes
 * higher, so that those which lie below what was found already need no look. Filled in by the search it is of.
 */
export function maximiseOverThreshold(
  threshold: ThresholdParameter,
  looks: number,
  start: Float64Array,
  held: readonly number[],
  maximise: Maximise,
  known?: KnownHeights
): Maximum {
  const {index, distinct} = threshold;
  let last = start;
  const at = (tau: number): Maximum => {
    const theta = last.slice();
    theta[index] = tau;
    const found = maximise(theta, [...held, index]);
    if (found.converged) last = found.at;
    return found;
  };
  const points = candidates(threshold, looks);
  const found: Maximum[] = [];
  const ceiling = (k: number) => known?.heights.get(points[k]) ?? Infinity;
  let where = -1;
  for (const k of Array.from(points.keys()).sort((a, b) => ceiling(b) - ceiling(a) || a - b)) {
    // What rounding and a search's tolerance leave uncertain is far less.
    if (where >= 0 && ceiling(k) < found[where].logLik - 1e-6) break;
    found[k] = at(points[k]);
    const {logLik} = found[k];
    if (Number.isFinite(logLik) && (where < 0 || logLik > found[where].logLik)) where = k;
  }
  if (where < 0) return found[0];
  if (known && known.heights.size === 0 && known.held.length === held.length)
    for (const [k, {converged, logLik}] of found.entries())
      if (converged) known.heights.set(points[k], logLik);
  let best = found[where];
  const better = (other: Maximum) => {
    if (other.logLik > best.logLik) best = other;
  };
  const top = points[points.length - 1];
  // Between doses that were looked at there may be a higher top beside one nearly as high.
  const near = Array.from(points.keys())
    .filter((k) => found[k] && found[where].logLik - found[k].logLik < 0.5)
    .sort((a, b) => found[b].logLik - found[a].logLik)
    .slice(0, 4);
  for (const k of near) {
    last = found[k].at;
    const low = points[Math.max(0, k - 1)];
    const high = points[k + 1] ?? top;
    better(highestBetween(at, {x: points[k], point: found[k]}, [low, high], 5e-8 * top));
  }
  // At a dose exactly, or between two.
  const corner = distinct.find((d) => Math.abs(d - best.at[index]) <= 1e-6 * top);
  if (corner !== undefined) better(at(corner));
  else {
    const finished = maximise(best.at, held);
    if (finished.converged && finished.at[index] >= 0) better(finished);
  }
  return best;
}

/**
 * The profile-likelihood interval of a threshold: from the first to the last τ that the likelihood does not
 * rule out, which may leave out some between. Below it ends at 0, above at the largest dose, as `boundary`.
 */
export function thresholdInterval(
  threshold: ThresholdParameter,
  maximum: Maximum,
  held: readonly number[],
  level: number,
  maximise: Maximise
): ProfileInterval {
  const root = Math.sqrt(chiSquareQuantile(level, 1));
  const {index, distinct} = threshold;
  const top = distinct[distinct.length - 1];
  const profile = (tau: number) => {
    const theta = maximum.at.slice();
    theta[index] = tau;
    const found = maximise(theta, [...held, index]);
    return found.converged ? found.logLik : NaN;
  };
  const estimate = maximum.at[index];
  const inside = (tau: number) => 2 * (maximum.logLik - profile(tau)) < root * root;
  const points = candidates(threshold, 48);
  const side = (direction: -1 | 1) => {
    const beyond = points.filter((tau) => direction * (tau - estimate) > 0);
    if (direction < 0) beyond.reverse();
    const last = beyond.findLastIndex(inside);
    const from = last < 0 ? estimate : beyond[last];
    const next = beyond[last + 1];
    const limit = direction < 0 ? 0 : top;
    if (from === limit) return {value: limit, status: "boundary" as const};
    return profileBound({
      estimate: from,
      logLik: maximum.logLik,
      step: Math.abs((next ?? limit) - from),
      root,
      direction,
      limit,
      profile
    });
  };
  const lower = side(-1);
  const upper = side(1);
  return {lower: lower.value, upper: upper.value, status: {lower: lower.status, upper: upper.status}};
}
