import type {Point} from "../inference/newton.js";

/**
 * Parameters along which the likelihood rises for ever, so that their estimates are infinite: +1 or −1 the
 * direction, 0 for a finite one. At the point where a search stopped, a step of two standard deviations of the
 * covariate in the direction of least information must lower a likelihood that has a maximum.
 * @param suspects parameters to try, others are taken as finite. @param vcov inverse information, row-major.
 */
export function monotoneDirections(
  evaluate: (theta: Float64Array) => Point | null,
  at: Float64Array,
  logLik: number,
  vcov: Float64Array,
  spread: readonly number[],
  suspects: readonly number[]
): Int8Array {
  const p = at.length;
  const signs = new Int8Array(p);
  for (const k of suspects) {
    const direction = Float64Array.from({length: p}, (_, j) => vcov[j * p + k]);
    if (direction[k] === 0) {
      direction.fill(0);
      direction[k] = 1;
    }
    const size = direction.reduce((most, value, j) => Math.max(most, Math.abs(value) * spread[j]), 0);
    if (!(size > 0) || Math.abs(direction[k]) * spread[k] < 1e-4 * size) continue;
    const [ahead, behind] = [1, -1].map(
      (sign) => evaluate(at.map((value, j) => value + (sign * 2 * direction[j]) / size))?.logLik ?? -Infinity
    );
    if (Math.max(ahead, behind) < logLik - 1e-7 * Math.max(1, Math.abs(logLik) * 1e-6)) continue;
    // Far out both are alike but for rounding: then the way by which the search came, from 0, tells.
    const alike = Math.abs(ahead - behind) <= 1e-13 * (1 + Math.abs(logLik));
    signs[k] = (alike ? at[k] > 0 : ahead > behind === direction[k] > 0) ? 1 : -1;
  }
  return signs;
}
