import {sum} from "../numeric/sum.js";
import {extremesOf} from "./extremesOf.js";
import type {PreparedCells} from "./prepareCells.js";

/** How far the column of a parameter goes, and whether the parameter stands in an exponent. */
export interface Span {
  size: number;
  exponent: boolean;
}

/**
 * What one unit of each parameter does at most: of a slope, its largest excess over the background (relative) or
 * over the crude rate (absolute); of an exponent, the range of its column.
 */
export function spansOf(cells: PreparedCells): Span[] {
  const {terms, excessSize, loglinear, kind, cases, pyr, intercept, tau} = cells;
  const spans: Span[] = Array.from(
    {length: excessSize + loglinear.length + Number(tau !== undefined)},
    () => ({
      size: 0,
      exponent: false
    })
  );
  const put = (k: number, size: number, exponent: boolean) => {
    spans[k] = {size: Math.max(spans[k].size, size), exponent};
  };
  const unit = kind === "relative" ? 1 : sum(pyr) / sum(cases);
  for (const {basis, beta, threshold, exponents, gamma, product, delta} of terms) {
    // A threshold writes its column anew.
    for (const [l, k] of beta.entries())
      put(k, unit * (threshold ? largest(basis[l]) : sizeOf(basis[l])), false);
    for (const [l, k] of gamma.entries()) put(k, range(exponents[l]), true);
    for (const [l, k] of delta.entries()) put(k, largest(product[l]), false);
    if (threshold) put(threshold.tau, 0, false);
  }
  for (const [l, x] of loglinear.entries())
    put(excessSize + l, excessSize + l === intercept ? Math.abs(x[0]) : range(x), true);
  return spans;
}

function sizeOf(column: Float64Array): number {
  const [low, high] = extremesOf(column);
  return Math.max(-low, high);
}

function largest(column: Float64Array): number {
  let most = 0;
  for (let i = 0; i < column.length; ++i) if (Math.abs(column[i]) > most) most = Math.abs(column[i]);
  return most;
}

function range(column: Float64Array): number {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < column.length; ++i) {
    if (column[i] < least) least = column[i];
    if (column[i] > most) most = column[i];
  }
  return most - least;
}
