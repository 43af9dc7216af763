import {default as gammaln} from "@stdlib/math-base-special-gammaln";
import {likelihoodRatioTest} from "../inference/likelihoodRatio.js";
import {type Control, type Maximum, newton} from "../inference/newton.js";
import {profileInterval} from "../inference/profileInterval.js";
import {waldInterval, waldTest} from "../inference/wald.js";
import {cholesky, inverse} from "../numeric/cholesky.js";
import {log} from "../numeric/elementary.js";
import {sum} from "../numeric/sum.js";
import type {Design} from "../result/design.js";
import {ConvergenceError} from "../result/errors.js";
import type {Fit, Parameter} from "../result/fit.js";
import {type BinomialRows, binomialLikelihood} from "./binomialLikelihood.js";
import {checkRegression} from "./checkRegression.js";
import {standardise, unstandardise} from "./standardise.js";

/** Rows of one subject, or of `trials` subjects alike. */
export interface LogisticData {
  cases: Float64Array;
  /** Subjects of each row; 1 when absent. */
  trials?: Float64Array;
  terms?: Design;
  weights?: Float64Array;
  offset?: Float64Array;
}

export interface LogisticOptions {
  interval?: {level?: number; methods?: readonly ("wald" | "profile")[]};
  control?: Control;
}

/**
 * Logistic regression by maximum likelihood: log odds of a case = α + xβ + offset.
 *
 * @returns parameters `(Intercept)` first. A term that others make up has estimate NaN, one along which the
 *   likelihood rises for ever (separation) ±Infinity, each with a warning. `logLik` holds the binomial
 *   coefficients as R's does; `n` counts rows, `events` cases.
 * @throws RangeError when there is no case or nothing but cases, cases are not whole numbers of the trials,
 *   lengths differ, a value is not finite, or a weight is not positive. ConvergenceError when the search does
 *   not settle.
 * Source: McCullagh and Nelder (1989), chapter 4. Witness: R's glm, test/stats/regression/logisticRegression.test.ts.
 */
export function logisticRegression(
  data: LogisticData,
  options: LogisticOptions = {}
): Fit & {deviance: number} {
  const {interval: {level = 0.95, methods = ["wald"]} = {}, control} = options;
  const {cases, terms, offset} = data;
  checkRegression({cases, trials: data.trials, weights: data.weights, offset}, terms, level);
  const n = cases.length;
  const rows: BinomialRows = {
    cases,
    trials: data.trials ?? new Float64Array(n).fill(1),
    weight: data.weights ?? new Float64Array(n).fill(1),
    offset
  };
  const events = checkCases(rows);
  const one = new Float64Array(n).fill(1);
  const standard = standardise(
    terms,
    rows.trials.map((m, i) => m * rows.weight[i])
  );
  const evaluate = binomialLikelihood(rows, [one, ...standard.columns]);
  const size = standard.columns.length + 1;
  const start = new Float64Array(size);
  const atStart = cholesky(evaluate(start).information, size);
  const aliased = [...atStart.dependent];
  const maximum = newton(evaluate, start, {...control, held: aliased});
  if (!maximum.converged)
    throw new ConvergenceError(
      `logistic regression must converge; it stopped after ${maximum.iterations} steps`,
      maximum.iterations,
      -2 * maximum.logLik,
      maximum.step
    );
  const nullFit = newton(binomialLikelihood(rows, [one]), [0], control);
  const factored = cholesky(maximum.information, size);
  const {estimates, covariance} = unstandardise(standard, maximum.at, inverse(factored));
  const names = ["(Intercept)", ...(terms?.names ?? [])];
  // The intercept is a parameter of its own only where columns are not centred.
  const uncentred = binomialLikelihood(rows, [one, ...(terms?.columns ?? [])]);
  const separated = maximum.unbounded.length > 0 || factored.dependent.length > aliased.length;
  const runaway = separated ? newton(uncentred, start, {...control, held: aliased}) : null;
  const infinite = (k: number) => runaway?.unbounded.includes(k) ?? false;
  const intercept: Maximum = runaway ?? {...maximum, ...uncentred(estimates), at: estimates};
  const parameters = names.map((term, k): Parameter => {
    if (aliased.includes(k)) return row(term, NaN, NaN, level);
    const estimate = infinite(k) ? Math.sign(runaway!.at[k]) * Infinity : estimates[k];
    const se = infinite(k) ? NaN : Math.sqrt(covariance[k * size + k]);
    const parameter = row(term, estimate, se, level);
    if (!methods.includes("profile")) return parameter;
    const spread = k === 0 ? 1 : standard.spreads[k - 1];
    const {interval} = profileInterval(k === 0 ? uncentred : evaluate, k === 0 ? intercept : maximum, k, {
      ...control,
      held: aliased,
      level,
      se: infinite(k) ? 1 : se * spread
    });
    const profile = {...interval, lower: interval.lower / spread, upper: interval.upper / spread};
    return {...parameter, profile};
  });
  const constant = sum(
    cases.map(
      (c, i) =>
        rows.weight[i] * (gammaln(rows.trials[i] + 1) - gammaln(c + 1) - gammaln(rows.trials[i] - c + 1))
    )
  );
  const df = size - aliased.length;
  const logLik = maximum.logLik + constant;
  return {
    model: "logistic",
    converged: true,
    iterations: maximum.iterations,
    n,
    events,
    logLik,
    nullLogLik: nullFit.logLik + constant,
    deviance: 2 * (saturated(rows) - maximum.logLik),
    df,
    aic: -2 * logLik + 2 * df,
    bic: -2 * logLik + log(n) * df,
    parameters,
    vcov: names.map((_, k) =>
      names.map((_, l) =>
        aliased.includes(k) || aliased.includes(l) || infinite(k) || infinite(l)
          ? NaN
          : covariance[k * size + l]
      )
    ),
    tests: df > 1 ? {model: likelihoodRatioTest(maximum.logLik, nullFit.logLik, df - 1)} : {},
    warnings: [
      ...aliased.map(
        (k) => `${names[k]} is constant or a linear combination of the terms before it, and is left out`
      ),
      ...names.flatMap((name, k) =>
        infinite(k) ? [`${name} has no finite estimate: cases are separated from others along it`] : []
      )
    ]
  };
}

function row(term: string, estimate: number, se: number, level: number): Parameter {
  return {term, estimate, se, ...waldTest(estimate, se), wald: waldInterval(estimate, se, level)};
}

function checkCases({cases, trials}: BinomialRows): number {
  let [events, others] = [0, 0];
  for (let i = 0; i < cases.length; ++i) {
    if (!(Number.isInteger(trials[i]) && trials[i] >= 0))
      throw new RangeError(`trials must be a whole number ≥ 0; got ${trials[i]} in row ${i}`);
    if (!(Number.isInteger(cases[i]) && cases[i] >= 0 && cases[i] <= trials[i]))
      throw new RangeError(
        `cases must be a whole number from 0 to ${trials[i]}; got ${cases[i]} in row ${i}`
      );
    events += cases[i];
    others += trials[i] - cases[i];
  }
  if (events === 0) throw new RangeError("cases must hold a case; got none");
  if (others === 0) throw new RangeError("cases must leave others; got cases alone");
  return events;
}

/** The log-likelihood with a probability of its own for each row. */
function saturated({cases, trials, weight}: BinomialRows): number {
  const part = (count: number, of: number) => (count > 0 ? count * log(count / of) : 0);
  return sum(cases.map((c, i) => weight[i] * (part(c, trials[i]) + part(trials[i] - c, trials[i]))));
}
