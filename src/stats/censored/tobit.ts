import {likelihoodRatioTest} from "../inference/likelihoodRatio.js";
import {type Maximum, newton} from "../inference/newton.js";
import {profileBound} from "../inference/profileBound.js";
import {waldInterval, waldTest} from "../inference/wald.js";
import {cholesky, inverse} from "../numeric/cholesky.js";
import {log} from "../numeric/elementary.js";
import {normalQuantile} from "../numeric/normal.js";
import type {Design} from "../result/design.js";
import {ConvergenceError} from "../result/errors.js";
import type {Fit, Parameter, ProfileInterval} from "../result/fit.js";
import {standardise} from "./standardise.js";
import {clusterCovariance, ownCovariance} from "./tobitCovariance.js";
import {type TobitRows, tobitLikelihood} from "./tobitLikelihood.js";

/** Values, of which some are known only to lie below a limit. */
export interface TobitData {
  /** The value, or the limit of detection where `below` is 1. */
  y: ArrayLike<number>;
  /** 1 where the value lies below its limit, 0 where it was measured. */
  below: ArrayLike<number>;
  /** Terms besides the intercept, which is always there and is the first parameter. */
  design: Design;
  /** Rows with the same number, such as a child's, count as one in the robust variance. */
  cluster?: ArrayLike<number>;
}

export interface TobitOptions {
  /** Normal values, or values whose logarithm is normal. */
  distribution?: "gaussian" | "lognormal";
  interval?: {level?: number; methods?: readonly ("wald" | "profile")[]};
}

/** A fitted Tobit regression. `events` are the measured values. */
export interface TobitFit extends Fit {
  distribution: "gaussian" | "lognormal";
  level: number;
  /** Residual standard deviation (of log y if lognormal), and the log of it with its standard error. */
  sigma: number;
  logSigma: {estimate: number; se: number};
  /** Inverse information, where `vcov` is the robust variance. */
  naiveVcov?: number[][];
}

/**
 * Tobit regression: y = xβ + σε with normal ε, where a value below its limit of detection counts as the
 * probability of lying there. For "lognormal" log y takes the place of y, and ℓ is of y itself.
 *
 * `vcov` is of β alone, from the observed information, or by the sandwich of clusters where they are given.
 * @throws RangeError when columns differ in length, a figure is not finite, a flag is neither 0 nor 1, a
 *   lognormal value is not positive, a term is collinear, or measured values are no more than the parameters;
 *   ConvergenceError when the likelihood rises for ever, as when all values of a category lie below.
 * Source: Tobin (1958), Econometrica 26:24; Olsen (1978), Econometrica 46:1211.
 * Witness: R survival survreg, test/stats/censored/tobit.test.ts.
 */
export function tobit(data: TobitData, options: TobitOptions = {}): TobitFit {
  const {distribution = "gaussian", interval: {level = 0.95, methods = ["wald"]} = {}} = options;
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  const {y, jacobian, observed} = response(data, distribution);
  const standard = standardise(y, data.design);
  const {terms} = standard;
  const rows: TobitRows = {y: standard.y, below: data.below, columns: standard.columns};
  const p = terms.length;
  if (observed <= p)
    throw new RangeError(`measured values must be more than the ${p} coefficients; got ${observed}`);
  const found = search(rows);
  const factored = cholesky(found.information, p + 1);
  const bread = inverse(factored);
  // In standard units a standard error of 1000 is a likelihood that has levelled off.
  const flat = factored.dependent.length > 0 || found.at.some((_, k) => bread[k * (p + 2)] > 1e6);
  if (!found.converged || flat)
    throw new ConvergenceError(
      "the likelihood must have a maximum; got one that rises for ever, as when all values of a category lie below",
      found.iterations,
      -2 * found.logLik,
      found.step
    );
  const unit = observed * log(standard.unit);
  const none = search({...rows, columns: rows.columns.slice(0, 1)});
  const naive = ownCovariance(bread, found.at, standard);
  const all = data.cluster
    ? ownCovariance(clusterCovariance(rows, found.at, bread, data.cluster), found.at, standard)
    : naive;
  const estimate = standard.coefficients(Array.from(found.at.subarray(0, p), (value) => value / found.at[p]));
  const sigma = standard.unit / found.at[p];
  const parameters = terms.map((term, k): Parameter => {
    const se = Math.sqrt(all[k][k]);
    const row = {term, estimate: estimate[k], se, ...waldTest(estimate[k], se)};
    const wald = waldInterval(estimate[k], se, level);
    if (!methods.includes("profile")) return {...row, wald};
    const step = Math.sqrt(naive[k][k]);
    return {
      ...row,
      wald,
      profile: profile(
        {y, below: data.below, columns: plain(y.length, data.design)},
        k,
        found.logLik - unit,
        estimate,
        sigma,
        step,
        level
      )
    };
  });
  const logLik = found.logLik - unit - jacobian;
  const nullLogLik = none.logLik - unit - jacobian;
  const df = p + 1;
  const block = (matrix: number[][]) => matrix.slice(0, p).map((row) => row.slice(0, p));
  return Object.freeze<TobitFit>({
    model: "tobit",
    distribution,
    level,
    converged: true,
    iterations: found.iterations,
    n: y.length,
    events: observed,
    logLik,
    nullLogLik,
    df,
    aic: -2 * logLik + 2 * df,
    bic: -2 * logLik + df * log(y.length),
    parameters,
    vcov: block(all),
    ...(data.cluster && {naiveVcov: block(naive)}),
    sigma,
    logSigma: {estimate: log(sigma), se: Math.sqrt(all[p][p])},
    tests: p > 1 ? {likelihoodRatio: likelihoodRatioTest(logLik, nullLogLik, p - 1)} : {},
    warnings: data.cluster
      ? ["standard errors are robust to correlation within clusters; tests.likelihoodRatio is not"]
      : []
  });
}

