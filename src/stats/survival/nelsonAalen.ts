import type {FollowUp} from "./followUp.js";
import {type CurveOptions, exponentialOfHazard, type SurvivalCurve, survivalCurves} from "./survivalCurve.js";

/**
 * The Nelson–Aalen cumulative hazard of each group, Σ d/n with variance Σ d/n², and the survival exp(−H) (after
 * Breslow, Fleming and Harrington) with its bounds. `ties: "fleming-harrington"` takes tied events one by one.
 *
 * @param data as for `kaplanMeier`.
 * @throws RangeError as `checkFollowUp`; when weights are not whole numbers.
 * Source: Aalen (1978); Fleming and Harrington (1984). Witness: R survfit(stype = 2), test/stats/survival/nelsonAalen.test.ts.
 */
export function nelsonAalen(
  data: FollowUp & {group?: ArrayLike<number>},
  options: CurveOptions = {}
): SurvivalCurve[] {
  const {weights} = data;
  if (weights)
    for (let i = 0; i < weights.length; ++i)
      if (weights[i] !== Math.floor(weights[i]))
        throw new RangeError(`weights must be whole numbers for nelsonAalen; got ${weights[i]} in row ${i}`);
  return survivalCurves(data, exponentialOfHazard, options);
}
