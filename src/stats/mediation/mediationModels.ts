import type {Fit} from "../result/fit.js";

/** Coefficients and their covariance: all that mediation needs of a fit. */
export type Coefficients = {
  parameters: readonly {term: string; estimate: number}[];
  vcov: readonly (readonly number[])[];
};

/**
 * Two fitted models of one study: a linear one of the mediator given the exposure and covariates, and a linear or
 * logistic one of the outcome given exposure, mediator, perhaps their product, and the same covariates.
 */
export interface MediationModels {
  mediator: Coefficients | Fit;
  outcome: Coefficients | Fit;
  /** Whether the outcome's model is linear, or logistic. */
  outcomeScale: "linear" | "logistic";
  /** Terms of the exposure, of the mediator (in the outcome's model) and of their product, if it is there. */
  exposure: string;
  mediatorTerm: string;
  interaction?: string;
  /** Residual variance of the mediator's model and its degrees of freedom: for a logistic outcome. */
  residual?: {variance: number; df: number};
  /** The exposure is compared at `to` with `from`. */
  from: number;
  to: number;
  /** Values of the covariates at which effects that depend on them are given. */
  covariates?: Record<string, number>;
}

/** The parameters by name, each with its place in `theta`; and the covariance of them all. */
export interface MediationParameters {
  theta: Float64Array;
  /** Row-major; the two models are independent given the covariates, and so is the residual variance. */
  covariance: Float64Array;
  at: {exposureOnMediator: number; direct: number; mediator: number; interaction: number; variance: number};
  /** Weights of `theta` that add up to the mediator's mean at exposure x, less the exposure's own part. */
  mean: Float64Array;
  /** Weights that add up to the outcome's linear predictor without exposure, mediator and product. */
  rest: Float64Array;
}

const intercepts = ["(Intercept)", "intercept", "Intercept"];

/**
 * Lines up the parameters of both models: the mediator's, the outcome's, then the residual variance.
 * @throws RangeError when a term does not exist, a covariate has no value where one is needed, a figure is not
 *   finite, the exposure's levels are equal, or the residual variance is not positive.
 */
export function mediationParameters(models: MediationModels, needsRest = false): MediationParameters {
  const {
    mediator,
    outcome,
    exposure,
    mediatorTerm,
    interaction,
    residual,
    from,
    to,
    covariates = {}
  } = models;
  if (!(Number.isFinite(from) && Number.isFinite(to)) || from === to)
    throw new RangeError(`to must be a level of exposure other than from; got ${to} and ${from}`);
  if (residual && !(residual.variance > 0 && residual.df > 0))
    throw new RangeError(
      `residual must have variance and df > 0; got ${residual.variance} and ${residual.df}`
    );
  const first = mediator.parameters.length;
  const second = outcome.parameters.length;
  const size = first + second + 1;
  const theta = new Float64Array(size);
  const covariance = new Float64Array(size * size);
  [mediator, outcome].forEach(({parameters, vcov}, model) => {
    const offset = model * first;
    parameters.forEach(({term, estimate}, k) => {
      if (!Number.isFinite(estimate))
        throw new RangeError(`${term} must have a finite estimate; got ${estimate}`);
      theta[offset + k] = estimate;
      parameters.forEach((_, m) => {
        covariance[(offset + k) * size + offset + m] = vcov[k][m];
      });
    });
  });
  theta[size - 1] = residual?.variance ?? 0;
  covariance[size * size - 1] = residual ? (2 * residual.variance * residual.variance) / residual.df : 0;
  const place = (model: Coefficients, name: string, of: string) => {
    const k = model.parameters.findIndex(({term}) => term === name);
    if (k < 0)
      throw new RangeError(
        `${of} must be a term of its model (${model.parameters.map(({term}) => term).join(", ")}); got ${name}`
      );
    return k;
  };
  const at = {
    exposureOnMediator: place(mediator, exposure, "exposure"),
    direct: first + place(outcome, exposure, "exposure"),
    mediator: first + place(outcome, mediatorTerm, "mediatorTerm"),
    interaction: interaction === undefined ? -1 : first + place(outcome, interaction, "interaction"),
    variance: size - 1
  };
  const weights = (model: Coefficients, offset: number, own: readonly number[], needed: boolean) => {
    const result = new Float64Array(size);
    model.parameters.forEach(({term}, k) => {
      if (own.includes(offset + k)) return;
      if (intercepts.includes(term)) result[offset + k] = 1;
      else if (Object.hasOwn(covariates, term)) result[offset + k] = covariates[term];
      else if (needed) throw new RangeError(`covariates must give a value of ${term}; got none`);
    });
    return result;
  };
  const own = [at.direct, at.mediator, at.interaction];
  return {
    theta,
    covariance,
    at,
    mean: weights(mediator, 0, [at.exposureOnMediator], needsRest || interaction !== undefined),
    rest: weights(outcome, first, own, needsRest)
  };
}

/** √(gᵀVg): the delta method's standard error. */
export function deltaSe(gradient: Float64Array, covariance: Float64Array): number {
  const size = gradient.length;
  let variance = 0;
  for (let k = 0; k < size; ++k)
    for (let m = 0; m < size; ++m) variance += gradient[k] * covariance[k * size + m] * gradient[m];
  return Math.sqrt(Math.max(0, variance));
}
