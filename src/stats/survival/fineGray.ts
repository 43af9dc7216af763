import type {Control} from "../inference/newton.js";
import {exp} from "../numeric/elementary.js";
import type {Design} from "../result/design.js";
import {arrangeRows, gather} from "./arrangeRows.js";
import {type Censoring, censoring} from "./censoring.js";
import {exponentialRisk} from "./exponentialRisk.js";
import {fineGrayVariance} from "./fineGrayVariance.js";
import {checkFollowUp} from "./followUp.js";
import {type Excess, linearExcessRisk} from "./linearExcessRisk.js";
import {type PartialFit, partialFit} from "./partialFit.js";
import {partialLikelihood} from "./partialLikelihood.js";
import {type RiskSets, riskSets} from "./riskSets.js";
import {breslow} from "./ties.js";

/** What a Fine–Gray regression is fitted to. */
export interface FineGrayData {
  exit: ArrayLike<number>;
  /** 0 censored, 1 … k the kind of event. */
  cause: ArrayLike<number>;
  /** The kind whose incidence is modelled; 1 when absent. */
  of?: number;
  loglinear?: Design;
  excess?: Excess;
  /** Each stratum has its own baseline, and its own censoring. */
  strata?: ArrayLike<number>;
}

/** How a Fine–Gray regression is fitted. */
export interface FineGrayOptions {
  interval?: {level?: number; methods?: readonly ("wald" | "profile")[]};
  control?: Control;
  /**
   * Who is at risk of a censoring at a time at which others have an event: all of them ("with-events", as
   * cmprsk's crr; the default) or only those without ("after-events", as survival's finegray).
   */
  censoring?: "with-events" | "after-events";
}

/** A fitted Fine–Gray regression with its baseline. */
export interface FineGrayFit extends PartialFit {
  /** Baseline of each stratum, at the value 0 of every term: cumulative subdistribution hazard at each event time. */
  baseline: {stratum: number; time: Float64Array; cumHaz: Float64Array}[];
}

/**
 * Fine and Gray's regression of the hazard of a cumulative incidence: a subject who has had a competing event stays
 * at risk with weight G(t−)/G(T−), G the Kaplan–Meier curve of censoring. The weighted risk sets are running sums
 * of the one partial likelihood, so no data set is expanded: cost n log n. Tied events as Breslow, as in crr.
 *
 * @param options intervals "wald" and "profile" (of the pseudo-likelihood) of a level.
 * @returns a fit with Fine and Gray's robust `vcov`, the inverse information in `naiveVcov`.
 * @throws RangeError as `checkFollowUp`; when no event is of the kind wanted.
 * Source: Fine and Gray (1999). Witness: R cmprsk crr and survival finegray, test/stats/survival/fineGray.test.ts.
 */
export function fineGray(
  {exit, cause, of = 1, loglinear, excess, strata}: FineGrayData,
  options: FineGrayOptions = {}
): FineGrayFit {
  const n = exit.length;
  checkFollowUp({exit, event: Uint8Array.from(cause, (c) => (c > 0 ? 1 : 0))});
  const event = Uint8Array.from(cause, (c) => Number(c === of));
  if (!event.includes(1)) throw new RangeError(`cause must hold an event of kind ${of}; got none`);
  // Of the kinds only the one wanted matters; the others compete alike.
  const kinds = Uint8Array.from(cause, (c) => (c === 0 ? 0 : c === of ? 1 : 2));
  const {order, sets} = arrangeRows(riskSets(undefined, exit, event, strata), true);
  const kindOf = gather(kinds, order);
  const censored = censoring(
    gather(exit, order),
    kindOf,
    strata && gather(strata, order),
    2,
    options.censoring === "after-events"
  );
  const {place, lingering} = linger(sets, censored, kindOf, n);
  const background = exponentialRisk(loglinear ?? {names: [], columns: []}, n, undefined, order);
  const risk = excess ? linearExcessRisk(excess, background, n, order) : background;
  const model = partialLikelihood({...sets, lingering}, risk, breslow);
  const fit = partialFit(model, {
    interval: options.interval,
    control: options.control,
    name: "fine-gray",
    n,
    warnings: [],
    stratified: strata !== undefined,
    firth: false,
    variance: (naive) => fineGrayVariance(model, censored, place, kindOf, naive)
  });
  const theta = Float64Array.from(fit.parameters, ({estimate}) => (Number.isFinite(estimate) ? estimate : 0));
  model.evaluate(theta);
  const centre = exp(-risk.centre.reduce((sum, value, k) => sum + value * theta[k], 0));
  const baseline = censored.map((_, stratum) => {
    let hazard = 0;
    const cumHaz = model.sums.hazard
      .slice(sets.ptr[stratum], sets.ptr[stratum + 1])
      .map((step) => (hazard += step) * centre);
    return {stratum, time: sets.time.slice(sets.ptr[stratum], sets.ptr[stratum + 1]), cumHaz};
  });
  return Object.freeze({...fit, baseline});
}

/** The weights with which competing events linger, and the row of each event time in its stratum's table. */
function linger(sets: RiskSets, strata: readonly Censoring[], kinds: ArrayLike<number>, n: number) {
  const scale = new Float64Array(sets.time.length);
  const place = new Int32Array(sets.time.length);
  const weight = new Float64Array(n);
  const until = new Int32Array(n);
  strata.forEach(({rows, table, before}, s) => {
    rows.forEach((i, m) => {
      const j = table.exitAt[m];
      until[i] = sets.ptr[s + 1];
      if (kinds[i] === 2) weight[i] = 1 / before[j];
      else if (kinds[i] === 1) {
        place[sets.to[i] - 1] = j;
        scale[sets.to[i] - 1] = before[j];
      }
    });
  });
  const rows = Int32Array.from(weight.keys()).filter((i) => weight[i] !== 0 && sets.to[i] < until[i]);
  return {place, lingering: {rows, scale, weight, until}};
}
