import type {Control} from "../inference/newton.js";
import type {Design} from "../result/design.js";
import type {Fit, Test} from "../result/fit.js";
import type {DoseShape} from "./doseShape.js";

/** A dose by name, one value a cell. */
export interface Dose {
  name: string;
  values: Float64Array;
}

/** One part of an excess, f(dose) · (1 + δ·u) · exp(γ·z), with one shape and one set of modifiers; doses are added. */
export interface ExcessPart {
  /** One value a cell, ≥ 0, in any unit; a dose without a name is called "dose". */
  dose: Float64Array | readonly Dose[];
  /** Straight line by default; the same for each dose. */
  shape?: DoseShape;
  /** Effect modifiers z of exp(γ·z). */
  modifiers?: Design;
  /** Effect modifiers u of 1 + δ·u: EPICURE's product-linear subterm. */
  linearModifiers?: Design;
}

/** How the parts of a relative excess act together. */
export type Joint = "additive" | "multiplicative" | "mixture";

/** The excess over the background, relative to it or beside it. */
export interface Excess extends ExcessPart {
  kind: "relative" | "absolute";
  /** Further parts, each with a shape and modifiers of its own. */
  more?: readonly ExcessPart[];
  /**
   * Of a relative excess in several parts E₁, E₂ …: `additive` (default) 1 + ΣE; `multiplicative` Π(1 + E);
   * `mixture` the geometric mixture of these, [Π(1 + E)]^θ · [1 + ΣE]^(1 − θ), θ estimated.
   */
  joint?: Joint;
}

/** A table of person-time cells and the model to fit to it. */
export interface PoissonData {
  /** Cases of each cell, ≥ 0. */
  cases: Float64Array;
  /** Person-years of each cell, ≥ 0. */
  pyr: Float64Array;
  /** How many times each cell's log-likelihood counts, ≥ 0; once when absent. */
  weights?: Float64Array;
  /** Stratum of each cell, 0 … K − 1: each has a free background rate. */
  strata?: Int32Array;
  /** Background rates from elsewhere, ≥ 0; with neither strata nor loglinear terms the background is just these. */
  rate?: Float64Array;
  /** Terms x of the background's exp(α·x). */
  loglinear?: Design;
  excess?: Excess;
  /**
   * How cases scatter about their mean μ: `poisson` (default) by μ; `negative-binomial` by μ + τμ², τ ≥ 0 estimated,
   * for relative excesses and whole cases.
   */
  family?: "poisson" | "negative-binomial";
}

/** What is asked of a fit. */
export interface PoissonOptions {
  interval?: {level?: number; methods?: readonly ("wald" | "score" | "profile")[]};
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
  /** Pearson's χ² Σ (c − μ)²/var over its degrees of freedom, cells − parameters − strata; about 1 without overdispersion. */
  dispersion?: number;
  /** Background and excess together. */
  fitted: Float64Array;
  background: Float64Array;
  excess: Float64Array;
  strata: number;
  /** Whether the excess is as low as fitted rates allow, so that Wald figures do not hold. */
  boundary: boolean;
  /**
   * `dose` all excess parameters by likelihood ratio, `doseScore` its slopes by score; `modifiers` those of the
   * excess, `model` everything beyond the backgrounds, both by likelihood ratio. Of a geometric mixture `additive`
   * (θ = 0) and `multiplicative` (θ = 1). `overdispersion`: of a Poisson fit Dean's one-sided score test, of a negative
   * binomial the likelihood ratio against Poisson counts, half its p-value as τ ≥ 0.
   */
  tests: Record<string, Test>;
}
