import {type Control, newton, type Point} from "../inference/newton.js";
import {profileBound} from "../inference/profileBound.js";
import {normalQuantile} from "../numeric/normal.js";
import type {BoundStatus, ProfileInterval} from "../result/fit.js";

/** A fitted likelihood whose parameters are to be profiled. */
export interface Profiled {
  evaluate: (theta: Float64Array) => Point | null;
  at: Float64Array;
  logLik: number;
  limits: readonly {lower: number; upper: number}[];
  /** A first step for each parameter. */
  step: ArrayLike<number>;
}

/**
 * The profile-likelihood interval of parameter k: all values whose log-likelihood, the others at their best, is
 * within χ²₁/2 of the maximum. A bound at the edge of the feasible region is `boundary`; one that the likelihood
 * never reaches is ±Infinity and `not determined`.
 */
export function profileInterval(
  {evaluate, at, logLik, limits, step}: Profiled,
  k: number,
  level: number,
  control?: Control
): ProfileInterval {
  const root = normalQuantile((1 - level) / 2, true);
  const others = Array.from(at.keys()).filter((j) => j !== k);
  const bound = (direction: -1 | 1): {value: number; status: BoundStatus} => {
    let start = Float64Array.from(others, (j) => at[j]);
    const profile = (value: number): number => {
      const whole = (theta: Float64Array) => {
        const full = new Float64Array(at.length);
        others.forEach((j, m) => {
          full[j] = theta[m];
        });
        full[k] = value;
        return full;
      };
      const held = (theta: Float64Array): Point | null => {
        const point = evaluate(whole(theta));
        return point && withoutParameter(point, others);
      };
      if (others.length === 0) return evaluate(whole(start))?.logLik ?? -Infinity;
      if (!held(start)) {
        start = start.map(() => 0);
        if (!held(start)) return -Infinity;
      }
      const found = newton(held, start, control);
      if (found.converged) start = Float64Array.from(found.at);
      return found.logLik;
    };
    const limit = direction < 0 ? limits[k].lower : limits[k].upper;
    const found = profileBound({
      estimate: at[k],
      logLik,
      step: root * step[k],
      root,
      direction,
      limit,
      profile
    });
    if (found.status !== "ok") return found;
    // A likelihood that leaps past the level at its edge has no value where the level is met.
    const fallen = Math.sqrt(Math.max(0, 2 * (logLik - profile(found.value))));
    return Math.abs(fallen - root) < 1e-4 * root ? found : {value: found.value, status: "boundary"};
  };
  const lower = bound(-1);
  const upper = bound(1);
  return {lower: lower.value, upper: upper.value, status: {lower: lower.status, upper: upper.status}};
}

function withoutParameter({logLik, gradient, information}: Point, others: number[]): Point {
  const p = gradient.length;
  const q = others.length;
  const reduced = new Float64Array(q * q);
  others.forEach((i, a) => {
    others.forEach((j, b) => {
      reduced[a * q + b] = information[i * p + j];
    });
  });
  return {
    logLik,
    gradient: Float64Array.from(others, (j) => gradient[j]),
    information: reduced
  };
}
