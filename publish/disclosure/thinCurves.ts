import type {Cell, Report, TableData} from "../../src/stats/result/report.js";
import type {Policy} from "../policy.js";

/**
 * Leaves out points of curves that have fewer than `eventsPerStep` events since the point before; theirs are
 * added to the next. A curve is a table or series with times, a column `events` of those since the row before,
 * and probabilities; each combination of its texts is a curve, and its first row without events stays. Points
 * of fewer events than the threshold are withheld later where they stand in a table, and so stay.
 * Witness: by hand in test/publish/disclosure/thinCurves.test.ts.
 */
export function thinCurves(report: Report, policy: Policy): Report {
  const items = Object.entries(report.items).map(([name, item]) => {
    if (item.kind === "table") return [name, {...item, ...thin(item, policy, policy.threshold)}];
    if (item.kind !== "figure") return [name, item];
    const data = Object.entries(item.data).map(([series, table]) => [series, thin(table, policy, 0)]);
    return [name, {...item, data: Object.fromEntries(data)}];
  });
  return {...report, items: Object.fromEntries(items)};
}

function thin(table: TableData, {eventsPerStep}: Policy, withheldBelow: number): TableData {
  const {columns, rows} = table;
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const [time, events] = [at("time"), at("events")];
  const isCurve = columns.some(({type}) => type === "probability");
  if (!isCurve || time < 0 || columns[events]?.type !== "count") return table;
  const open = new Map<string, number>();
  const kept = rows.flatMap((row): Cell[][] => {
    const key = JSON.stringify(row.filter((_, j) => columns[j].type === "text"));
    const isFirst = !open.has(key);
    const own = row[events];
    if (typeof own !== "number") return [row];
    const since = (open.get(key) ?? 0) + own;
    if ((isFirst && since === 0) || since >= eventsPerStep || since < withheldBelow) {
      open.set(key, 0);
      return [row.map((cell, j) => (j === events ? since : cell))];
    }
    open.set(key, since);
    return [];
  });
  return {...table, rows: kept};
}
