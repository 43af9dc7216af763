import type {Column} from "../../src/stats/result/report.js";
import {forestColumns} from "./sensitivity.js";
import {publishedUnit} from "./trend.js";

/** The columns of a line of excess relative risks over a number, with their intervals and cases. */
export function errLines(series: string, x: {label: string; unit: string}): Column[] {
  const [, , ...figures] = forestColumns(publishedUnit);
  return [{name: "series", label: series, type: "text"}, {name: "x", type: "number", ...x}, ...figures];
}