function search(rows: TobitRows, start?: ArrayLike<number>): Maximum {
  const begin = start ?? rows.columns.map(() => 0).concat(1);
  return newton((at) => tobitLikelihood(rows, at), begin);
}

/** The profile interval of coefficient k, in the data's own units: y less a held value times its column. */
function profile(
  {y, below, columns}: TobitRows,
  k: number,
  logLik: number,
  estimate: readonly number[],
  sigma: number,
  step: number,
  level: number
): ProfileInterval {
  const root = normalQuantile((1 - level) / 2, true);
  const others = columns.filter((_, m) => m !== k);
  let from: ArrayLike<number> = [
    ...estimate.filter((_, m) => m !== k).map((value) => value / sigma),
    1 / sigma
  ];
  const held = (value: number) => {
    const found = search({y: y.map((own, i) => own - value * columns[k][i]), below, columns: others}, from);
    if (found.converged) from = found.at;
    return found.logLik;
  };
  const bound = (direction: -1 | 1) =>
    profileBound({
      estimate: estimate[k],
      logLik,
      step: root * step,
      root,
      direction,
      limit: direction * Infinity,
      profile: held
    });
  const [lower, upper] = [bound(-1), bound(1)];
  return {lower: lower.value, upper: upper.value, status: {lower: lower.status, upper: upper.status}};
}

function plain(n: number, design: Design): Float64Array[] {
  return [new Float64Array(n).fill(1), ...design.columns];
}

/** The normal response, Σ log y of the measured values (0 unless lognormal), and how many were measured. */
function response({y: given, below, cluster}: TobitData, distribution: string) {
  const n = given.length;
  if (n === 0) throw new RangeError("y must hold a row; got none");
  if (below.length !== n) throw new RangeError(`below must have ${n} entries as y has; got ${below.length}`);
  if (cluster && cluster.length !== n)
    throw new RangeError(`cluster must have ${n} entries as y has; got ${cluster.length}`);
  const y = new Float64Array(n);
  let jacobian = 0;
  let observed = 0;
  for (let i = 0; i < n; ++i) {
    if (!Number.isFinite(given[i])) throw new RangeError(`y must be finite; got ${given[i]} in row ${i}`);
    if (below[i] !== 0 && below[i] !== 1)
      throw new RangeError(`below must be 0 or 1; got ${below[i]} in row ${i}`);
    if (distribution === "lognormal" && !(given[i] > 0))
      throw new RangeError(`y must be > 0 to be lognormal; got ${given[i]} in row ${i}`);
    y[i] = distribution === "lognormal" ? log(given[i]) : given[i];
    if (below[i]) continue;
    ++observed;
    if (distribution === "lognormal") jacobian += y[i];
  }
  return {y, jacobian, observed};
}
