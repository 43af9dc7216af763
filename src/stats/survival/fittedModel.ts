import {type CoxModel, coxModel} from "./coxModel.js";
import type {CoxFit} from "./coxph.js";

/** A fit's partial likelihood, evaluated at its estimate. */
export interface FittedModel extends CoxModel {
  theta: Float64Array;
  /** Terms that were estimated: neither left out nor infinite. */
  estimated: number[];
}

/**
 * Builds the likelihood of a fit again and evaluates it at the estimate; terms that were left out count 0.
 * @throws TypeError when the fit has no data, as after a passage through JSON. @throws RangeError when an
 * estimate is infinite, or ties are exact.
 */
export function fittedModel(fit: CoxFit): FittedModel {
  if (!fit.data) throw new TypeError("fit must come from coxph with its data; got one without");
  if (fit.ties === "exact") throw new RangeError("ties must be efron or breslow; got exact");
  const endless = fit.parameters.find(({estimate}) => Math.abs(estimate) === Infinity);
  if (endless) throw new RangeError(`estimates must be finite; got ${endless.estimate} for ${endless.term}`);
  const model = coxModel(fit.data, fit.ties);
  const theta = Float64Array.from(fit.parameters, ({estimate}) => (Number.isNaN(estimate) ? 0 : estimate));
  model.evaluate(theta);
  const estimated = Array.from(theta.keys()).filter((k) => !Number.isNaN(fit.parameters[k].estimate));
  return {...model, theta, estimated};
}
