import {default as gammaln} from "@stdlib/math-base-special-gammaln";
import {log} from "../numeric/elementary.js";
import {sum} from "../numeric/sum.js";
import {logSum} from "./logSum.js";
import type {PreparedCells} from "./prepareCells.js";

/**
 * Log-likelihood and deviance with every stratum at cases / weight, or of the weights themselves, all constants
 * included.
 */
export function referenceOf({cases, weight, ptr, total, profiled}: PreparedCells): {
  reference: number;
  referenceDeviance: number;
} {
  const ratios = new Float64Array(cases.length);
  const counts = new Float64Array(cases.length);
  const own = Float64Array.from({length: few}, (_, c) => (c > 1 ? constant(c) : 0));
  const saturated = new Float64Array(total.length);
  let fall = 0;
  let size = 0;
  for (let s = 0; s < total.length; ++s) {
    let whole = 0;
    for (let i = ptr[s]; i < ptr[s + 1]; ++i) whole += weight[i];
    const level = profiled ? total[s] / whole : 1;
    if (!profiled) fall += total[s] - whole;
    let best = -total[s];
    for (let i = ptr[s]; i < ptr[s + 1]; ++i) {
      const c = cases[i];
      if (!(c > 0)) continue;
      ratios[size] = (level * weight[i]) / c;
      counts[size++] = c;
      if (c !== 1) best += own[c] ?? constant(c);
    }
    saturated[s] = best;
  }
  fall += logSum(counts, ratios, size, 128);
  return {reference: fall + sum(saturated), referenceDeviance: -2 * fall};
}

/** Whole counts below this have their constants made once. */
const few = 64;

/** What a cell's saturated fit and its count itself have of the log-likelihood. */
function constant(c: number): number {
  return c * log(c) - gammaln(c + 1);
}
