import {chiSquareQuantile} from "../numeric/chiSquare.js";
import {cholesky, solve} from "../numeric/cholesky.js";
import {log} from "../numeric/elementary.js";
import type {BoundStatus, ProfileInterval} from "../result/fit.js";
import {block} from "./curvature.js";
import {finite, type Maximum, newton, type Point, type Search} from "./newton.js";
import {profileBound} from "./profileBound.js";
import {restore} from "./region.js";

/** Distance in standard errors from which the last step to a point of the profile may be taken. */
const enough = 3e-4;

/** 1, 0.316, 0.1, 0.0316 … */
const shares = Array.from(
  {length: 17},
  (_, k) => (k % 2 === 0 ? 1 : Math.sqrt(0.1)) / Number(`1e${Math.floor(k / 2)}`)
);

/** What a profile interval may be told. */
export interface ProfileOptions extends Search {
  level: number;
  /** Standard error of the parameter: the first distance to try. */
  se: number;
  /** Ends of the parameter's feasible region, where they are known. */
  limits?: readonly [number, number];
  /**
   * Whether the other parameters lose their meaning where this one is 0, as modifiers of a slope do. The profile
   * there is that of the likelihood's supremum: as β falls to 0 its modifiers may grow without end and keep the
   * fit, so that the profile need not come near its value at 0. A profile that stays above the bound as β falls to
   * 0 and lies below it at 0 ends there, as `boundary`.
   */
  singular?: boolean;
  /** Those others: beyond 0 a search may also begin with all of them at 0. */
  modifiers?: readonly number[];
  /**
   * Points from which a bound is put in doubt, as where the likelihood may have several maxima over the others: one
   * that leads higher there, and the search goes on outwards from it.
   */
  doubts?: readonly Float64Array[];
  /** Those of them, δ of β(1 + δu), that with their sign turned keep the fit where this one goes through 0. */
  turning?: readonly number[];
  /** How the other parameters are brought to their best; `newton` by default. */
  maximise?: (start: Float64Array, held: readonly number[], tolerance: number) => Maximum;
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
  {
    level,
    se,
    limits = [-Infinity, Infinity],
    singular,
    modifiers = [],
    doubts = [],
    turning = [],
    maximise,
    ...search
  }: ProfileOptions
): Profiled {
  const {at: top, logLik} = maximum;
  const held = [...(search.held ?? []), index];
  const root = Math.sqrt(chiSquareQuantile(level, 1));
  const plausible = logLik - 10 * root * root;
  let better: Float64Array | undefined;
  let best = logLik + 1e-7;
  /** Where an estimate that ran to infinity had all but arrived: a half, a quarter … of where it stopped. */
  const nearer = (profile: (value: number) => number) => {
    let estimate = top[index];
    // Twelve orders at most: an estimate that even then is as good as 0 goes on from there.
    for (let k = 0, value = estimate / 2; k < 40; ++k, value /= 2) {
      if (!(2 * (logLik - profile(value)) < 0.01 * root)) break;
      estimate = value;
    }
    return {estimate, step: Math.abs(estimate) / 2};
  };
  const atBest = (start: Float64Array) =>
    maximise ? maximise(start, held, enough) : newton(evaluate, start, {...search, held, tolerance: enough});
  const side = (direction: -1 | 1) => {
    // Of the points that were met the next search begins from the nearest: from afar there may be no way back.
    let met: {at: Float64Array; information: Float64Array}[] = [maximum];
    // With the others at their best the profile has the slope of the likelihood itself.
    let slope = NaN;
    const profile = (value: number) => {
      if (held.length >= top.length) {
        const at = top.slice();
        at[index] = value;
        const point = finite(evaluate(at));
        slope = point?.gradient[index] ?? NaN;
        return point?.logLik ?? -Infinity;
      }
      slope = NaN;
      const last = met.reduce((a, b) =>
        Math.abs(b.at[index] - value) <= Math.abs(a.at[index] - value) ? b : a
      );
      const start = feasibleStart(
        evaluate,
        last,
        top,
        value,
        index,
        held,
        plausible,
        search,
        singular ? modifiers : undefined
      );
      if (!start) return -Infinity;
      const found = atBest(start);
      if (!found.converged) return NaN;
      if (found.logLik > best) {
        best = found.logLik;
        better = found.at;
      }
      met.push(found);
      slope = found.gradient[index];
      return found.logLik;
    };
    /** Whether one of the points in doubt leads above the profile at a bound: the next search begins from it. */
    const doubted = (value: number) => {
      const most = logLik - (root * root) / 2 + 1e-6;
      let highest: Maximum | undefined;
      for (const point of doubts) {
        const start = point.slice();
        start[index] = value;
        if (!finite(evaluate(start))) continue;
        const found = atBest(start);
        if (found.converged && found.logLik > (highest?.logLik ?? most)) highest = found;
      }
      if (highest) met = [highest];
      return highest !== undefined;
    };
    const runaway = maximum.unbounded.includes(index);
    if (runaway && direction === Math.sign(top[index])) return notDetermined(direction);
    const {estimate, step} = runaway ? nearer(profile) : {estimate: top[index], step: root * se};
    /** @param base from where a profile that has levelled off is told by its slope. */
    const walk = (from: number, step: number, limit: number, base = from) => {
      const reached = profileBound({
        estimate: from,
        logLik,
        step,
        root,
        direction,
        limit,
        profile,
        slope: () => slope,
        ...(runaway && {growth: 2})
      });
      // Where the profile has levelled off, rounding alone takes it across.
      const level = Math.abs(slope * (reached.value - base)) < 1e-6 * root * root;
      return reached.status === "ok" && level ? notDetermined(direction) : reached;
    };
    const bound = (from: number, step: number, limit: number) => {
      let there = walk(from, step, limit);
      for (let k = 0; k < 3 && there.status === "ok" && doubted(there.value); ++k)
        there = walk(there.value, Math.abs(there.value - from) / 4, limit, from);
      return there;
    };
    const limit = limits[direction < 0 ? 0 : 1];
    if (!singular || Math.sign(estimate) !== -direction) return bound(estimate, step, limit);
    const straight = bound(estimate, step, 0);
    if (straight.status === "ok" && Math.abs(straight.value) > 0.05 * Math.abs(estimate)) return straight;
    // Down to 0 by steps that the modifiers can follow.
    met = [maximum];
    const fallen = (value: number) => Math.sqrt(Math.max(0, 2 * (logLik - profile(value))));
    let inside = estimate;
    for (let k = 1; k <= 16; ++k) {
      const value = estimate * shares[k];
      if (!(fallen(value) < root)) return bound(inside, Math.abs(inside - value), 0);
      inside = value;
    }
    const last = met[met.length - 1];
    if (turning.length > 0) {
      const turned = last.at.map((own, k) => (k === index || turning.includes(k) ? -own : own));
      const beyond = finite(evaluate(turned));
      met = beyond ? [{...beyond, at: turned}] : met;
      if (beyond && fallen(turned[index]) < root) return bound(turned[index], step, limit);
    }
    const none = last.at.slice();
    none[index] = 0;
    met = [{...last, at: none}];
    return fallen(0) < root ? bound(0, step, limit) : {value: 0, status: "boundary" as const};
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

function notDetermined(direction: -1 | 1): {value: number; status: BoundStatus} {
  return {value: direction * Infinity, status: "not determined"};
}

/**
 * The last point moved along the tangent of the profile; moved straight; or the maximum moved: the first
 * that is at all likely, or else the likeliest; or a point restored to the region.
 */
function feasibleStart(
  evaluate: (at: Float64Array) => Point | null,
  last: {at: Float64Array; information: Float64Array},
  top: Float64Array,
  value: number,
  index: number,
  held: readonly number[],
  plausible: number,
  {region, expected}: Search,
  modifiers?: readonly number[]
): Float64Array | null {
  const size = top.length;
  const free = Array.from(top, (_, k) => k).filter((k) => !held.includes(k));
  const straight = last.at.slice();
  straight[index] = value;
  let {information} = last;
  let factored = cholesky(block(information, size, free), free.length);
  const other = factored.dependent.length > 0 ? expected?.(last.at) : undefined;
  if (other?.every(Number.isFinite)) {
    information = other;
    factored = cholesky(block(information, size, free), free.length);
  }
  const tangent = solve(
    factored,
    free.map((k) => information[k * size + index])
  );
  // Modifiers follow a slope by its logarithm: β exp(γ) keeps its value.
  const ratio = value / last.at[index];
  const change = modifiers && ratio > 0 ? last.at[index] * log(ratio) : value - last.at[index];
  const moved = straight.slice();
  for (const [j, k] of free.entries()) moved[k] -= tangent[j] * change;
  const fromTop = top.slice();
  fromTop[index] = value;
  let best: Float64Array | null = null;
  let most = -Infinity;
  const unmodified = modifiers ? [straight.map((own, k) => (modifiers.includes(k) ? 0 : own))] : [];
  for (const start of [moved, straight, fromTop, ...unmodified]) {
    const there = finite(evaluate(start))?.logLik ?? -Infinity;
    if (there > plausible && !modifiers) return start;
    if (there > most) {
      most = there;
      best = start;
    }
  }
  if (best) return best;
  const restored = region ? restore(straight, factored, free, region) : null;
  return restored && finite(evaluate(restored)) ? restored : null;
}
