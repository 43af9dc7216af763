import type {Cell, Column} from "../stats/result/report.js";
import {commonDecimals, formatNumber, formatP} from "./formatNumber.js";
import {isWithheld} from "./isWithheld.js";

/**
 * A function that prints the cells of one column. Counts and person-years are whole; other numbers have
 * the column's significant digits, and where the column spans no more than two orders of magnitude the same
 * number of decimals, so that they line up. `null` is an empty string, a withheld cell its text.
 *
 * @param together values of other columns that are printed with the same decimals, such as bounds.
 */
export function cellText(column: Column, values: readonly Cell[], together: readonly Cell[] = []) {
  const {type, digits = 3} = column;
  const numbers = [...values, ...together].filter((cell): cell is number => typeof cell === "number");
  const sizes = numbers
    .filter((value) => value !== 0)
    .map((value) => Math.floor(Math.log10(Math.abs(value))));
  const whole = numbers.every(Number.isInteger);
  const aligned = sizes.length === 0 || Math.max(...sizes) - Math.min(...sizes) <= 2;
  const shared = commonDecimals(numbers, Math.max(digits, 3));
  return (cell: Cell): string => {
    if (cell === null) return "";
    if (isWithheld(cell)) return cell.withheld;
    if (typeof cell === "boolean") return cell ? "yes" : "no";
    if (typeof cell === "string") return cell;
    if (type === "p") return formatP(cell);
    if (type === "count" || type === "personTime") return formatNumber(cell, 0);
    if (whole && column.digits === undefined) return formatNumber(cell, 0);
    return formatNumber(cell, aligned ? shared : Math.min(3, commonDecimals([cell], digits)));
  };
}
