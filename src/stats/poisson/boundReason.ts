import {chiSquareQuantile} from "../numeric/chiSquare.js";
import type {BoundStatus} from "../result/fit.js";

/**
 * Why a bound is not where the likelihood has fallen by half the χ² quantile, in words; undefined where it is.
 * @param rises whether the estimate itself runs to infinity on this side.
 */
export function boundReason(
  term: string,
  side: "lower" | "upper",
  status: BoundStatus,
  {value, level, rises, threshold}: {value: number; level: number; rises: boolean; threshold: boolean}
): string | undefined {
  if (status === "ok") return undefined;
  const fall = (chiSquareQuantile(level, 1) / 2).toFixed(2);
  const way = side === "lower" ? "falls" : "grows";
  if (status === "failed") return "the search for the bound did not settle";
  if (status === "not determined")
    return rises
      ? `the likelihood rises for ever as ${term} ${way}`
      : `however far ${term} ${way}, the log-likelihood falls by less than ${fall}`;
  if (threshold)
    return `the log-likelihood falls by less than ${fall} down to ${side === "lower" ? "no threshold" : "one at the largest dose"}`;
  return value === 0
    ? `the log-likelihood falls by less than ${fall} as ${term} tends to 0, where its modifiers lose their meaning`
    : `a fitted rate becomes 0 here, before the log-likelihood has fallen by ${fall}`;
}
