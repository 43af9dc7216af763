import {default as gammaln} from "@stdlib/math-base-special-gammaln";
import {log} from "../numeric/elementary.js";
import {sum} from "../numeric/sum.js";
import {lastLogs} from "./logSum.js";
import type {PreparedCells} from "./prepareCells.js";

/**
 * Log-likelihood and deviance with every stratum at cases / weight, or of the weights themselves, all constants
 * included.
 */
export function referenceOf({cases, weight, ptr, total, profiled}: PreparedCells): {
  reference: number;
  referenceDeviance: number;
} {
  // Σ c log r by products, as `logSum` does it. A cell without cases has r = ∞, a product that stays NaN, and no share:
  // no branch is taken for it, which a processor would guess wrong half the time.
  const products = new Float64Array(few).fill(1);
  const own = new Float64Array(few).fill(NaN);
  products[0] = NaN;
  own.fill(0, 0, 2);
  const saturated = new Float64Array(total.length);
  let fall = 0;
  let logs = 0;
  for (let s = 0; s < total.length; ++s) {
    const whole = sumBetween(weight, ptr[s], ptr[s + 1]);
    const level = profiled ? total[s] / whole : 1;
    if (!profiled) fall += total[s] - whole;
    let best = -total[s];
    for (let i = ptr[s]; i < ptr[s + 1]; ++i) {
      const c = cases[i];
      const ratio = (level * weight[i]) / c;
      const bin = c < few ? c | 0 : -1;
      if (bin !== c || Number.isNaN(own[bin])) {
        const share = constant(c);
        best += share;
        if (bin !== c) {
          logs += c * log(ratio);
          continue;
        }
        own[bin] = share;
      } else best += own[bin];
      const product = products[bin] * ratio;
      if (product > 1e150 || product < 1e-150) {
        logs += c * log(product);
        products[bin] = 1;
      } else products[bin] = product;
    }
    saturated[s] = best;
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
