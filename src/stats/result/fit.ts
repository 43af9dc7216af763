/** A closed interval of real numbers; `NaN` where a bound could not be computed. */
export interface Interval {
  lower: number;
  upper: number;
}

/**
 * Why a profile bound is what it is: `ok` found where the deviance rises by the quantile;
 * `boundary` the parameter's feasible region ends first (the bound is that end);
 * `not determined` the likelihood never falls that far (the bound is ±Infinity);
 * `failed` the search did not converge (the bound is NaN).
 */
export type BoundStatus = "ok" | "boundary" | "not determined" | "failed";

/** A profile-likelihood interval with one status for each side. */
export interface ProfileInterval extends Interval {
  status: {lower: BoundStatus; upper: BoundStatus};
  /** Why, in words, a bound is not `ok`. */
  reason?: {lower?: string; upper?: string};
}

/** One coefficient row, named as broom's `tidy` names it. */
export interface Parameter {
  term: string;
  estimate: number;
  se: number;
  /** estimate / se, or its chi-square or t kin where the model says so. */
  statistic: number;
  p: number;
  wald: Interval;
  profile?: ProfileInterval;
  score?: ProfileInterval;
}

/** A test of a hypothesis: its statistic, degrees of freedom and p-value. */
export interface Test {
  statistic: number;
  df: number;
  p: number;
}

/**
 * What every fitted model answers. Plain, frozen, fit for JSON: a table or a plot never asks which
 * model it holds. `vcov` has one row a parameter, in the order of `parameters`.
 */
export interface Fit {
  model: string;
  converged: boolean;
  iterations: number;
  /** Rows (cells, subjects, intervals) that took part. */
  n: number;
  events: number;
  personTime?: number;
  logLik: number;
  nullLogLik: number;
  deviance?: number;
  /** Number of estimated parameters; stratum parameters that were profiled out are in `strata`. */
  df: number;
  strata?: number;
  aic: number;
  bic: number;
  parameters: Parameter[];
  vcov: number[][];
  tests: Record<string, Test>;
  warnings: string[];
}
