import {meta} from "../../src/stats/meta/meta.js";
import {positive} from "../rows/numbers.js";
import type {Model} from "./model.js";

/** The pooled estimate of studies, and how far they agree. */
export const metaModel: Model = ({response, method, hartungKnapp, interval = {}}, rows) => {
  const estimates = Array.from(rows.number(response.estimate!));
  const ses = Array.from(positive(rows, response.se!));
  if (hartungKnapp && estimates.length > 1 && estimates.every((value) => value === estimates[0]))
    throw new RangeError(
      `${response.estimate} must differ between studies for Hartung and Knapp; got ${estimates[0]} in each`
    );
  const pooled = meta(estimates, ses, {method, hartungKnapp, level: interval.level});
  const {estimate, se, statistic, p, lower, upper, tauSquared, iSquared, prediction, weights, q, warnings} =
    pooled;
  return {
    n: pooled.studies,
    df: 1,
    parameters: [{term: "pooled", estimate, se, statistic, p, wald: {lower, upper}}],
    vcov: [[se * se]],
    ...(pooled.studies > 1 && {tests: {heterogeneity: q}}),
    heterogeneity: {method: pooled.method, tauSquared, iSquared, prediction, weights},
    warnings:
      pooled.studies > 1 ? warnings : ["one study: it is given as it is, and says nothing of heterogeneity"]
  };
};
