import type {Withheld} from "../../src/stats/result/report.js";
import type {Policy} from "../policy.js";

/**
 * A count as the policy publishes it: withheld below the threshold, rounded to a multiple of `roundTo` above,
 * zero as the policy says.
 */
export function publishedCount(count: number, policy: Policy): number | Withheld {
  if (count === 0 && policy.zeros === "publish") return 0;
  if (count < policy.threshold) return {withheld: `<${policy.threshold}`};
  return roundTo(count, policy.roundTo);
}

/** `value` at the nearest multiple of `base`, halves upwards. */
export function roundTo(value: number, base: number): number {
  return Math.round(value / base) * base;
}

/** The least and the greatest whole number that a reader must hold possible. */
export interface Range {
  lower: number;
  upper: number;
}

/**
 * What a published cell tells of its count: a rounded count all that round to it, a count below the threshold
 * 1 (0 where zeros are withheld) to the threshold less 1, one withheld to protect others anything not zero.
 */
export function rangeOf(
  cell: number | Withheld,
  policy: Pick<Policy, "threshold" | "roundTo" | "zeros">
): Range {
  const least = policy.zeros === "publish" ? 1 : 0;
  if (typeof cell === "object")
    return cell.withheld.startsWith("<")
      ? {lower: least, upper: policy.threshold - 1}
      : {lower: least, upper: Infinity};
  if (cell === 0 && policy.zeros === "publish") return {lower: 0, upper: 0};
  const lower = Math.ceil(cell - policy.roundTo / 2);
  return {lower: Math.max(policy.threshold, lower), upper: lower + policy.roundTo - 1};
}
