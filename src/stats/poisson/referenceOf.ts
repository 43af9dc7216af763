import {default as gammaln} from "@stdlib/math-base-special-gammaln";
import {log} from "../numeric/elementary.js";
import {sum} from "../numeric/sum.js";
import {addLogs, lastLogs} from "./logSum.js";
import type {PreparedCells} from "./prepareCells.js";

/**
 * Log-likelihood and deviance with every stratum at cases / weight, or of the weights themselves, all constants
 * included.
 */
export function referenceOf({cases, weight, ptr, total, profiled}: PreparedCells): {
  reference: number;
  referenceDeviance: number;
} {
  let longest = 0;
  for (let s = 0; s < total.length; ++s) longest = Math.max(longest, ptr[s + 1] - ptr[s]);
  const ratios = new Float64Array(longest);
  const counts = new Float64Array(longest);
  const products = new Float64Array(few).fill(1);
  const own = new Float64Array(few);
  const saturated = new Float64Array(total.length);
  let fall = 0;
  let logs = 0;
  for (let s = 0; s < total.length; ++s) {
    const whole = sumBetween(weight, ptr[s], ptr[s + 1]);
    const level = profiled ? total[s] / whole : 1;
    if (!profiled) fall += total[s] - whole;
    let best = -total[s];
    let size = 0;
    for (let i = ptr[s]; i < ptr[s + 1]; ++i) {
      const c = cases[i];
      if (!(c > 0)) continue;
      ratios[size] = (level * weight[i]) / c;
      counts[size++] = c;
      if (c === 1) continue;
      const known = own[c];
      if (known) best += known;
      else best += own[c] = constant(c);
    }
    saturated[s] = best;
    logs = addLogs(products, counts, ratios, size, logs);
  }
  fall += lastLogs(products, logs);
  return {reference: fall + sum(saturated), referenceDeviance: -2 * fall};
}

function sumBetween(column: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; ++i) sum += column[i];
  return sum;
}

/** Whole counts below this have their constants made once, and products of their own. */
const few = 128;

/** What a cell's saturated fit and its count itself have of the log-likelihood. */
function constant(c: number): number {
  return c * log(c) - gammaln(c + 1);
}
