import {quantileSorted} from "simple-statistics";
import type {Cell, Column} from "../../src/stats/result/report.js";

/** The columns that `percentiles` fills: a count under the name given, then five percentiles. */
export function percentileColumns(count: string, label: string, unit: string): Column[] {
  const figure = (name: string, title: string): Column => ({
    name,
    label: title,
    type: "number",
    unit,
    digits: 3,
    decimals: 2,
    from: [count]
  });
  return [
    {name: count, label, type: "count"},
    figure("p10", "10th"),
    figure("p25", "25th"),
    figure("median", "Median"),
    figure("p75", "75th"),
    figure("p90", "90th")
  ];
}

/** How many values there are, and their 10th, 25th, 50th, 75th and 90th percentiles; missing (NaN) are left out. */
export function percentiles(values: Float64Array): Cell[] {
  const sorted = Array.from(values.filter((value) => !Number.isNaN(value)).sort());
  if (sorted.length === 0) return [0, null, null, null, null, null];
  return [sorted.length, ...[0.1, 0.25, 0.5, 0.75, 0.9].map((p) => quantileSorted(sorted, p))];
}
