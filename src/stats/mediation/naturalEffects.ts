import {waldInterval, waldTest} from "../inference/wald.js";
import {exp} from "../numeric/elementary.js";
import type {Parameter} from "../result/fit.js";
import {deltaSe, type MediationModels, mediationParameters} from "./mediationModels.js";

/** Natural effects, in the outcome's unit or as log odds ratios. */
export interface NaturalEffects {
  /** `natural direct`, `natural indirect`, `total` and `proportion mediated`, with delta-method errors. */
  effects: Parameter[];
  outcomeScale: "linear" | "logistic";
  level: number;
  warnings: string[];
}

/**
 * Natural direct and indirect effects of an exposure changed from x* to x, through a continuous mediator M with
 * E(M) = α₀ + α₁x + α₂c and residual variance s², and an outcome with linear predictor
 * β₀ + β₁x + β₂m + β₃xm + β₄c:
 *
 *   linear    NDE = (β₁ + β₃μ*)(x − x*)                                     NIE = (β₂ + β₃x)α₁(x − x*)
 *   logistic  NDE = (β₁ + β₃(μ* + β₂s²))(x − x*) + ½β₃²s²(x² − x*²)         NIE as above, both log odds ratios
 *   μ* = α₀ + α₁x* + α₂c
 *
 * The total is their sum; the share mediated is NIE/total, for odds ratios
 * exp(NDE)(exp(NIE) − 1)/(exp(total) − 1). They are causal effects only if no unmeasured variable confounds
 * exposure, mediator and outcome, and none that the exposure changes confounds mediator and outcome. The
 * logistic forms hold for a rare outcome (below about 10 %).
 * @throws RangeError as `mediationParameters`, or when a logistic model has an interaction but no residual variance.
 * Source: VanderWeele and Vansteelandt (2009), Stat Interface 2:457 and (2010), Am J Epidemiol 172:1339.
 * Witness: R lm, glm and numDeriv, test/stats/mediation/naturalEffects.test.ts.
 */
export function naturalEffects(models: MediationModels, level = 0.95): NaturalEffects {
  const {outcomeScale, from, to} = models;
  const {theta, covariance, at, mean} = mediationParameters(models);
  const size = theta.length;
  const logistic = outcomeScale === "logistic";
  if (logistic && models.interaction !== undefined && !models.residual)
    throw new RangeError("residual must be given for a logistic outcome with interaction; got none");
  const change = to - from;
  const squares = to * to - from * from;
  const a = theta[at.exposureOnMediator];
  const b = theta[at.mediator];
  const product = at.interaction < 0 ? 0 : theta[at.interaction];
  const variance = logistic ? theta[at.variance] : 0;
  let reference = a * from;
  for (let k = 0; k < size; ++k) reference += mean[k] * theta[k];
  const direct =
    (theta[at.direct] + product * (reference + b * variance)) * change +
    0.5 * product * product * variance * squares;
  const indirect = (b + product * to) * a * change;
  const byDirect = new Float64Array(size);
  const byIndirect = new Float64Array(size);
  byDirect[at.direct] = change;
  byDirect[at.mediator] = product * variance * change;
  for (let k = 0; k < size; ++k) byDirect[k] += product * change * mean[k];
  byDirect[at.exposureOnMediator] += product * change * from;
  byIndirect[at.exposureOnMediator] = (b + product * to) * change;
  byIndirect[at.mediator] = a * change;
  if (at.interaction >= 0) {
    byDirect[at.interaction] = (reference + b * variance) * change + product * variance * squares;
    byIndirect[at.interaction] = a * to * change;
    if (logistic) byDirect[at.variance] = product * b * change + 0.5 * product * product * squares;
  }
  const total = direct + indirect;
  const share = logistic ? mediatedOdds(direct, indirect) : mediatedSum(direct, indirect);
  const combined = (d: number, i: number) => byDirect.map((value, k) => d * value + i * byIndirect[k]);
  const row = (term: string, estimate: number, gradient: Float64Array): Parameter => {
    const se = deltaSe(gradient, covariance);
    return {term, estimate, se, ...waldTest(estimate, se), wald: waldInterval(estimate, se, level)};
  };
  const warnings: string[] = [];
  if (direct * indirect < 0)
    warnings.push("direct and indirect effects have opposite signs; a proportion mediated has no meaning");
  const rows = [
    row("natural direct", direct, byDirect),
    row("natural indirect", indirect, byIndirect),
    row("total", total, combined(1, 1))
  ];
  if (total === 0) warnings.push("the total effect is zero; there is no proportion mediated");
  else rows.push(row("proportion mediated", share.value, combined(share.byDirect, share.byIndirect)));
  return {effects: rows, outcomeScale, level, warnings};
}

function mediatedSum(direct: number, indirect: number) {
  const total = direct + indirect;
  return {
    value: indirect / total,
    byDirect: -indirect / (total * total),
    byIndirect: direct / (total * total)
  };
}

function mediatedOdds(direct: number, indirect: number) {
  const d = exp(direct);
  const i = exp(indirect);
  const excess = d * i - 1;
  const value = (d * (i - 1)) / excess;
  return {
    value,
    byDirect: (-d * (i - 1)) / (excess * excess),
    byIndirect: (d * i * (d - 1)) / (excess * excess)
  };
}
