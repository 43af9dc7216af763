import {waldInterval, waldTest} from "../inference/wald.js";
import type {Parameter, ProfileInterval} from "../result/fit.js";
import {boundReason} from "./boundReason.js";
import type {Model} from "./maximiseModel.js";
import type {ModelProfile} from "./profileModel.js";
import {limitsOf} from "./profileModel.js";
import {scoreInterval} from "./scoreInterval.js";

/** The rows of the parameters of a fit with the intervals that are asked for. */
export function modelParameters(
  model: Model,
  {maximum, intervals}: Pick<ModelProfile, "maximum" | "intervals">,
  {
    vcov,
    aliased,
    level,
    score
  }: {vcov: Float64Array; aliased: readonly number[]; level: number; score: boolean}
): Parameter[] {
  const {names, intercept, shift} = model.cells;
  const size = names.length;
  return names.map((term, k): Parameter => {
    if (aliased.includes(k))
      return {term, estimate: NaN, se: NaN, statistic: NaN, p: NaN, wald: {lower: NaN, upper: NaN}};
    const move = k === intercept ? shift : 0;
    const endless = maximum.unbounded.includes(k);
    const estimate = endless ? Math.sign(maximum.at[k]) * Infinity : maximum.at[k] + move;
    const se = endless ? NaN : Math.sqrt(vcov[k * size + k]);
    const threshold = model.thresholds.some(({index}) => index === k);
    const told = (interval: ProfileInterval): ProfileInterval => {
      const reason = (side: "lower" | "upper") =>
        boundReason(term, side, interval.status[side], {
          value: interval[side],
          level,
          rises: endless && Math.sign(maximum.at[k]) === (side === "lower" ? -1 : 1),
          threshold
        });
      const [lower, upper] = [reason("lower"), reason("upper")];
      return {
        ...interval,
        lower: interval.lower + move,
        upper: interval.upper + move,
        ...((lower ?? upper) && {reason: {...(lower && {lower}), ...(upper && {upper})}})
      };
    };
    const profile = intervals[k];
    const scored =
      score && !endless && !threshold
        ? scoreInterval(model, maximum, k, aliased, {level, se, limits: limitsOf(model, k)})
        : undefined;
    return {
      term,
      estimate,
      se,
      ...waldTest(estimate, se),
      wald: waldInterval(estimate, se, level),
      ...(scored && {score: told(scored)}),
      ...(profile && {profile: told(profile)})
    };
  });
}
