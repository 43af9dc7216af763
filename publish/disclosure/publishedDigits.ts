import {intervalDecimals} from "../../src/components/cellText.js";
import {estimateDecimals} from "../../src/components/estimate.js";
import {commonDecimals} from "../../src/components/formatNumber.js";
import type {Cell, Column, Estimate} from "../../src/stats/result/report.js";
import type {Policy} from "../policy.js";

/**
 * Rounds the figures of an estimate to the decimals in which a page prints them, its p-value to two
 * significant digits: nothing finer leaves than what is read.
 */
export function roundEstimate(estimate: Estimate, policy: Policy): Estimate {
  const {value, lower, upper, p} = estimate;
  if (typeof value !== "number") return estimate;
  const decimals = estimateDecimals(estimate);
  const round = (figure: number) => significant(toDecimals(figure, decimals), policy.significantDigits);
  return {
    ...estimate,
    value: round(value),
    ...(typeof lower === "number" ? {lower: round(lower)} : {}),
    ...(typeof upper === "number" ? {upper: round(upper)} : {}),
    ...(p === undefined ? {} : {p: significant(p, 2)})
  };
}

/**
 * Rounds a column of figures to its significant digits; bounds, which are printed to the decimals of the
 * estimates before them, to no fewer than those.
 */
export function roundColumn(columns: readonly Column[], rows: Cell[][], j: number, policy: Policy): void {
  const {type, digits = 6} = columns[j];
  if (type !== "number" && type !== "p") return;
  const most = Math.min(type === "p" ? 2 : digits, policy.significantDigits);
  const leading = isBound(columns[j]) ? columns.findLastIndex((column, k) => k < j && !isBound(column)) : j;
  const shared =
    isBound(columns[j]) || isBound(columns[j + 1])
      ? intervalDecimals(
          rows.map((row) => row[leading]),
          most
        )
      : 0;
  for (const row of rows) {
    const value = row[j];
    if (typeof value !== "number" || Number.isInteger(value)) continue;
    const rounded = toDecimals(value, Math.max(shared, commonDecimals([value], most)));
    row[j] = significant(rounded, policy.significantDigits);
  }
}

/** `value` with `digits` significant digits. */
export function significant(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** Whether a column holds the bounds of the estimates before it. */
export function isBound(column: Column | undefined): boolean {
  return column?.label === "lower" || column?.label === "upper";
}

function toDecimals(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
