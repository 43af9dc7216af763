import type {Control} from "../inference/newton.js";
import {exp} from "../numeric/elementary.js";
import type {Design} from "../result/design.js";
import {fineGrayModel} from "./fineGrayModel.js";
import {fineGrayVariance} from "./fineGrayVariance.js";
import type {Excess} from "./linearExcessRisk.js";
import {type PartialFit, partialFit} from "./partialFit.js";
import {sandwich, scoreResiduals, sumByCluster} from "./scoreResiduals.js";
import {stratumWarnings} from "./stratumWarnings.js";

/** What a Fine–Gray regression is fitted to. */
export interface FineGrayData {
  /** Subjects are at risk after it; from the start when absent. */
  entry?: ArrayLike<number>;
  exit: ArrayLike<number>;
  /** 0 censored, 1 … k the kind of event. */
  cause: ArrayLike<number>;
  /** The kind whose incidence is modelled; 1 when absent. */
  of?: number;
  /** Case weights, > 0; censoring is not weighted. */
  weights?: ArrayLike<number>;
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
  /** What was fitted and how, for curves; left out of JSON. */
  readonly data: FineGrayData;
  readonly censoring: FineGrayOptions["censoring"];
}

/**
 * Fine and Gray's regression of the hazard of a cumulative incidence: a subject who has had a competing event stays
 * at risk with weight G(t−)/G(T−), G the Kaplan–Meier curve of censoring. The weighted risk sets are running sums
 * of the one partial likelihood, so no data set is expanded: cost n log n. Tied events as Breslow, as in crr.
 *
 * With late entry the weight is that times H(t−)/H(T−), H the probability of having entered. With late entry or case
 * weights the robust variance takes these weights as known, as that of coxph on finegray's data does.
 *
 * @param options intervals "wald" and "profile" (of the pseudo-likelihood) of a level.
 * @returns a fit with Fine and Gray's robust `vcov`, the inverse information in `naiveVcov`.
 * @throws RangeError as `checkFollowUp` and `truncation`; when no event is of the kind wanted, or a weight is 0.
 * Source: Fine and Gray (1999); Geskus (2011). Witness: R cmprsk crr and survival finegray, test/stats/survival/fineGray.test.ts.
 */
export function fineGray(given: FineGrayData, options: FineGrayOptions = {}): FineGrayFit {
  const {exit, cause, of = 1, strata, entry, weights} = given;
  const {model, censored, place, kinds} = fineGrayModel(given, options.censoring);
  const fit = partialFit(model, {
    interval: options.interval,
    control: options.control,
    name: "fine-gray",
    n: exit.length,
    warnings: stratumWarnings({event: Uint8Array.from(cause, (c) => Number(c === of)), strata}),
    stratified: strata !== undefined,
    firth: false,
    variance: (naive) =>
      entry || weights
        ? sandwich(
            sumByCluster(scoreResiduals(model), model.risk.terms.length, model.weight, undefined),
            naive,
            model.risk.terms.length
          )
        : fineGrayVariance(model, censored, place, kinds, naive)
  });
  const {sets, sums, risk} = model;
  const theta = Float64Array.from(fit.parameters, ({estimate}) => (Number.isFinite(estimate) ? estimate : 0));
  model.evaluate(theta);
  const centre = exp(-risk.centre.reduce((sum, value, k) => sum + value * theta[k], 0));
  const baseline = censored.map((_, stratum) => {
    let hazard = 0;
    const cumHaz = sums.hazard
      .slice(sets.ptr[stratum], sets.ptr[stratum + 1])
      .map((step) => (hazard += step) * centre);
    return {stratum, time: sets.time.slice(sets.ptr[stratum], sets.ptr[stratum + 1]), cumHaz};
  });
  const whole = {...fit, baseline};
  for (const [name, value] of Object.entries({data: given, censoring: options.censoring}))
    Object.defineProperty(whole, name, {value, enumerable: false});
  return Object.freeze(whole) as FineGrayFit;
}
