import type {Column} from "../../src/stats/result/report.js";

/** A column of percentages, to tenths, that rest on the count in the column `children`. */
export function shareOfChildren(name: string, label: string): Column {
  return {name, label, type: "number", unit: "%", digits: 3, decimals: 1, from: ["children"]};
}
