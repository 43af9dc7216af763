import {pow} from "../numeric/elementary.js";
import {checkFollowUp, type FollowUp} from "./followUp.js";
import {riskSets} from "./riskSets.js";
import {lastSlots} from "./slots.js";

/**
 * The probability that each member of a cohort is in a nested case-control sample with m controls a case: 1 for a case,
 * else 1 − Π (1 − m/(n − 1))^d over the event times at which it is at risk, n being at risk and d having the event.
 * Its inverse weights a Cox regression of the sample (with the robust variance).
 *
 * @param cohort everyone, sampled or not; at risk on (entry, exit]; `strata` within which controls were matched.
 * @throws RangeError as `checkFollowUp`; when there are not m ≥ 1 controls a case.
 * Source: Samuelsen (1997). Witness: by hand, test/stats/survival/inclusionProbability.test.ts.
 */
export function inclusionProbability(
  cohort: Omit<FollowUp, "weights"> & {strata?: ArrayLike<number>},
  m: number
): Float64Array {
  checkFollowUp(cohort);
  if (!(Number.isInteger(m) && m >= 1)) throw new RangeError(`m must be a whole number ≥ 1; got ${m}`);
  const {entry, exit, event, strata} = cohort;
  const sets = riskSets(entry, exit, event, strata);
  const {time, ptr, from, to, lateRows, deathPtr} = sets;
  const slot = lastSlots(sets);
  const atRisk = new Float64Array(time.length + 1);
  for (const k of slot) ++atRisk[k];
  for (const i of lateRows) --atRisk[from[i] - 1];
  // Probability of being spared at each event time.
  const spared = new Float64Array(time.length);
  for (let s = 0; s + 1 < ptr.length; ++s)
    for (let k = ptr[s + 1] - 1, n = 0; k >= ptr[s]; --k) {
      n += atRisk[k];
      const share = n > 1 ? Math.min(1, m / (n - 1)) : 1;
      spared[k] = pow(1 - share, deathPtr[k + 1] - deathPtr[k]);
    }
  return Float64Array.from({length: exit.length}, (_, i) => {
    if (event[i] === 1) return 1;
    let never = 1;
    for (let k = from[i]; k < to[i] && never > 0; ++k) never *= spared[k];
    return 1 - never;
  });
}
