import type {Maximum} from "../inference/newton.js";
import {profileInterval} from "../inference/profileInterval.js";
import type {ProfileInterval} from "../result/fit.js";
import {extremesOf} from "./extremesOf.js";
import type {Model} from "./maximiseModel.js";
import {type Span, spansOf} from "./spansOf.js";
import {thresholdInterval} from "./thresholdSearch.js";
import {withUnbounded} from "./unboundedParameters.js";
import {variance} from "./variance.js";

/** Profile intervals of all parameters but those left out, about a maximum that no profile rises above. */
export interface ModelProfile {
  maximum: Maximum;
  intervals: (ProfileInterval | undefined)[];
  /** Terms whose profile still rises above the maximum. */
  above: readonly string[];
}

/** Maxima that are tried before one is taken for what it is. */
const restarts = 5;

/**
 * Takes the profile of each parameter in turn; a point that lies higher than the maximum begins the fit anew, and
 * the profiles with it.
 */
export function profileModel(model: Model, found: Maximum, level: number): ModelProfile {
  let maximum = found;
  const spans = spansOf(model.cells);
  for (let again = 0; ; ++again) {
    const {vcov, dependent} = variance(model, maximum);
    const held = [...model.aliased, ...dependent];
    const doubts = doubtsOf(model, maximum, vcov, held);
    // What modifies an excess of exactly 0 has no profile of its own, but a part in those of others.
    // So has a threshold below all doses of the exposed, which a higher one may fit as well.
    const idle = dependent.filter(
      (k) =>
        (maximum.corners && model.cells.parts.modifiers.includes(k)) ||
        model.thresholds.some(({index}) => index === k)
    );
    const intervals: (ProfileInterval | undefined)[] = [];
    const above: string[] = [];
    let higher: Float64Array | undefined;
    for (const [k, term] of model.cells.names.entries()) {
      if (held.includes(k)) continue;
      const own = ownModel(
        model,
        maximum,
        held.filter((l) => !idle.includes(l)),
        k
      );
      const tau = own.model.thresholds.find(({index}) => index === own.index);
      if (tau) {
        intervals[k] = thresholdInterval(tau, own.maximum, own.held, level, own.model.maximise);
        continue;
      }
      const {interval, better} = profileInterval(own.model.likelihood.evaluate, own.maximum, own.index, {
        ...own.model.search,
        held: own.held,
        level,
        se: maximum.corners?.includes(k)
          ? 0.1 / spans[k].size
          : Math.sqrt(vcov[k * model.likelihood.size + k]),
        limits:
          k < model.cells.excessSize && spans[k].exponent
            ? withinPowers(spans[k])
            : limitsOf(own.model, own.index),
        singular: isSingular(own.model, own.index),
        modifiers: [...own.model.cells.parts.bends, ...own.model.cells.parts.modifiers],
        doubts: doubts.map((point) => Float64Array.from(own.parameters, (l) => point[l])),
        turning: own.model.cells.terms.flatMap(({beta, delta}) => (beta.includes(own.index) ? delta : [])),
        maximise: own.model.maximise
      });
      intervals[k] = withoutOverflow(interval, spans[k]);
      if (!better) continue;
      above.push(term);
      higher = maximum.at.slice();
      for (const [j, l] of own.parameters.entries()) higher[l] = better[j];
      if (again < restarts) break;
    }
    const next = higher && again < restarts ? model.maximise(higher, model.aliased) : undefined;
    if (!next?.converged || next.logLik <= maximum.logLik) return {maximum, intervals, above};
    maximum = {...withUnbounded(model, next), iterations: maximum.iterations + next.iterations};
  }
}

/**
 * Points from which profile bounds are put in doubt, where exponents of an excess are known to no better than a factor
 * of e, or where the maximum lies on a boundary, whose curvature says nothing of them: all of these at 0, the slopes a
 * little above 0 and a little below.
 */
