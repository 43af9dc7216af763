import type {RiskSetSums} from "./riskSetSums.js";
import type {RiskSets} from "./riskSets.js";
import type {Rows} from "./rowLoops.js";

/**
 * Writes the expected events of each row, weight left out: its relative risk times the baseline hazard while it is at risk.
 * @param cumulative hazard after each event time of its stratum, and 0 for rows never at risk.
 * @param drawn what exact ties add.
 * @param expected where they are written.
 */
export function expectedEvents(
  {to, deaths, lingering, ptr}: RiskSets,
  {slot, entry}: Rows,
  {spared, hazard}: RiskSetSums,
  cumulative: Float64Array,
  risk: Float64Array,
  drawn: Float64Array | undefined,
  expected: Float64Array
): void {
  for (let i = 0; i < risk.length; ++i)
    expected[i] = risk[i] * (cumulative[slot[i]] - (entry ? cumulative[entry[i]] : 0));
  for (let j = 0; j < deaths.length; ++j) expected[deaths[j]] -= risk[deaths[j]] * spared[slot[deaths[j]]];
  if (drawn) for (let i = 0; i < risk.length; ++i) expected[i] += drawn[i];
  if (!lingering) return;
  const {rows, scale, weight, until} = lingering;
  const scaled = new Float64Array(hazard.length + 1);
  for (let s = 0; s + 1 < ptr.length; ++s)
    for (let k = ptr[s]; k < ptr[s + 1]; ++k) scaled[k + 1] = scaled[k] + scale[k] * hazard[k];
  for (const i of rows) expected[i] += risk[i] * weight[i] * (scaled[until[i]] - scaled[to[i]]);
}
