import {exp, log} from "../numeric/elementary.js";
import {normalQuantile} from "../numeric/normal.js";

/** The scale on which an interval of a probability is symmetric. */
export type IntervalType = "plain" | "log" | "log-log";

/**
 * Pointwise bounds of a probability p with standard error se, symmetric on the scale named: plain p ± z·se,
 * log p·exp(±z·se/p), log-log exp(−exp(log(−log p) ± z·se/(p log p))); plain and log are cut at [0, 1].
 * Where the scale has no value (log at 0, log-log at 0 and 1) the bounds are NaN, as in R.
 * @throws RangeError when the level is not inside (0, 1). Source: R survival, survfit. Witness: test/stats/survival/kaplanMeier.test.ts.
 */
export function probabilityInterval(
  p: ArrayLike<number>,
  se: ArrayLike<number>,
  type: IntervalType = "log",
  level = 0.95
): {lower: Float64Array; upper: Float64Array} {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie between 0 and 1; got ${level}`);
  const z = normalQuantile((1 - level) / 2, true);
  const lower = new Float64Array(p.length);
  const upper = new Float64Array(p.length);
  for (let k = 0; k < p.length; ++k) {
    if (type === "plain") {
      lower[k] = Math.max(0, p[k] - z * se[k]);
      upper[k] = Math.min(1, p[k] + z * se[k]);
    } else if (p[k] === 0 || (type === "log-log" && p[k] === 1)) {
      lower[k] = NaN;
      upper[k] = NaN;
    } else if (type === "log") {
      const factor = exp((z * se[k]) / p[k]);
      lower[k] = p[k] / factor;
      upper[k] = Math.min(1, p[k] * factor);
    } else {
      const cumulative = -log(p[k]);
      const factor = exp((z * se[k]) / (p[k] * cumulative));
      lower[k] = exp(-cumulative * factor);
      upper[k] = exp(-cumulative / factor);
    }
  }
  return {lower, upper};
}
