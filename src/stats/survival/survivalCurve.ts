import {exp} from "../numeric/elementary.js";
import {areFractional} from "./areFractional.js";
import {checkFollowUp, type FollowUp} from "./followUp.js";
import {influenceVariance} from "./influenceVariance.js";
import {type IntervalType, probabilityInterval} from "./probabilityInterval.js";
import {riskTable} from "./riskTable.js";
import {rowsOfGroups} from "./rowsOfGroups.js";
import {timeTolerance} from "./timeTolerance.js";

/** One group's curve, a row at each distinct time of exit. Columns are named as R's `survfit` names them. */
export interface SurvivalCurve {
  time: Float64Array;
  nRisk: Float64Array;
  nEvent: Float64Array;
  nCensor: Float64Array;
  surv: Float64Array;
  cumHaz: Float64Array;
  /** Standard error of `surv`. */
  se: Float64Array;
  /** Standard error of `cumHaz`. */
  seCumHaz: Float64Array;
  /** Pointwise bounds of `surv`. */
  lower: Float64Array;
  upper: Float64Array;
}

/** How the bounds of a curve are made, and its ties. */
export interface CurveOptions {
  interval?: IntervalType;
  level?: number;
  /** Nelson–Aalen's d/n, or Fleming and Harrington's 1/n + 1/(n − 1) + … that takes ties one by one. */
  ties?: "nelson-aalen" | "fleming-harrington";
}

/** The part that differs between estimators: the survival from the two running sums. */
export interface CurveEstimator {
  /** Factor of the survival at a time with d events among n at risk whose hazard step is h. */
  factor: (d: number, n: number, h: number) => number;
  /** Step of the variance of the log of the survival; `v` is the step of the cumulative hazard's. */
  variance: (d: number, n: number, v: number) => number;
}

/**
 * The one loop under Kaplan–Meier and Nelson–Aalen: for each group the risk table, the cumulative hazard with
 * its variance, and the survival that the estimator makes of them. Weights that are not whole numbers are not
 * counts: the standard error of the survival is then the infinitesimal jackknife's (Kaplan–Meier only).
 * @throws RangeError as `checkFollowUp`; when non-integer weights are given to another estimator.
 */
export function survivalCurves(
  data: FollowUp & {group?: ArrayLike<number>},
  estimator: CurveEstimator,
  {interval = "log", level = 0.95, ties = "nelson-aalen"}: CurveOptions
): SurvivalCurve[] {
  checkFollowUp(data);
  const {entry, exit, event, weights, group} = data;
  const groups = rowsOfGroups(group, exit.length);
  const fractional = areFractional(weights);
  const tolerance = timeTolerance(entry, exit);
  return Array.from({length: groups.size}, (_, g) => {
    const rows = groups.rows.subarray(groups.ptr[g], groups.ptr[g + 1]);
    const table = riskTable(entry, exit, event, weights, rows, 1, tolerance);
    const {time, nRisk, nCensor} = table;
    const nEvent = table.nEvent[0];
    const size = time.length;
    const surv = new Float64Array(size);
    const before = new Float64Array(size);
    const cumHaz = new Float64Array(size);
    const se = new Float64Array(size);
    const seCumHaz = new Float64Array(size);
    let s = 1;
    let hazard = 0;
    let hazardVariance = 0;
    let logVariance = 0;
    for (let k = 0; k < size; ++k) {
      before[k] = s;
      const d = nEvent[k];
      const n = nRisk[k];
      if (d > 0) {
        const step = ties === "nelson-aalen" ? {h: d / n, v: d / (n * n)} : oneByOne(d, n);
        hazard += step.h;
        hazardVariance += step.v;
        s *= estimator.factor(d, n, step.h);
        logVariance += estimator.variance(d, n, step.v);
      }
      surv[k] = s;
      cumHaz[k] = hazard;
      se[k] = s === 0 ? NaN : s * Math.sqrt(logVariance);
      seCumHaz[k] = Math.sqrt(hazardVariance);
    }
    if (fractional) {
      const influence = {
        table,
        events: nEvent,
        own: nEvent,
        isEvent: (i: number) => event[rows[i]] === 1,
        isOwn: (i: number) => event[rows[i]] === 1,
        weight: (i: number) => weights![rows[i]]
      };
      const ofSurv = influenceVariance({
        ...influence,
        before,
        incidence: surv.map((value) => 1 - value)
      }).logFree;
      // With survival held at 1 an incidence is the cumulative hazard.
      const ofHazard = influenceVariance({
        ...influence,
        before: new Float64Array(size).fill(1),
        incidence: new Float64Array(size)
      }).incidence;
      for (let k = 0; k < size; ++k) {
        se[k] = surv[k] * Math.sqrt(ofSurv[k]);
        seCumHaz[k] = Math.sqrt(ofHazard[k]);
      }
    }
    return Object.freeze({
      time,
      nRisk,
      nEvent,
      nCensor,
      surv,
      cumHaz,
      se,
      seCumHaz,
      ...probabilityInterval(surv, se, interval, level)
    });
  });
}

function oneByOne(d: number, n: number): {h: number; v: number} {
  const step = {h: 0, v: 0};
  for (let j = 0; j < d; ++j) {
    step.h += 1 / (n - j);
    step.v += 1 / ((n - j) * (n - j));
  }
  return step;
}

/** Survival 1 at first, times 1 − d/n at each event time, with Greenwood's variance. */
export const productLimit: CurveEstimator = {
  // Where all have the event, sums of fractional weights must not leave a remnant of rounding.
  factor: (d, n) => (n - d > 1e-12 * n ? (n - d) / n : 0),
  variance: (d, n) => d / (n * (n - d))
};

/** Survival exp(−cumulative hazard), with the variance of the latter. */
export const exponentialOfHazard: CurveEstimator = {
  factor: (_d, _n, h) => exp(-h),
  variance: (_d, _n, v) => v
};
