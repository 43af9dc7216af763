import {waldInterval, waldTest} from "../inference/wald.js";
import type {Interval} from "../result/fit.js";
import type {RestrictedMean} from "./restrictedMean.js";

/** A difference of two restricted means, the second less the first. */
export interface MeanDifference {
  estimate: number;
  se: number;
  statistic: number;
  p: number;
  wald: Interval;
}

/**
 * The difference of restricted mean survival time between two independent groups, with its Wald interval and test.
 * @throws RangeError when the horizons differ, or the level is not inside (0, 1).
 * Source: Royston and Parmar (2013). Witness: by hand, test/stats/survival/meanDifference.test.ts.
 */
export function meanDifference(first: RestrictedMean, second: RestrictedMean, level = 0.95): MeanDifference {
  if (first.horizon !== second.horizon)
    throw new RangeError(`horizons must be the same; got ${first.horizon} and ${second.horizon}`);
  const estimate = second.estimate - first.estimate;
  const se = Math.sqrt(first.se * first.se + second.se * second.se);
  return {estimate, se, ...waldTest(estimate, se), wald: waldInterval(estimate, se, level)};
}
