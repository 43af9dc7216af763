import type {Item} from "../../src/stats/result/report.js";
import {tablesOf} from "./tablesOf.js";

/** Names of the downloads of an item, with what each is; estimates and statements have none. */
export function downloadNames(name: string, item: Item): {label: string; file: string}[] {
  const tables = tablesOf(name, item).flatMap(({stem, series}) => [
    {label: series ? `CSV (${series})` : "CSV", file: `${stem}.csv`},
    {label: series ? `Arrow (${series})` : "Arrow", file: `${stem}.arrow`}
  ]);
  if (item.kind === "table") return [{label: "Word", file: `${name}.docx`}, ...tables];
  const drawings = [
    {label: "SVG", file: `${name}.svg`},
    {label: "PNG", file: `${name}.png`}
  ];
  return item.kind === "figure" ? [...drawings, ...tables] : tables;
}
