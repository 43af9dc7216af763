import {areFractional} from "./areFractional.js";
import {gather} from "./arrangeRows.js";
import {type CoxData, type CoxOptions, coxModel, coxWarnings} from "./coxModel.js";
import {firth} from "./firth.js";
import {type PartialFit, partialFit} from "./partialFit.js";
import {robustScoreTest} from "./robustScore.js";
import {sandwich, scoreResiduals, sumByCluster} from "./scoreResiduals.js";

export type {CoxData, CoxOptions} from "./coxModel.js";

/** A fitted Cox regression. */
export interface CoxFit extends PartialFit {
  /** What was fitted, for residuals, curves and tests; left out of JSON. */
  readonly data: CoxData;
}

/**
 * Cox's proportional hazards regression: the hazard of a subject in stratum s is
 * λₛ(t) · (1 + Σ βd·exp(γz)) · exp(xα + offset), by maximum partial likelihood.
 *
 * @param data rows at risk on (entry, exit]; see `CoxData`. Parameters are the doses, their modifiers, then the
 * log-linear terms. Nearly equal times count as tied (see `timeTolerance`); rows of weight 0 are left out.
 * @param options ties "efron" (default), "breslow", or "exact"; intervals "wald" and "profile" of a level.
 * @returns a `CoxFit`; a term that is constant or collinear with those before it has estimate NaN and a warning;
 * one along which the likelihood rises for ever has estimate ±Infinity and a warning.
 * @throws RangeError as `coxModel`.
 * Source: Cox (1972); Efron (1977); Breslow (1974). Witness: R survival coxph, test/stats/survival/coxph.test.ts.
 */
export function coxph(given: CoxData, options: CoxOptions = {}): CoxFit {
  const {ties = "efron", interval, control} = options;
  const model = coxModel(given, ties);
  const {data, risk, weight, order} = model;
  const robust = options.robust ?? (data.cluster !== undefined || areFractional(data.weights));
  if (robust && ties === "exact")
    throw new RangeError("ties must be efron or breslow for the robust variance; got exact");
  const p = risk.terms.length;
  const cluster = data.cluster && gather(data.cluster, order);
  const penalised = options.penalty === "firth";
  if (penalised && (data.excess || ties === "exact"))
    throw new RangeError(
      `penalty must be none with ${data.excess ? "a linear excess" : "exact ties"}; got firth`
    );
  const fit = partialFit(penalised ? firth(model) : model, {
    name: "cox",
    n: data.exit.length,
    warnings: coxWarnings(given),
    stratified: data.strata !== undefined,
    firth: !data.excess && ties !== "exact" && !penalised,
    interval,
    control,
    variance: robust
      ? (naive) => sandwich(sumByCluster(scoreResiduals(model), p, weight, cluster), naive, p)
      : undefined
  });
  if (robust && fit.tests.score) fit.tests.robustScore = robustScoreTest(model, cluster);
  Object.defineProperty(fit, "data", {value: data, enumerable: false});
  return Object.freeze(fit) as CoxFit;
}
