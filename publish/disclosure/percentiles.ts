import type {Cell, Column, TableData} from "../../src/stats/result/report.js";
import type {Policy} from "../policy.js";

/** The share of values below a percentile, told by the column's name: `p10`, `median`; 0 or 1 for extremes. */
export function percentileOf({name, type}: Column): number | undefined {
  if (type !== "number") return undefined;
  if (name === "median") return 0.5;
  if (/^(min|minimum|max|maximum)$/.test(name)) return 0;
  const [, percent] = /^p(\d{1,2}(?:\.\d+)?)$/.exec(name) ?? [];
  return percent === undefined ? undefined : Number(percent) / 100;
}

/** A percentile with fewer values beyond it than the policy asks would be all but some child's own value. */
export function withholdTails(
  {columns, rows: exact}: TableData,
  rows: Cell[][],
  j: number,
  tail: number,
  policy: Policy
) {
  const count = columns.findIndex(({name}) => columns[j].from?.includes(name));
  exact.forEach((row, i) => {
    if (typeof row[j] !== "number") return;
    const values = count < 0 ? 0 : Number(row[count]);
    if (!(tail * values >= policy.percentileTail - 1e-9)) rows[i][j] = {withheld: "·"};
  });
}
