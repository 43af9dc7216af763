import {exp} from "../numeric/elementary.js";

/** What a model weight is made of. */
export interface WeighedModel {
  aic: number;
  bic: number;
}

/** Weights of models of the same data, each set adding up to 1, and how far each model is behind the best. */
export interface ModelWeights {
  aic: number[];
  bic: number[];
  deltaAic: number[];
  deltaBic: number[];
}

/**
 * Multi-model inference: Akaike weights wₖ = exp(−Δₖ/2) / Σ exp(−Δ/2), Δ the criterion less its least, and the
 * same by BIC. Criteria count the stratum parameters.
 * @throws RangeError when there is no model or a criterion is not finite.
 * Source: Burnham and Anderson (2002), Model selection and multimodel inference, §2.9; Walsh and Kaiser (2011),
 *   Radiat Environ Biophys 50:21 (dose-response).
 */
export function modelWeights(models: readonly WeighedModel[]): ModelWeights {
  if (models.length === 0) throw new RangeError("models must hold a model; got none");
  const weigh = (criterion: "aic" | "bic") => {
    const values = models.map((model) => model[criterion]);
    values.forEach((value, k) => {
      if (!Number.isFinite(value))
        throw new RangeError(`${criterion} must be finite; got ${value} of model ${k}`);
    });
    const least = Math.min(...values);
    const delta = values.map((value) => value - least);
    const raw = delta.map((value) => exp(-value / 2));
    const whole = raw.reduce((sum, value) => sum + value, 0);
    return {delta, weights: raw.map((value) => value / whole)};
  };
  const [aic, bic] = [weigh("aic"), weigh("bic")];
  return {aic: aic.weights, bic: bic.weights, deltaAic: aic.delta, deltaBic: bic.delta};
}
