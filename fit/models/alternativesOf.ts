import {averagedCurve} from "../../src/stats/poisson/averagedCurve.js";
import {modelWeights} from "../../src/stats/poisson/modelWeights.js";
import {
  type PoissonData,
  type PoissonFit,
  type PoissonOptions,
  poissonRegression
} from "../../src/stats/poisson/poissonRegression.js";
import type {Outcome} from "../answer.js";
import type {FitSpec, RealisedShape} from "../spec/fitSpec.js";
import {doseShapeOf} from "./doseShapeOf.js";

/** Doses at which the averaged curve is given. */
const points = 51;

/**
 * Other shapes of the dose-response fitted to the same rows and weighed against the spec's own, and the curve that is
 * their average by AIC.
 * @throws RangeError when the excess has several doses or parts, or a shape comes twice.
 */
export function alternativesOf(
  {excess, interval}: FitSpec,
  data: PoissonData,
  fit: PoissonFit,
  {control}: PoissonOptions
): Pick<Outcome, "alternatives" | "curve"> {
  const {alternatives = [], shape: own = "linear", cuts, knots} = excess!;
  const doses = data.excess!.dose as readonly {values: Float64Array}[];
  if (doses.length > 1 || (data.excess!.more ?? []).length > 0)
    throw new RangeError("alternatives must go with an excess of one dose; got several");
  if (alternatives.some((other) => other === own))
    throw new RangeError(`alternatives must be other shapes; got ${own}, the excess's own`);
  const shapeOf = (shape: RealisedShape) =>
    doseShapeOf({
      shape,
      ...(shape === "categorical" ? {cuts} : ["piecewise-linear", "spline"].includes(shape) ? {knots} : {})
    });
  const models = [
    {name: own, shape: shapeOf(own), fit},
    ...alternatives.map((name) => {
      const shape = shapeOf(name);
      return {name, shape, fit: poissonRegression({...data, excess: {...data.excess!, shape}}, {control})};
    })
  ];
  const {aic, bic} = modelWeights(models.map((model) => model.fit));
  const top = doses[0].values.reduce((most, value) => Math.max(most, value), 0);
  const dose = Float64Array.from({length: points}, (_, k) => (k * top) / (points - 1));
  const determined = models.every((model) =>
    model.fit.parameters.every(({estimate}) => Number.isFinite(estimate))
  );
  const {
    excess: mean,
    se,
    lower,
    upper
  } = determined
    ? averagedCurve(models, dose, {level: interval?.level})
    : {excess: [], se: [], lower: [], upper: []};
  return {
    alternatives: models.map(({name, fit: {logLik, df, aic: a, bic: b, parameters, warnings}}, k) => ({
      shape: name,
      logLik,
      df,
      aic: a,
      bic: b,
      aicWeight: aic[k],
      bicWeight: bic[k],
      parameters,
      warnings
    })),
    ...(determined && {curve: {dose, excess: mean, se, lower, upper}})
  };
}
