import {waldInterval} from "../inference/wald.js";
import {exp} from "../numeric/elementary.js";
import type {DoseShape} from "./doseShape.js";
import {modelWeights} from "./modelWeights.js";
import type {PoissonFit} from "./poissonData.js";

/** A dose-response curve averaged over models: one figure a dose. */
export interface AveragedCurve {
  dose: Float64Array;
  excess: Float64Array;
  se: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  /** Weight of each model. */
  weights: readonly number[];
}

/**
 * The excess at given doses, averaged over shapes of the dose-response by their AIC or BIC weights, with the
 * standard error that counts the doubt which shape is right:
 *
 *   f̄(d) = Σ wₖ fₖ(d),   se = Σ wₖ √(var fₖ(d) + (fₖ(d) − f̄(d))²)
 *
 * var fₖ by the delta method. Modifiers are at 0.
 *
 * @param models fits of the same cells, each with one dose, and the shape that it has.
 * @throws RangeError when there is no model, or a parameter of a dose is not finite.
 * Source: Burnham and Anderson (2002), Model selection and multimodel inference, eq. 4.1 and 4.9.
 * Witness: by hand, test/stats/poisson/averagedCurve.test.ts.
 */
export function averagedCurve(
  models: readonly {fit: PoissonFit; shape: DoseShape}[],
  dose: Float64Array,
  {by = "aic", level = 0.95}: {by?: "aic" | "bic"; level?: number} = {}
): AveragedCurve {
  const weights = modelWeights(models.map(({fit}) => fit))[by];
  const curve: AveragedCurve = {
    dose,
    excess: new Float64Array(dose.length),
    se: new Float64Array(dose.length),
    lower: new Float64Array(dose.length),
    upper: new Float64Array(dose.length),
    weights
  };
  for (const {fit, shape} of models)
    for (const {term, estimate} of fit.parameters.slice(0, sizeOf(shape)))
      if (!Number.isFinite(estimate)) throw new RangeError(`${term} must be finite; got ${estimate}`);
  for (const [i, d] of dose.entries()) {
    const each = models.map(({fit, shape}) => excessAt(fit, shape, d));
    for (const [k, {value}] of each.entries()) curve.excess[i] += weights[k] * value;
    for (const [k, {value, variance}] of each.entries()) {
      const apart = value - curve.excess[i];
      curve.se[i] += weights[k] * Math.sqrt(variance + apart * apart);
    }
    const {lower, upper} = waldInterval(curve.excess[i], curve.se[i], level);
    curve.lower[i] = lower;
    curve.upper[i] = upper;
  }
  return curve;
}

function sizeOf({basis, exponents, threshold}: DoseShape): number {
  return basis.length + exponents.length + Number(threshold);
}

/** f(d) and its variance by the delta method. */
function excessAt({parameters, vcov}: PoissonFit, shape: DoseShape, d: number) {
  const {basis, exponents, threshold} = shape;
  const theta = parameters.map(({estimate}) => estimate);
  const size = sizeOf(shape);
  const above = threshold ? d - theta[size - 1] : d;
  const slopes: number[] = [];
  let sum = 0;
  for (const [k, b] of basis.entries()) {
    slopes.push(b(above));
    sum += theta[k] * b(above);
  }
  let power = 0;
  for (const [l, h] of exponents.entries()) power += theta[basis.length + l] * h(d);
  const factor = exp(power);
  const gradient = slopes.map((slope) => slope * factor);
  for (const h of exponents) gradient.push(sum * factor * h(d));
  if (threshold) gradient.push(above > 0 ? -theta[0] * factor : 0);
  let variance = 0;
  for (let k = 0; k < size; ++k)
    for (let l = 0; l < size; ++l) variance += gradient[k] * vcov[k][l] * gradient[l];
  return {value: sum * factor, variance};
}
