import {chiSquareUpper} from "../numeric/chiSquare.js";
import {cholesky, solve} from "../numeric/cholesky.js";
import type {Test} from "../result/fit.js";
import {block} from "./curvature.js";

/**
 * Rao's score test of parameters at the fit where they are held: uᵀ I⁻¹ u, with u the score and I the expected
 * information over the tested and the free parameters.
 *
 * @param gradient score at the fit; 0 for the free parameters.
 * @param information expected, row-major.
 * @param tested parameters that the hypothesis sets.
 * @param free parameters fitted under it.
 * @throws RangeError when no parameter is tested.
 * Source: Rao (1948), Proc Camb Phil Soc 44:50. Witness: anova(glm, test = "Rao"), test/stats/poisson.
 */
export function scoreTest(
  gradient: Float64Array,
  information: Float64Array,
  tested: readonly number[],
  free: readonly number[]
): Test {
  if (tested.length === 0) throw new RangeError("tested must hold a parameter; got none");
  const all = [...tested, ...free];
  const score = Float64Array.from(all, (k, i) => (i < tested.length ? gradient[k] : 0));
  const factored = cholesky(block(information, gradient.length, all), all.length);
  const direction = solve(factored, score);
  let statistic = 0;
  for (let i = 0; i < all.length; ++i) statistic += score[i] * direction[i];
  const df = tested.length - factored.dependent.filter((i) => i < tested.length).length;
  return {statistic, df, p: df > 0 ? chiSquareUpper(statistic, df) : 1};
}
