import type {Cell, Column} from "../stats/result/report.js";
import {commonDecimals, formatNumber, formatP} from "./formatNumber.js";
import {isWithheld} from "./isWithheld.js";

/**
 * A function that prints the cells of one column. Counts and person-years are whole, probabilities per cent
 * with one decimal. Other numbers have the column's significant digits, and where the column spans no more
 * than two orders of magnitude the same number of decimals, so that they line up. `null` is an empty string,
 * a withheld cell its text.
 */
export function cellText(column: Column, values: readonly Cell[]) {
  const {type, digits = 3} = column;
  const numbers = values.filter((cell): cell is number => typeof cell === "number");
  const sizes = numbers.filter((x) => x !== 0).map((x) => Math.floor(Math.log10(Math.abs(x))));
  const whole = column.digits === undefined && numbers.every(Number.isInteger);
  const aligned = sizes.length === 0 || Math.max(...sizes) - Math.min(...sizes) <= 1;
  const most = column.decimals ?? Infinity;
  const shared = Math.min(most, commonDecimals(numbers, digits));
  return (cell: Cell): string => {
    if (cell === null) return "";
    if (isWithheld(cell)) return cell.withheld;
    if (typeof cell === "boolean") return cell ? "yes" : "no";
    if (typeof cell === "string") return cell;
    if (type === "p") return formatP(cell);
    if (type === "probability") return formatNumber(100 * cell, 1);
    if (type === "count" || type === "personTime" || whole) return formatNumber(cell, 0);
    if (cell === 0) return "0";
    return aligned
      ? formatNumber(cell, shared)
      : formatNumber(cell, Math.min(3, most, commonDecimals([cell], digits)));
  };
}

/** Decimals for estimates that are printed with their bounds: `digits` of a middling estimate, at most three. */
export function intervalDecimals(estimates: readonly Cell[], digits = 3): number {
  const sizes = estimates
    .filter((cell): cell is number => typeof cell === "number" && cell !== 0)
    .map(Math.abs)
    .sort((a, b) => a - b);
  const middle = sizes[Math.floor(sizes.length / 2)] ?? 1;
  return Math.min(3, commonDecimals([middle], digits));
}
