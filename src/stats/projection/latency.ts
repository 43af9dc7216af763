import {exp} from "../numeric/elementary.js";

/** How a risk comes up after an exposure: at once after some years, along a ramp, or along a sigmoid. */
export type Latency =
  | {kind: "step"; years: number}
  | {kind: "ramp"; from: number; to: number}
  | {kind: "sigmoid"; midpoint: number; scale: number};

/**
 * The share of the full excess risk `years` after an exposure, 0 to 1; none before it.
 *
 *   step  1 from `years` on        ramp  (t − from)/(to − from) between them
 *   sigmoid  1/(1 + exp(−(t − midpoint)/scale))
 *
 * @throws RangeError when the ramp does not rise or the scale is not positive.
 * Source: BEIR VII (2006), chapter 12 (step: 5 years, 2 for leukaemia); Berrington de González and others (2012),
 *   J Radiol Prot 32:205 (sigmoid). Witness: by hand, test/stats/projection/lifeTable.test.ts.
 */
export function latencyShare(latency: Latency, years: number): number {
  if (latency.kind === "step") return years >= latency.years && years >= 0 ? 1 : 0;
  if (latency.kind === "ramp") {
    const {from, to} = latency;
    if (!(to > from)) throw new RangeError(`ramp must end after it begins; got ${from} to ${to}`);
    return Math.min(1, Math.max(0, (years - from) / (to - from)));
  }
  const {midpoint, scale} = latency;
  if (!(scale > 0)) throw new RangeError(`scale must be > 0; got ${scale}`);
  return years <= 0 ? 0 : 1 / (1 + exp(-(years - midpoint) / scale));
}
