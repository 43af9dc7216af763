import {likelihoodRatioTest} from "../inference/likelihoodRatio.js";
import type {Point} from "../inference/newton.js";
import {chiSquareUpper} from "../numeric/chiSquare.js";
import {cholesky, solve} from "../numeric/cholesky.js";
import type {Test} from "../result/fit.js";

/**
 * Likelihood-ratio, Wald and score tests that all parameters are 0.
 * @param learned parameters with a finite estimate and a variance. @param df parameters that were estimated.
 */
export function modelTests(
  atNull: Point,
  at: Float64Array,
  logLik: number,
  vcov: Float64Array,
  learned: number[],
  df: number
): Record<string, Test> {
  if (df === 0) return {};
  const p = at.length;
  const information = cholesky(atNull.information, p);
  const direction = solve(information, atNull.gradient);
  const score = direction.reduce((total, value, k) => total + value * atNull.gradient[k], 0);
  const scoreDf = p - information.dependent.length;
  const q = learned.length;
  const result: Record<string, Test> = {likelihoodRatio: likelihoodRatioTest(logLik, atNull.logLik, df)};
  if (q > 0) {
    const part = new Float64Array(q * q);
    learned.forEach((i, a) => {
      learned.forEach((j, b) => {
        part[a * q + b] = vcov[i * p + j];
      });
    });
    const theta = Float64Array.from(learned, (k) => at[k]);
    const scaled = solve(cholesky(part, q), theta);
    const wald = scaled.reduce((total, value, k) => total + value * theta[k], 0);
    result.wald = {statistic: wald, df: q, p: chiSquareUpper(wald, q)};
  }
  if (scoreDf > 0) result.score = {statistic: score, df: scoreDf, p: chiSquareUpper(score, scoreDf)};
  return result;
}
