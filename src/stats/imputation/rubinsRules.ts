import {studentTQuantile, studentTUpper} from "../numeric/studentT.js";
import {sum} from "../numeric/sum.js";
import type {Fit, Interval} from "../result/fit.js";

/** One estimate pooled over imputations, with what the missing values cost. */
export interface Pooled extends Interval {
  estimate: number;
  se: number;
  /** estimate / se, on `df` degrees of freedom of Student's t. */
  statistic: number;
  p: number;
  df: number;
  level: number;
  imputations: number;
  /** Mean of the squared standard errors, variance of the estimates, and T = within + (1 + 1/m)·between. */
  within: number;
  between: number;
  total: number;
  /** Relative increase of variance by missing values; share of T that they make; fraction of information missing. */
  relativeIncrease: number;
  lambda: number;
  missingInformation: number;
}

export interface PoolingOptions {
  /** Degrees of freedom of the complete data (rows less parameters); infinite gives Rubin's own. */
  completeDf?: number;
  level?: number;
}

/**
 * Rubin's rules: the estimate is the mean over m imputed data sets, its variance T = Ū + (1 + 1/m)B, and its
 * degrees of freedom those of Barnard and Rubin:
 *
 *   λ = (1 + 1/m)B/T,  ν_old = (m − 1)/λ²,  ν_obs = ν_com(ν_com + 1)(1 − λ)/(ν_com + 3),  1/ν = 1/ν_old + 1/ν_obs
 *   fraction of missing information = (r + 2/(ν + 3))/(r + 1),  r = (1 + 1/m)B/Ū
 *
 * As in mice, λ below 10⁻⁴ counts as 10⁻⁴ in the degrees of freedom, so that estimates which do not differ
 * have finite ones.
 * @throws RangeError when there are fewer than two imputations, lengths differ, a figure is not finite, a
 *   standard error not positive, the level not inside (0, 1), or the degrees of freedom not positive.
 * Source: Rubin (1987); Barnard and Rubin (1999), Biometrika 86:948; van Buuren (2018), section 2.3.
 * Witness: R mice pool, test/stats/imputation/rubinsRules.test.ts.
 */
export function rubinsRules(
  estimates: ArrayLike<number>,
  ses: ArrayLike<number>,
  {completeDf = Infinity, level = 0.95}: PoolingOptions = {}
): Pooled {
  const m = estimates.length;
  check(estimates, ses, completeDf, level);
  const estimate = sum(estimates) / m;
  const within = sum(Float64Array.from(ses, (se) => se * se)) / m;
  const between =
    sum(Float64Array.from(estimates, (value) => (value - estimate) * (value - estimate))) / (m - 1);
  const extra = (1 + 1 / m) * between;
  const total = within + extra;
  const lambda = Math.max(1e-4, extra / total);
  const old = (m - 1) / (lambda * lambda);
  const observed =
    completeDf === Infinity ? Infinity : ((completeDf + 1) / (completeDf + 3)) * completeDf * (1 - lambda);
  const df = observed === Infinity ? old : (old * observed) / (old + observed);
  const relativeIncrease = extra / within;
  const se = Math.sqrt(total);
  const statistic = estimate / se;
  const t = studentTQuantile((1 - level) / 2, df, true);
  return {
    estimate,
    se,
    statistic,
    p: Math.min(1, 2 * studentTUpper(Math.abs(statistic), df)),
    df,
    lower: estimate - t * se,
    upper: estimate + t * se,
    level,
    imputations: m,
    within,
    between,
    total,
    relativeIncrease,
    lambda: extra / total,
    missingInformation: (relativeIncrease + 2 / (df + 3)) / (relativeIncrease + 1)
  };
}

/**
 * Rubin's rules for each parameter of fits of one model to imputed data sets; `term` names it.
 * @throws RangeError as `rubinsRules`, or when the fits' terms differ.
 */
export function pooledFits(
  fits: readonly Pick<Fit, "parameters">[],
  options: PoolingOptions = {}
): (Pooled & {term: string})[] {
  if (fits.length === 0) throw new RangeError("fits must be two or more; got 0");
  const terms = fits[0].parameters.map((row) => row.term);
  fits.forEach(({parameters}, i) => {
    const own = parameters.map((row) => row.term);
    if (own.join("\n") !== terms.join("\n"))
      throw new RangeError(`fits must have the terms ${terms.join(", ")}; got ${own.join(", ")} in fit ${i}`);
  });
  return terms.map((term, k) => ({
    term,
    ...rubinsRules(
      fits.map(({parameters}) => parameters[k].estimate),
      fits.map(({parameters}) => parameters[k].se),
      options
    )
  }));
}

function check(
  estimates: ArrayLike<number>,
  ses: ArrayLike<number>,
  completeDf: number,
  level: number
): void {
  const m = estimates.length;
  if (m < 2) throw new RangeError(`imputations must be two or more; got ${m}`);
  if (ses.length !== m)
    throw new RangeError(`ses must have ${m} entries as estimates has; got ${ses.length}`);
  if (!(completeDf > 0)) throw new RangeError(`completeDf must be > 0; got ${completeDf}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  for (let i = 0; i < m; ++i) {
    if (!Number.isFinite(estimates[i]))
      throw new RangeError(`estimate must be finite; got ${estimates[i]} in imputation ${i}`);
    if (!(ses[i] > 0 && ses[i] < Infinity))
      throw new RangeError(`se must be > 0; got ${ses[i]} in imputation ${i}`);
  }
}
