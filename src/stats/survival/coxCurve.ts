import {exp} from "../numeric/elementary.js";
import type {Design} from "../result/design.js";
import type {Fit} from "../result/fit.js";
import type {CoxFit} from "./coxph.js";
import {exponentialRisk} from "./exponentialRisk.js";
import {fittedModel} from "./fittedModel.js";
import {type Excess, linearExcessRisk} from "./linearExcessRisk.js";
import type {PartialLikelihood} from "./partialLikelihood.js";
import {type IntervalType, probabilityInterval} from "./probabilityInterval.js";
import {lastSlots} from "./slots.js";

/** The curve of one subject, or of the baseline, in one stratum: a row at each event time. */
export interface CoxCurve {
  stratum: number;
  time: Float64Array;
  /** Rows at risk, and (weighted) events. */
  nRisk: Float64Array;
  nEvent: Float64Array;
  cumHaz: Float64Array;
  seCumHaz: Float64Array;
  surv: Float64Array;
  /** Standard error of `surv`. */
  se: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
}

/** Subjects whose curves are wanted: the columns that the fit had, a row a subject. */
export interface CurveSubjects {
  loglinear?: Design;
  excess?: Excess;
  offset?: ArrayLike<number>;
  strata?: ArrayLike<number>;
}

/**
 * The predicted survival of subjects after a Cox regression, exp(−Λ₀(t)·r), with the variance of both the
 * baseline and the estimates: r²[Σ 1/z² + qᵀVq], q = ∫(ḡ − g) dΛ₀. The baseline takes ties as the fit did.
 *
 * @param subjects covariates; without them one curve a stratum, of a subject whose terms are all 0.
 * @param options `interval` "log" (default), "plain" or "log-log", of the survival; `level` 0.95.
 * @throws RangeError as `fittedModel`; when columns are not those of the fit.
 * Source: Therneau and Grambsch (2000), §10.2. Witness: R survfit of coxph, test/stats/survival/coxCurve.test.ts.
 */
export function coxCurve(
  fit: CoxFit,
  subjects?: CurveSubjects,
  {interval = "log" as IntervalType, level = 0.95} = {}
): CoxCurve[] {
  return predictedCurves(fittedModel(fit), fit, subjects, interval, level);
}

/** The curves of subjects, or of the baseline, from a fitted partial likelihood. @throws RangeError as `coxCurve`. */
export function predictedCurves(
  model: PartialLikelihood & {theta: Float64Array},
  fit: Fit,
  subjects: CurveSubjects | undefined,
  interval: IntervalType,
  level: number
): CoxCurve[] {
  const strata = model.sets.ptr.length - 1;
  if (!subjects) {
    const slopes = new Float64Array(fit.parameters.length);
    return Array.from({length: strata}, (_, s) => curve(model, fit, s, 0, slopes, interval, level));
  }
  const {risk: found, n} = risksOf(fit, subjects);
  const theta = model.theta;
  if (!found.update(theta))
    throw new RangeError("relative risks must be positive and finite; got one that is not");
  const p = found.terms.length;
  return Array.from({length: n}, (_, i) => {
    // Slopes and risks of the new columns are about their own centre: bring them back to zero.
    const slopes = Float64Array.from({length: p}, (_, k) => found.slopes[k][i] + found.centre[k]);
    let logRisk = found.logRiskOf(i) + found.shift;
    for (let k = 0; k < p; ++k) logRisk += found.centre[k] * theta[k];
    const stratum = subjects.strata?.[i] ?? 0;
    if (!(stratum < strata)) throw new RangeError(`strata must be < ${strata}; got ${stratum} in row ${i}`);
    return curve(model, fit, stratum, logRisk, slopes, interval, level);
  });
}

function risksOf(fit: Fit, {loglinear, excess, offset, strata}: CurveSubjects) {
  const n =
    loglinear?.columns[0]?.length ??
    (excess
      ? (excess.dose instanceof Float64Array ? excess.dose : excess.dose[0].values).length
      : undefined) ??
    strata?.length ??
    1;
  const background = exponentialRisk(loglinear ?? {names: [], columns: []}, n, offset);
  const risk = excess ? linearExcessRisk(excess, background, n) : background;
  const terms = fit.parameters.map(({term}) => term);
  if (risk.terms.join() !== terms.join())
    throw new RangeError(`terms must be ${terms.join(", ")}; got ${risk.terms.join(", ")}`);
  return {risk, n};
}

function curve(
  model: PartialLikelihood & {theta: Float64Array},
  fit: Fit,
  stratum: number,
  logRisk: number,
  slopes: Float64Array,
  interval: IntervalType,
  level: number
): CoxCurve {
  const {sets, sums, risk, weight, theta} = model;
  const p = slopes.length;
  const from = sets.ptr[stratum];
  const to = sets.ptr[stratum + 1];
  const size = to - from;
  let relative = logRisk - risk.shift;
  for (let k = 0; k < p; ++k) relative -= risk.centre[k] * theta[k];
  const factor = exp(relative);
  const column = () => new Float64Array(size);
  const result = {
    nRisk: column(),
    nEvent: column(),
    cumHaz: column(),
    seCumHaz: column(),
    surv: column(),
    se: column()
  };
  for (const slot of lastSlots(sets)) if (slot >= from && slot < to) ++result.nRisk[slot - from];
  for (const i of sets.lateRows)
    if (sets.from[i] > from && sets.from[i] <= to) --result.nRisk[sets.from[i] - 1 - from];
  for (let k = size - 2; k >= 0; --k) result.nRisk[k] += result.nRisk[k + 1];
  const vcov = fit.vcov;
  const q = new Float64Array(p);
  let hazard = 0;
  let variance = 0;
  for (let k = from; k < to; ++k) {
    for (let j = sets.deathPtr[k]; j < sets.deathPtr[k + 1]; ++j)
      result.nEvent[k - from] += weight ? weight[sets.deaths[j]] : 1;
    hazard += sums.hazard[k];
    variance += sums.second[k];
    let spread = 0;
    for (let l = 0; l < p; ++l) {
      const mean = sums.second[k] * sums.s1[l][k] - sums.secondF[k] * sums.d1[l][k];
      q[l] += mean - sums.hazard[k] * (slopes[l] - risk.centre[l]);
    }
    for (let l = 0; l < p; ++l) for (let m = 0; m < p; ++m) spread += q[l] * vcov[l][m] * q[m];
    const at = k - from;
    result.cumHaz[at] = factor * hazard;
    result.seCumHaz[at] = factor * Math.sqrt(variance + spread);
    result.surv[at] = exp(-result.cumHaz[at]);
    result.se[at] = result.surv[at] * result.seCumHaz[at];
  }
  return {
    stratum,
    time: sets.time.slice(from, to),
    ...result,
    ...probabilityInterval(result.surv, result.se, interval, level)
  };
}
