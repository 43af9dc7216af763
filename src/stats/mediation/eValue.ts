/**
 * The E-value of a risk ratio: the least ratio by which an unmeasured confounder would have to be tied to both
 * sides to explain it away, RR + √(RR(RR − 1)); for RR < 1 that of 1/RR. With an interval also that of the bound
 * nearer to 1, which is 1 where the interval holds 1.
 * @throws RangeError when a ratio is not positive.
 * Source: VanderWeele and Ding (2017), Ann Intern Med 167:268. Witness: its printed example (RR 3.9 gives 7.26),
 *   test/stats/mediation/sensitivity.test.ts.
 */
export function eValue(
  riskRatio: number,
  interval?: {lower: number; upper: number}
): {estimate: number; bound?: number} {
  const value = (ratio: number) => {
    if (!(ratio > 0 && ratio < Infinity)) throw new RangeError(`riskRatio must be > 0; got ${ratio}`);
    const above = ratio < 1 ? 1 / ratio : ratio;
    return above + Math.sqrt(above * (above - 1));
  };
  if (!interval) return {estimate: value(riskRatio)};
  const near = riskRatio >= 1 ? Math.max(1, interval.lower) : Math.min(1, interval.upper);
  return {estimate: value(riskRatio), bound: value(near)};
}
