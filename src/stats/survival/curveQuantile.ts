import type {SurvivalCurve} from "./survivalCurve.js";

/** A quantile of the time to event; NaN where the curve (or its bound) does not fall so far. */
export interface TimeQuantile {
  p: number;
  time: number;
  lower: number;
  upper: number;
}

/**
 * The time by which a share p has had the event: the first with S(t) ≤ 1 − p, or, where S is 1 − p over a
 * stretch, its middle. The bounds are the same of the curve's bounds.
 * @param start where the curve begins: the time at which p = 0 is reached.
 * @throws RangeError when p is outside [0, 1]. Source: R survival, quantile.survfit. Witness: test/stats/survival/curveQuantile.test.ts.
 */
export function curveQuantile(curve: SurvivalCurve, p = 0.5, start = 0): TimeQuantile {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be a probability; got ${p}`);
  const find = (surv: Float64Array) => timeAt(curve.time, surv, 1 - p, start);
  return {p, time: find(curve.surv), lower: find(curve.lower), upper: find(curve.upper)};
}

function timeAt(time: Float64Array, surv: Float64Array, level: number, start: number): number {
  const tolerance = 1.4901161193847656e-8;
  if (level === 1) return start;
  for (let k = 0; k < time.length; ++k) {
    if (!(surv[k] <= level + tolerance)) continue;
    if (surv[k] < level - tolerance) return time[k];
    for (let j = k + 1; j < time.length; ++j) if (surv[j] < level - tolerance) return (time[k] + time[j]) / 2;
    // The curve ends on the stretch: its last time stands for the end of it.
    return (time[k] + time[time.length - 1]) / 2;
  }
  return NaN;
}
