import type {Maximum} from "../inference/newton.js";
import {profileBound} from "../inference/profileBound.js";
import {scoreTest} from "../inference/scoreTest.js";
import {chiSquareQuantile} from "../numeric/chiSquare.js";
import type {ProfileInterval} from "../result/fit.js";
import type {Model} from "./maximiseModel.js";

/**
 * The score interval of parameter k: the values that Rao's test, all other parameters at their best and by the
 * expected information, does not reject at the level. Its bounds have the statuses of a profile interval's.
 * @param se standard error: the first distance to try.
 * Source: Rao (1948), Proc Camb Phil Soc 44:50; Agresti (2011), Stat Methods Med Res 20:583.
 * Witness: roots of the statistic in R, test/stats/poisson/poissonJoint.test.ts.
 */
export function scoreInterval(
  {likelihood, maximise, search}: Model,
  maximum: Maximum,
  k: number,
  held: readonly number[],
  {level, se, limits}: {level: number; se: number; limits: readonly [number, number]}
): ProfileInterval {
  const root = Math.sqrt(chiSquareQuantile(level, 1));
  const free = Array.from(maximum.at.keys()).filter((l) => l !== k && !held.includes(l));
  const side = (direction: -1 | 1) => {
    let last = maximum.at;
    const fall = (value: number): number => {
      const start = [last, maximum.at]
        .map((at) => at.map((own, l) => (l === k ? value : own)))
        .find((at) => likelihood.evaluate(at));
      if (!start) return -Infinity;
      const found = maximise(start, [...held, k], search.tolerance ?? 1e-9);
      if (!found.converged) return NaN;
      last = found.at;
      // With nothing free the search gives a height alone.
      const point = likelihood.evaluate(found.at);
      const information = likelihood.expected(found.at);
      if (!point || !information.every(Number.isFinite)) return NaN;
      return -scoreTest(point.gradient, information, [k], free).statistic / 2;
    };
    return profileBound({
      estimate: maximum.at[k],
      logLik: 0,
      step: root * se,
      root,
      direction,
      limit: limits[direction < 0 ? 0 : 1],
      profile: fall
    });
  };
  const [lower, upper] = [side(-1), side(1)];
  return {lower: lower.value, upper: upper.value, status: {lower: lower.status, upper: upper.status}};
}
