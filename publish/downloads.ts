import {JSDOM} from "jsdom";
import {drawFigure, figureWidths} from "../src/components/drawFigure.js";
import type {Item, Report, TableData} from "../src/stats/result/report.js";
import {arrowBytes} from "./downloads/arrowBytes.js";
import {csvText} from "./downloads/csvText.js";
import {standaloneSvg} from "./downloads/standaloneSvg.js";

/** A file that readers may take along, named as it lies beside its report. */
export interface DownloadFile {
  file: string;
  bytes: Uint8Array;
}

/** Names of the downloads of an item, with what each is; estimates and statements have none. */
export function downloadNames(name: string, item: Item): {label: string; file: string}[] {
  const tables = tablesOf(name, item).map(({stem, series}) => [
    {label: series ? `CSV (${series})` : "CSV", file: `${stem}.csv`},
    {label: series ? `Arrow (${series})` : "Arrow", file: `${stem}.arrow`}
  ]);
  const drawings = item.kind === "figure" ? [{label: "SVG", file: `${name}.svg`}] : [];
  return [...drawings, ...tables.flat()];
}

/**
 * Every download of a disclosed report: each table, and the data of each figure, as CSV and Arrow IPC,
 * with the digits that the page shows; each figure as an SVG that stands alone. The same report gives the
 * same bytes.
 */
export function downloads(report: Report): DownloadFile[] {
  const files: DownloadFile[] = [];
  for (const [name, item] of Object.entries(report.items)) {
    for (const {stem, data} of tablesOf(name, item)) {
      files.push({file: `${stem}.csv`, bytes: Buffer.from(csvText(data), "utf8")});
      files.push({file: `${stem}.arrow`, bytes: arrowBytes(data)});
    }
    if (item.kind === "figure") {
      const svg = drawFigure(item, figureWidths.wide, page());
      files.push({file: `${name}.svg`, bytes: Buffer.from(standaloneSvg(svg, item), "utf8")});
    }
  }
  return files;
}

function tablesOf(name: string, item: Item): {stem: string; series?: string; data: TableData}[] {
  if (item.kind === "table") return [{stem: name, data: item}];
  if (item.kind !== "figure") return [];
  const all = Object.entries(item.data);
  return all.length === 1
    ? [{stem: name, data: all[0][1]}]
    : all.map(([series, data]) => ({stem: `${name}-${series}`, series, data}));
}

let kept: Document | undefined;

function page(): Document {
  kept ??= new JSDOM("").window.document;
  return kept;
}
