import type {Column} from "../../src/stats/result/report.js";

/** A number of a column with no more digits than are published: those of the column, else six. */
export function shownDigits(value: number, {type, digits = 6}: Column): number {
  return type === "count" || type === "personTime" ? value : Number(value.toPrecision(digits));
}