function doubtsOf(
  {cells, aliased}: Model,
  {at, unbounded, boundary}: Maximum,
  vcov: Float64Array,
  held: readonly number[]
): Float64Array[] {
  // Over long tables with many parameters searches from afar take minutes, and modes apart from the maximum are rare.
  if (cells.cases.length * at.length > 2e5) return [];
  const {slopes, bends, modifiers} = cells.parts;
  const spans = spansOf(cells);
  const all = [...bends, ...modifiers].filter((k) => spans[k].exponent && !aliased.includes(k));
  const weak = all.some(
    (k) =>
      boundary ||
      unbounded.includes(k) ||
      held.includes(k) ||
      !(Math.sqrt(vcov[k * at.length + k]) * spans[k].size < 1)
  );
  if (!weak) return [];
  const none = at.map((value, k) => (all.includes(k) ? 0 : value));
  const aside = (sign: number) =>
    none.map((value, k) => (slopes.includes(k) && !held.includes(k) ? (sign * 0.3) / spans[k].size : value));
  return [none, aside(1), aside(-1)];
}

/** The model that a profile is walked in: of those that the whole comes apart into the one with parameter k. */
function ownModel(model: Model, maximum: Maximum, held: readonly number[], k: number) {
  const own = model.apart.find(({parameters}) => parameters.includes(k));
  if (!own) return {model, maximum, held, index: k, parameters: maximum.at.map((_, l) => l)};
  const place = (positions: readonly number[]) =>
    positions.filter((l) => own.parameters.includes(l)).map((l) => own.parameters.indexOf(l));
  const at = Float64Array.from(own.parameters, (l) => maximum.at[l]);
  const part: Maximum = {
    ...maximum,
    ...own.model.likelihood.evaluate(at)!,
    at,
    unbounded: place(maximum.unbounded),
    ...(maximum.corners && {corners: place(maximum.corners)})
  };
  return {
    model: own.model,
    maximum: part,
    held: place(held),
    index: place([k])[0],
    parameters: own.parameters
  };
}

/**
 * How far a modifier is followed: to where it changes the excess e¹⁰⁰-fold. What the likelihood loses beyond, as the
 * excess shrinks to ever fewer cells, bounds nothing that anybody would believe.
 */
function withinPowers({size}: Span): readonly [number, number] {
  return [-100 / size, 100 / size];
}

/** Ends of an exponent at which rates overflow, or all but vanish, are no bounds: the likelihood levels off there. */
function withoutOverflow(interval: ProfileInterval, span: Span): ProfileInterval {
  const {lower, upper, status} = interval;
  const {size, exponent} = span;
  const over = (bound: number, side: "lower" | "upper") =>
    exponent && status[side] === "boundary" && Math.abs(bound) * size > 35;
  const [below, above] = [over(lower, "lower"), over(upper, "upper")];
  return {
    lower: below ? -Infinity : lower,
    upper: above ? Infinity : upper,
    status: {
      lower: below ? "not determined" : status.lower,
      upper: above ? "not determined" : status.upper
    }
  };
}

/** Whether modifiers, or bends of its own shape, mean nothing where slope k is 0. */
function isSingular({cells}: Model, k: number): boolean {
  return cells.terms.some(
    ({beta, gamma, delta, threshold}) => beta.includes(k) && (gamma.length + delta.length > 0 || threshold)
  );
}

/** Where fitted rates stop being positive, for the one slope of a model with a background that it does not move. */
export function limitsOf({cells}: Model, k: number): readonly [number, number] {
  const {kind, parts, terms, excessSize, tau, profiled, loglinear, weight, pyr} = cells;
  if (k === tau) return [0, Infinity];
  const free = [-Infinity, Infinity] as const;
  if (excessSize !== 1 || parts.slopes[0] !== k) return free;
  const [basis] = terms[0].basis;
  if (kind === "relative") {
    const [least, most] = extremesOf(basis);
    return [most > 0 ? -1 / most : -Infinity, least < 0 ? -1 / least : Infinity];
  }
  if (profiled || loglinear.length > 0) return free;
  // Of B + β d with B given, the cell whose rate vanishes first.
  let most = 0;
  for (let i = 0; i < basis.length; ++i) most = Math.max(most, (pyr[i] * basis[i]) / weight[i]);
  return [most > 0 ? -1 / most : -Infinity, Infinity];
}
