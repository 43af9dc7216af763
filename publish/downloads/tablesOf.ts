import type {Item, TableData} from "../../src/stats/result/report.js";

/** The tables of an item that are downloads of their own, each with the stem of its file's name. */
export function tablesOf(name: string, item: Item): {stem: string; series?: string; data: TableData}[] {
  if (item.kind === "table") return [{stem: name, data: item}];
  if (item.kind !== "figure") return [];
  const all = Object.entries(item.data);
  return all.length === 1
    ? [{stem: name, data: all[0][1]}]
    : all.map(([series, data]) => ({stem: `${name}-${series}`, series, data}));
}
