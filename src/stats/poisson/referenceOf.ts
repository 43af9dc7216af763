import {default as gammaln} from "@stdlib/math-base-special-gammaln";
import {log} from "../numeric/elementary.js";
import {sum} from "../numeric/sum.js";
import type {PreparedCells} from "./prepareCells.js";

/**
 * Log-likelihood and deviance with every stratum at cases / weight, or of the weights themselves, all constants
 * included.
 */
export function referenceOf({cases, weight, ptr, total, profiled}: PreparedCells): {
  reference: number;
  referenceDeviance: number;
} {
  const fits: number[] = [];
  const saturated: number[] = [];
  for (let s = 0; s + 1 < ptr.length; ++s) {
    let whole = 0;
    for (let i = ptr[s]; i < ptr[s + 1]; ++i) whole += weight[i];
    const level = profiled ? total[s] / whole : 1;
    let fit = total[s] - level * whole;
    let best = -total[s];
    for (let i = ptr[s]; i < ptr[s + 1]; ++i) {
      const c = cases[i];
      if (!(c > 0)) continue;
      fit += c * log((level * weight[i]) / c);
      if (c !== 1) best += c * log(c) - gammaln(c + 1);
    }
    fits.push(fit);
    saturated.push(best);
  }
  const fall = sum(fits);
  return {reference: fall + sum(saturated), referenceDeviance: -2 * fall};
}
