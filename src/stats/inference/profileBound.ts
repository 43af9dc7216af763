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
  /** End of the feasible region on that side; ±Infinity when there is none or it is not known. */
  limit: number;
  /** Log-likelihood with the parameter held, all others at their best; −Infinity where there is none, NaN where the search for it failed. */
  profile: (value: number) => number;
  /** Slope of that profile at the value last asked for, which saves looks; NaN or absent where it is not known. */
  slope?: () => number;
  /** By how much each distance may be longer than the one before; 4 by default. */
  growth?: number;
}

/** A distance from the estimate, the signed root there, and the change of the distance with it. */
interface Look {
  distance: number;
  root: number;
  turn: number;
}

/** Relative agreement of the signed root with its target at which a bound is found. */
const tolerance = 1e-11;

/**
 * The value beyond the estimate where twice the fall of the profile log-likelihood reaches root²: secant
 * steps on the signed root of the deviance (nearly straight near the estimate), or where the slope is known cubic
 * ones, outward until the bound is bracketed, then within the bracket. A likelihood that has not fallen far enough where the feasible region
 * ends gives that end (`boundary`), and so does one that leaps past the target, where it leaps; one that levels
 * off gives ±Infinity (`not determined`); a search that does not settle, or that meets a profile that failed
 * where the bound should be, gives NaN (`failed`).
 */
export function profileBound(search: ProfileSearch): {value: number; status: BoundStatus} {
  const {estimate, logLik, root, direction, limit, profile, growth = 4} = search;
  let last: Look = {distance: 0, root: 0, turn: NaN};
  const signedRoot = (distance: number) => {
    const at = profile(estimate + direction * distance);
    const there = Number.isNaN(at) ? NaN : Math.sqrt(Math.max(0, 2 * (logLik - at)));
    last = {distance, root: there, turn: -there / (direction * (search.slope?.() ?? NaN))};
    return there;
  };
  const found = (there: number) => Math.abs(there - root) <= tolerance * root;
  const reach = Math.abs(limit - estimate);
  const step =
    search.step > 0 && Number.isFinite(search.step) ? search.step : Math.max(1e-8, Math.abs(estimate));
  let near = last;
  let far = last;
  let inside = 0;
  let insideRoot = 0;
  let outside = NaN;
  let outsideRoot = NaN;
  if (reach === 0) return {value: limit, status: "boundary"};
  // Distances from the estimate.
  for (let i = 0, distance = step; Number.isNaN(outside); ++i) {
    const atEnd = distance >= reach * (1 - 1e-9);
    if (atEnd) distance = reach * (1 - 1e-9);
    const there = signedRoot(distance);
    if (found(there)) return {value: estimate + direction * distance, status: "ok"};
    if (!(there < root)) {
      outside = distance;
      outsideRoot = there;
      far = last;
      break;
    }
    const aimed = aim(near, last, root);
    near = last;
    if (atEnd) return {value: limit, status: "boundary"};
    // Flat to rounding soon, or to six digits very far out.
    const flat = there <= insideRoot * (1 + (distance > 1e6 * step ? 1e-6 : 1e-10)) && distance > 10 * step;
    if (i > 60 || flat || !Number.isFinite(distance * 4))
      return {value: direction * Infinity, status: "not determined"};
    inside = distance;
    insideRoot = there;
    if (aimed > distance && aimed < 2 * distance) distance = aimed;
    else distance *= there > 0 ? Math.min(growth, Math.max(1.2, (1.02 * root) / there)) : growth;
  }
  let secant = true;
  let failures = 0;
  for (let i = 0; i < 200; ++i) {
    const width = outside - inside;
    if (width <= 4e-16 * Math.max(outside, Math.abs(estimate))) {
      if (Number.isNaN(outsideRoot)) return {value: NaN, status: "failed"};
      const leap = outsideRoot - insideRoot > 1e-4 * root;
      return {value: estimate + direction * inside, status: leap ? "boundary" : "ok"};
    }
    const aimed = (aim(near, far, root) - inside) / width;
    const straight = (root - insideRoot) / (outsideRoot - insideRoot);
    const fraction =
      !secant || !Number.isFinite(outsideRoot) ? 0.5 : aimed > 0 && aimed < 1 ? aimed : straight;
    const distance = inside + Math.min(1 - 1e-6, Math.max(1e-6, fraction)) * width;
    const there = signedRoot(distance);
    if (found(there)) return {value: estimate + direction * distance, status: "ok"};
    if (!(there < root)) {
      outside = distance;
      outsideRoot = there;
      far = last;
      // Where one search after the other fails nothing more is to be learnt.
      failures = Number.isNaN(there) ? failures + 1 : 0;
      if (failures === 12) return {value: NaN, status: "failed"};
    } else {
      inside = distance;
      insideRoot = there;
      near = last;
    }
    // A secant step that leaves most of the bracket is followed by a halving.
    secant = !secant || outside - inside < 0.5 * width || i < 2;
  }
  return {value: NaN, status: "failed"};
}

/**
 * The distance at which the signed root should reach its target, by the cubic through two looks and their slopes,
 * or the parabola where the slope of the first, the estimate itself, is not known; NaN where nothing can be told.
 */
function aim(from: Look, to: Look, root: number): number {
  const width = to.root - from.root;
  const chord = (to.distance - from.distance) / width;
  const h = (root - from.root) / width;
  const first = Number.isNaN(from.turn) ? 2 * chord - to.turn : from.turn;
  const bend = 3 * chord - 2 * first - to.turn;
  return from.distance + width * h * (first + h * (bend + h * (first + to.turn - 2 * chord)));
}
