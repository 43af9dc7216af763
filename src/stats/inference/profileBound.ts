import type {BoundStatus} from "../result/fit.js";

/** What the search for one bound needs to know. */
export interface ProfileSearch {
  estimate: number;
  /** Log-likelihood at the estimate. */
  logLik: number;
  /** First distance to try, such as z·se. */
  step: number;
  /** Square root of the χ² quantile: how far the signed root of the deviance may go. */
  root: number;
  /** −1 the lower bound, 1 the upper. */
  direction: -1 | 1;
  /** End of the feasible region on that side; ±Infinity when there is none. */
  limit: number;
  /** Log-likelihood with the parameter held, all others at their best; NaN or −Infinity where infeasible. */
  profile: (value: number) => number;
}

/**
 * The value beyond the estimate where twice the fall of the profile log-likelihood reaches root²: a bracket
 * by doubling, then secant steps on the signed root of the deviance (nearly straight near the estimate)
 * kept inside the bracket. A likelihood that has not fallen far enough at the end of the feasible region
 * gives that end (`boundary`); one that levels off gives ±Infinity (`not determined`).
 */
export function profileBound(search: ProfileSearch): {value: number; status: BoundStatus} {
  const {estimate, logLik, root, direction, limit, profile} = search;
  const signedRoot = (value: number) => {
    const at = profile(value);
    return Number.isNaN(at) ? Infinity : Math.sqrt(Math.max(0, 2 * (logLik - at)));
  };
  const finite = Number.isFinite(limit);
  const reach = Math.abs(limit - estimate);
  let inside = estimate;
  let insideRoot = 0;
  let outside = NaN;
  let outsideRoot = NaN;
  let step =
    search.step > 0 && Number.isFinite(search.step) ? search.step : Math.max(1e-8, Math.abs(estimate));
  if (finite) {
    const nearly = limit - direction * reach * 1e-9;
    const rootThere = signedRoot(nearly);
    if (!(rootThere > root)) return {value: limit, status: "boundary"};
    outside = nearly;
    outsideRoot = rootThere;
  }
  const farthest = 2 ** 40 * Math.max(step, Math.abs(estimate), 1e-8);
  for (;;) {
    const distance = finite ? Math.min(step, 0.5 * Math.abs(outside - inside)) : step;
    const value = inside + direction * distance;
    const there = signedRoot(value);
    if (there >= root) {
      outside = value;
      outsideRoot = there;
      break;
    }
    inside = value;
    insideRoot = there;
    if (finite && Math.abs(outside - inside) <= 1e-12 * reach) break;
    step *= 2;
    if (Math.abs(value - estimate) > farthest) return {value: direction * Infinity, status: "not determined"};
  }
  for (let i = 0; i < 200; ++i) {
    const width = outside - inside;
    if (Math.abs(width) <= 1e-14 * Math.max(Math.abs(outside), Math.abs(width))) break;
    const fraction = Number.isFinite(outsideRoot) ? (root - insideRoot) / (outsideRoot - insideRoot) : 0.5;
    const share = i % 4 === 3 ? 0.5 : Math.min(0.999999, Math.max(1e-6, fraction));
    const value = inside + share * width;
    if (value === inside || value === outside) break;
    const there = signedRoot(value);
    if (Math.abs(there - root) <= 1e-13 * root) return {value, status: "ok"};
    if (there >= root) {
      outside = value;
      outsideRoot = there;
    } else {
      inside = value;
      insideRoot = there;
    }
  }
  const value = root - insideRoot < outsideRoot - root ? inside : outside;
  return Number.isFinite(value) ? {value, status: "ok"} : {value: NaN, status: "failed"};
}
