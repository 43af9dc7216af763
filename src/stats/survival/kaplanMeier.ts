import type {FollowUp} from "./followUp.js";
import {type CurveOptions, productLimit, type SurvivalCurve, survivalCurves} from "./survivalCurve.js";

/**
 * The Kaplan–Meier curve of each group, S(t) = Π (1 − d/n) over event times ≤ t, with Greenwood's standard
 * error S √Σ d/(n(n − d)) and pointwise bounds; `cumHaz` is Nelson and Aalen's Σ d/n.
 *
 * @param data subjects at risk on (entry, exit]; events at a time come before censorings at it; `group` 0 … G − 1.
 * @param options `interval` "log" (default), "plain" or "log-log"; `level` 0.95.
 * @returns a curve a group, a row at each distinct exit; a group without rows has an empty curve. Where the curve
 * is 0 its standard error and bounds are NaN.
 * @throws RangeError as `checkFollowUp`.
 * Source: Kaplan and Meier (1958); Greenwood (1926). Witness: R survfit, test/stats/survival/kaplanMeier.test.ts.
 */
export function kaplanMeier(
  data: FollowUp & {group?: ArrayLike<number>},
  options: CurveOptions = {}
): SurvivalCurve[] {
  return survivalCurves(data, productLimit, options);
}
