import {chiSquareUpper} from "../numeric/chiSquare.js";
import {sum} from "../numeric/sum.js";
import type {Test} from "../result/fit.js";

/**
 * Test of one SIR for all groups: χ² = Σ (Oₖ − θEₖ)² / (θEₖ) with θ = ΣO / ΣE, on K − 1 degrees of freedom.
 * @throws RangeError when there are fewer than two groups, no cases, lengths differ, or a number expected is not positive.
 * Source: Breslow and Day (1987), chapter 3. Witness: the score test of R's glm, test/stats/sir/sirTests.test.ts.
 */
export function heterogeneityTest(observed: ArrayLike<number>, expected: ArrayLike<number>): Test {
  const theta = commonRatio(observed, expected);
  const terms = Array.from(expected, (e, k) => {
    const fitted = theta * e;
    return ((observed[k] - fitted) * (observed[k] - fitted)) / fitted;
  });
  const statistic = sum(terms);
  const df = terms.length - 1;
  return {statistic, df, p: chiSquareUpper(statistic, df)};
}

/**
 * Test of a trend of the SIR with a score, such as the mean dose of each group:
 * χ² = [Σ xₖ(Oₖ − θEₖ)]² / (θ Σ Eₖ(xₖ − x̄)²) with x̄ = ΣxE / ΣE, on one degree of freedom.
 * @throws RangeError as `heterogeneityTest`; when scores differ in number, are not finite, or are all the same.
 * Source: Breslow and Day (1987), chapter 3. Witness: the score test of R's glm, test/stats/sir/sirTests.test.ts.
 */
export function trendTest(
  observed: ArrayLike<number>,
  expected: ArrayLike<number>,
  scores: ArrayLike<number>
): Test {
  const theta = commonRatio(observed, expected);
  if (scores.length !== observed.length)
    throw new RangeError(`scores must have ${observed.length} entries; got ${scores.length}`);
  const all = Array.from(scores);
  const wrong = all.findIndex((score) => !Number.isFinite(score));
  if (wrong >= 0) throw new RangeError(`scores must be finite; got ${all[wrong]} in group ${wrong}`);
  if (all.every((score) => score === all[0]))
    throw new RangeError(`scores must differ; got ${all[0]} in all groups`);
  const mean = sum(all.map((x, k) => x * expected[k])) / sum(expected);
  const score = sum(all.map((x, k) => (x - mean) * (observed[k] - theta * expected[k])));
  const information = theta * sum(all.map((x, k) => expected[k] * (x - mean) * (x - mean)));
  const statistic = (score * score) / information;
  return {statistic, df: 1, p: chiSquareUpper(statistic, 1)};
}

function commonRatio(observed: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (observed.length !== expected.length)
    throw new RangeError(
      `expected must have ${observed.length} entries as observed has; got ${expected.length}`
    );
  if (observed.length < 2) throw new RangeError(`groups must be two or more; got ${observed.length}`);
  for (let k = 0; k < observed.length; ++k) {
    if (!(Number.isInteger(observed[k]) && observed[k] >= 0))
      throw new RangeError(`observed must be a whole number ≥ 0; got ${observed[k]} in group ${k}`);
    if (!(expected[k] > 0 && expected[k] < Infinity))
      throw new RangeError(`expected must be > 0; got ${expected[k]} in group ${k}`);
  }
  const cases = sum(observed);
  if (cases === 0) throw new RangeError("observed must hold a case; got none");
  return cases / sum(expected);
}
