import type {SurvivalCurve} from "./survivalCurve.js";

/** Area under a survival curve to a horizon. */
export interface RestrictedMean {
  horizon: number;
  estimate: number;
  se: number;
}

/**
 * The restricted mean survival time ∫₀^τ S(t) dt, with variance Σ [∫ₜ^τ S]² d/(n(n − d)) over event times t ≤ τ.
 * Beyond the last time the curve is taken to stay where it is.
 * @param horizon τ, in the units of time. @param start where follow-up begins; earlier time counts as survived.
 * @throws RangeError when the horizon is not after the start.
 * Source: R survival, print(rmean =). Witness: test/stats/survival/restrictedMean.test.ts.
 */
export function restrictedMean(
  {time, nRisk, nEvent, surv}: SurvivalCurve,
  horizon: number,
  start = 0
): RestrictedMean {
  if (!(horizon > start)) throw new RangeError(`horizon must be > ${start}; got ${horizon}`);
  let size = 0;
  while (size < time.length && time[size] <= horizon) ++size;
  let variance = 0;
  let area = 0;
  let end = horizon;
  for (let k = size - 1; k >= 0; --k) {
    area += surv[k] * (end - time[k]);
    end = time[k];
    const survivors = nRisk[k] - nEvent[k];
    if (survivors > 0) variance += (area * area * nEvent[k]) / (nRisk[k] * survivors);
  }
  return {horizon, estimate: area + (end - start), se: Math.sqrt(variance)};
}
