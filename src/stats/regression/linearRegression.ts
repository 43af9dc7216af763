import {cholesky, inverse, solve} from "../numeric/cholesky.js";
import {log} from "../numeric/elementary.js";
import {fisherFUpper} from "../numeric/fisherF.js";
import {studentTQuantile, studentTUpper} from "../numeric/studentT.js";
import {sum} from "../numeric/sum.js";
import type {Design} from "../result/design.js";
import type {Fit, Parameter} from "../result/fit.js";
import {checkRegression} from "./checkRegression.js";
import {standardise, unstandardise} from "./standardise.js";

/** A fitted linear regression; `deviance` is the residual sum of squares. */
export interface LinearFit extends Fit {
  deviance: number;
  residualDf: number;
  /** Residual standard deviation. */
  sigma: number;
  rSquared: number;
}

/**
 * Least squares, y = α + xβ + offset + ε with ε ~ N(0, σ²/w), by normal equations of centred and scaled
 * columns, refined on the residuals until they are orthogonal to the terms.
 *
 *   σ² = Σ w r² / (n − p);  statistic and intervals by Student's t on n − p degrees of freedom
 *
 * @param data outcome, terms (an intercept is added), and perhaps weights > 0 and an offset.
 * @returns parameters `(Intercept)` first; a term that others make up has estimate NaN and a warning. `logLik`,
 *   `aic` and `bic` count σ as R does, `df` does not. `tests.model` is the F test of all terms; `df` is that of
 *   the numerator.
 * @throws RangeError when there are not more rows than parameters, lengths differ, a value is not finite, a
 *   weight is not positive, or the level is not inside (0, 1).
 * Source: Searle (1971), Linear Models, chapter 3. Witness: R's lm, test/stats/regression/linearRegression.test.ts.
 */
export function linearRegression(
  {
    value,
    terms,
    weights,
    offset
  }: {value: Float64Array; terms?: Design; weights?: Float64Array; offset?: Float64Array},
  {interval: {level = 0.95} = {}}: {interval?: {level?: number}} = {}
): LinearFit {
  const n = value.length;
  checkRegression({value, weights, offset}, terms, level);
  const weight = weights ?? new Float64Array(n).fill(1);
  const outcome = value.map((y, i) => y - (offset ? offset[i] : 0));
  const total = sum(weight);
  const mean = sum(outcome.map((y, i) => weight[i] * y)) / total;
  const standard = standardise(terms, weight);
  const {columns} = standard;
  const p = columns.length;
  const gram = new Float64Array(p * p);
  for (let k = 0; k < p; ++k)
    for (let l = 0; l <= k; ++l) {
      let product = 0;
      for (let i = 0; i < n; ++i) product += weight[i] * columns[k][i] * columns[l][i];
      gram[k * p + l] = gram[l * p + k] = product;
    }
  const factored = cholesky(gram, p);
  const beta = new Float64Array(p);
  let level0 = mean;
  let residual = outcome.map((y) => y - mean);
  for (let round = 0; round < 4; ++round) {
    const gradient = columns.map((column) => sum(residual.map((r, i) => weight[i] * r * column[i])));
    const step = solve(factored, gradient);
    for (let k = 0; k < p; ++k) beta[k] += step[k];
    residual = outcome.map((y, i) => {
      let fitted = level0;
      for (let k = 0; k < p; ++k) fitted += beta[k] * columns[k][i];
      return y - fitted;
    });
    const left = sum(residual.map((r, i) => weight[i] * r)) / total;
    level0 += left;
    residual = residual.map((r) => r - left);
  }
  const deviance = sum(residual.map((r, i) => weight[i] * r * r));
  const nullDeviance = sum(outcome.map((y, i) => weight[i] * (y - mean) * (y - mean)));
  const df = 1 + p - factored.dependent.length;
  const residualDf = n - df;
  if (residualDf < 1) throw new RangeError(`value must have more rows than parameters, ${df}; got ${n}`);
  const variance = deviance / residualDf;
  const inverted = new Float64Array((p + 1) * (p + 1));
  inverted[0] = 1 / total;
  inverse(factored).forEach((entry, at) => {
    inverted[(Math.floor(at / p) + 1) * (p + 1) + (at % p) + 1] = entry;
  });
  const {estimates, covariance} = unstandardise(standard, Float64Array.of(level0, ...beta), inverted);
  const names = ["(Intercept)", ...(terms?.names ?? [])];
  const dependent = new Set(factored.dependent.map((k) => k + 1));
  const t = studentTQuantile((1 - level) / 2, residualDf, true);
  const parameters = names.map((term, k): Parameter => {
    const estimate = dependent.has(k) ? NaN : estimates[k];
    const se = dependent.has(k) ? NaN : Math.sqrt(variance * covariance[k * names.length + k]);
    const statistic = estimate / se;
    const p = Number.isNaN(statistic) ? NaN : Math.min(1, 2 * studentTUpper(Math.abs(statistic), residualDf));
    return {term, estimate, se, statistic, p, wald: {lower: estimate - t * se, upper: estimate + t * se}};
  });
  const logWeights = sum(weight.map(log));
  const logLikOf = (squares: number) => (logWeights - n * (log((2 * Math.PI * squares) / n) + 1)) / 2;
  const logLik = logLikOf(deviance);
  const f = (nullDeviance - deviance) / (df - 1) / variance;
  return {
    model: "linear",
    converged: true,
    iterations: 1,
    n,
    events: n,
    logLik,
    nullLogLik: logLikOf(nullDeviance),
    deviance,
    df,
    residualDf,
    sigma: Math.sqrt(variance),
    rSquared: nullDeviance > 0 ? 1 - deviance / nullDeviance : NaN,
    aic: -2 * logLik + 2 * (df + 1),
    bic: -2 * logLik + log(n) * (df + 1),
    parameters,
    vcov: names.map((_, k) => names.map((_, l) => variance * covariance[k * names.length + l])),
    tests:
      df > 1 && variance > 0
        ? {model: {statistic: f, df: df - 1, p: fisherFUpper(f, df - 1, residualDf)}}
        : {},
    warnings: [...dependent].map(
      (k) => `${names[k]} is constant or a linear combination of the terms before it, and is left out`
    )
  };
}
