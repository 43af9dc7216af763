import {likelihoodRatioTest} from "../inference/likelihoodRatio.js";
import {scoreTest} from "../inference/scoreTest.js";
import type {Test} from "../result/fit.js";
import type {FoundMaxima, Model} from "./maximiseModel.js";

/** Gain of the backgrounds alone over the reference of the likelihood, which they are. */
export const backgrounds = 0;

/** The tests of a fit by likelihood ratio and score, as `PoissonFit.tests` names them. */
export function modelTests(
  {cells, likelihood}: Model,
  {maximum, nullFit, withoutModifiers, additive, multiplicative}: FoundMaxima,
  aliased: readonly number[]
): Record<string, Test> {
  const {parts, excessSize, names, intercept, tau} = cells;
  const tests: Record<string, Test> = {};
  const dfOf = (positions: readonly number[]) => positions.filter((k) => !aliased.includes(k)).length;
  const excessDf = dfOf(parts.names.map((_, k) => k));
  if (excessDf > 0) tests.dose = likelihoodRatioTest(maximum.logLik, nullFit.logLik, excessDf);
  const slopes = parts.slopes.filter((k) => !aliased.includes(k));
  if (slopes.length > 0) {
    const {gradient} = likelihood.evaluate(nullFit.at)!;
    const rest = names.map((_, k) => k).filter((k) => k >= excessSize && k !== tau && !aliased.includes(k));
    const atNull = likelihood.expected(nullFit.at);
    if (!maximum.corners && atNull.every(Number.isFinite))
      tests.doseScore = scoreTest(gradient, atNull, slopes, rest);
  }
  if (withoutModifiers && dfOf(parts.modifiers) > 0)
    tests.modifiers = likelihoodRatioTest(maximum.logLik, withoutModifiers.logLik, dfOf(parts.modifiers));
  if (additive) tests.additive = likelihoodRatioTest(maximum.logLik, additive.logLik, 1);
  if (multiplicative) tests.multiplicative = likelihoodRatioTest(maximum.logLik, multiplicative.logLik, 1);
  const modelDf = names.length - aliased.length - Number(intercept >= 0) - Number(tau !== undefined);
  if (modelDf > 0 && tau === undefined)
    tests.model = likelihoodRatioTest(maximum.logLik, backgrounds, modelDf);
  return tests;
}
