import type {Point, Region} from "../inference/newton.js";

/**
 * A log-likelihood whose rows have a dose each, made ready for many realisations of these doses. Parameters are
 * those of dose, then the loglinear ones. Terms that neither parameters nor doses enter are left out of it.
 */
export interface DoseLikelihood {
  names: readonly string[];
  /** How many of the parameters are those of dose. */
  doses: number;
  /** Parameters that mean nothing where there is no dose effect: modifiers, and the exponent of a bent line. */
  later: readonly number[];
  rows: number;
  events: number;
  /** Where a search may begin; of no dose effect. */
  start: Float64Array;
  /** Numbers that each `given` keeps: the doses of all rows, or the few sums that stand for them. */
  kept: number;
  /** The log-likelihood of one realisation. It keeps no hold of the column of doses. */
  given: (dose: Float64Array) => GivenDose;
  /** How the log-likelihood depends on the doses near these. */
  slopes: (theta: Float64Array, dose: Float64Array) => DoseSlopes | null;
  /** Region where the relative risk is positive for all doses up to the largest. */
  region: (largest: number) => Region | undefined;
  /** End of the first dose parameter's feasible interval; −Infinity without one. */
  lower: (largest: number) => number;
}

/** The log-likelihood of one realisation as a function of parameters; null outside the feasible region. */
export interface GivenDose {
  evaluate: (theta: Float64Array) => Point | null;
  largest: number;
}

/** Derivatives in the doses d of rows, at parameters θ. */
export interface DoseSlopes {
  logLik: number;
  /** ∂ℓ/∂dᵢ. */
  first: Float64Array;
  /** δᵀ(∂²ℓ/∂d∂dᵀ)δ for a change δ of the doses. */
  second: (change: Float64Array) => number;
  /** For each parameter a column whose product with δ is the change of the expected score if doses were d + δ. */
  score: readonly Float64Array[];
}
