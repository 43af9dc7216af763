import {type CurveSubjects, predictedCurves} from "./coxCurve.js";
import type {FineGrayFit} from "./fineGray.js";
import {fineGrayModel} from "./fineGrayModel.js";
import type {IntervalType} from "./probabilityInterval.js";

/** The predicted cumulative incidence of one subject, or at the value 0 of every term, in one stratum. */
export interface FineGrayCurve {
  stratum: number;
  /** Times of the event wanted. */
  time: Float64Array;
  incidence: Float64Array;
  /** Standard error and pointwise bounds of `incidence`. */
  se: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  /** Cumulative subdistribution hazard. */
  cumHaz: Float64Array;
}

/**
 * The predicted cumulative incidence of subjects after a Fine–Gray regression, 1 − exp(−Λ₀(t)·r), with the variance
 * of both the baseline and the estimates, as `coxCurve`; weights for censoring count as known.
 *
 * @param subjects covariates; without them one curve a stratum, of a subject whose terms are all 0.
 * @param options `interval` "log" (default), "plain" or "log-log", of 1 − incidence; `level` 0.95.
 * @throws TypeError when the fit has no data, as after a passage through JSON. @throws RangeError when an estimate is
 * infinite, or columns are not those of the fit.
 * Source: Fine and Gray (1999), §5. Witness: R survfit of coxph on finegray's data, test/stats/survival/fineGray.test.ts.
 */
export function fineGrayCurve(
  fit: FineGrayFit,
  subjects?: CurveSubjects,
  {interval = "log" as IntervalType, level = 0.95} = {}
): FineGrayCurve[] {
  if (!fit.data) throw new TypeError("fit must come from fineGray with its data; got one without");
  const endless = fit.parameters.find(({estimate}) => Math.abs(estimate) === Infinity);
  if (endless) throw new RangeError(`estimates must be finite; got ${endless.estimate} for ${endless.term}`);
  const {model} = fineGrayModel(fit.data, fit.censoring);
  const theta = Float64Array.from(fit.parameters, ({estimate}) => (Number.isNaN(estimate) ? 0 : estimate));
  model.evaluate(theta);
  return predictedCurves({...model, theta}, fit, subjects, interval, level).map(
    ({stratum, time, surv, se, lower, upper, cumHaz}) => ({
      stratum,
      time,
      incidence: surv.map((value) => 1 - value),
      se,
      lower: upper.map((value) => 1 - value),
      upper: lower.map((value) => 1 - value),
      cumHaz
    })
  );
}
