import {log, log1p} from "../numeric/elementary.js";
import {normalUpper} from "../numeric/normal.js";
import type {Test} from "../result/fit.js";

/** Fitted cases in two parts, in the order of the cells. */
interface FittedParts {
  background: Float64Array;
  excess: Float64Array;
}

/** Pearson's Σ (c − μ)²/(μ + τμ²), and Dean's test against overdispersion; null where nothing is fitted. */
export interface Scatter {
  pearson: number;
  test: Test | null;
}

/**
 * How cases scatter about what is fitted; a cell without fitted cases adds nothing to Pearson's sum.
 *
 * The test is Dean's score test of Poisson counts against negative binomial ones, Σ [(c − μ)² − c] / √(2 Σ μ²):
 * standard normal, one-sided.
 * Source: Dean (1992), J Am Stat Assoc 87:451 (statistic P_B without leverage). Witness: by hand.
 */
export function scatter(cases: Float64Array, {background, excess}: FittedParts, tau = 0): Scatter {
  let sum = 0;
  let beyond = 0;
  let squares = 0;
  for (let i = 0; i < cases.length; ++i) {
    const mu = background[i] + excess[i];
    const square = (cases[i] - mu) * (cases[i] - mu);
    if (mu > 0) sum += square / (mu * (1 + tau * mu));
    beyond += square - cases[i];
    squares += mu * mu;
  }
  const statistic = beyond / Math.sqrt(2 * squares);
  return {pearson: sum, test: squares > 0 ? {statistic, df: 1, p: normalUpper(statistic)} : null};
}

/** The deviance of negative binomial counts from those that fit every cell, τ the same. */
export function negativeBinomialDeviance(
  cases: Float64Array,
  {background, excess}: FittedParts,
  tau: number
): number {
  let sum = 0;
  for (let i = 0; i < cases.length; ++i) {
    const c = cases[i];
    const mu = background[i] + excess[i];
    if (c > 0) sum += c * log(c / mu);
    sum -= (c + 1 / tau) * (log1p(tau * c) - log1p(tau * mu));
  }
  return 2 * sum;
}
