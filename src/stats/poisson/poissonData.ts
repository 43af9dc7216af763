import type {Control} from "../inference/newton.js";
import type {Design} from "../result/design.js";
import type {Fit, Test} from "../result/fit.js";
import type {DoseShape} from "./doseShape.js";

/** A dose by name, one value a cell. */
export interface Dose {
  name: string;
  values: Float64Array;
}

/** The excess over the background: f(dose) · exp(γ·z), several doses added, relative to it or beside it. */
export interface Excess {
  kind: "relative" | "absolute";
  /** One value a cell, ≥ 0, in any unit; a dose without a name is called "dose". */
  dose: Float64Array | readonly Dose[];
  /** Straight line by default; the same for each dose. */
  shape?: DoseShape;
  /** Effect modifiers z of exp(γ·z). */
  modifiers?: Design;
  /** Effect modifiers u of 1 + δ·u: EPICURE's product-linear subterm. */
  linearModifiers?: Design;
}

/** A table of person-time cells and the model to fit to it. */
export interface PoissonData {
  /** Cases of each cell, ≥ 0. */
  cases: Float64Array;
  /** Person-years of each cell, ≥ 0. */
  pyr: Float64Array;
  /** Stratum of each cell, 0 … K − 1: each has a free background rate. */
  strata?: Int32Array;
  /** Background rates from elsewhere, ≥ 0; with neither strata nor loglinear terms the background is just these. */
  rate?: Float64Array;
  /** Terms x of the background's exp(α·x). */
  loglinear?: Design;
  excess?: Excess;
}

/** What is asked of a fit. */
export interface PoissonOptions {
  interval?: {level?: number; methods?: readonly ("wald" | "profile")[]};
  /** Whose inverse the variance is: of the expected information (default) or of the observed. */
  information?: "expected" | "observed";
  control?: Control;
}

/** A fitted Poisson model: the common verbs, and fitted cases of every cell in the order given. */
export interface PoissonFit extends Fit {
  /** Log-likelihood of the model without the excess; without an excess, that without the loglinear terms. */
  nullLogLik: number;
  deviance: number;
  /** Deviance of the model of `nullLogLik`. */
  nullDeviance: number;
  /** Pearson's χ² over its degrees of freedom, cells − parameters − strata; about 1 without overdispersion. */
  dispersion?: number;
  /** Background and excess together. */
  fitted: Float64Array;
  background: Float64Array;
  excess: Float64Array;
  strata: number;
  /**
   * `dose` all excess parameters by likelihood ratio, `doseScore` its slopes by score; `modifiers` those of the
   * excess, `model` everything beyond the backgrounds, both by likelihood ratio.
   */
  tests: Record<string, Test>;
}
