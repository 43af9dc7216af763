import type {Figure, Table, TableData} from "../stats/result/report.js";
import {escapeHtml, prose} from "./escapeHtml.js";
import {notesOf} from "./notesOf.js";
import {table} from "./table.js";

/** A file that a reader may take along. */
export interface Download {
  /** What it is: "CSV", "Arrow", "SVG". */
  label: string;
  href: string;
  /** Name under which it is kept. */
  name: string;
}

/** What a published table or figure is called on its page. */
export interface Caption {
  /** Anchor of its permanent link. */
  id: string;
  /** "Figure 2". */
  number: string;
  /** The mark that leads to the item's provenance; empty where it has none. */
  source: string;
}

/** A figure with its caption, both drawings (the style sheet shows the one that fits), its data and downloads. */
export function figureBlock(
  figure: Figure,
  {id, number, source}: Caption,
  {wide, narrow}: {wide: string; narrow: string},
  downloads: readonly Download[]
): string {
  const data = Object.entries(figure.data);
  const tables = data.map(([name, own]) => {
    const heading = data.length > 1 ? `<p class="series">${escapeHtml(capital(name))}</p>` : "";
    return `${heading}${table(own, `Data of ${number}${data.length > 1 ? `, ${name}` : ""}`)}`;
  });
  return (
    `<figure class="item picture" id="${id}">${caption(figure.caption, {id, number, source})}` +
    `<div class="drawing"><div class="wide">${wide}</div><div class="narrow">${narrow}</div></div>` +
    notes(
      figure.notes,
      data.map(([, own]) => own)
    ) +
    `<details class="data"><summary>Data and downloads<span class="of"> of ${number}</span></summary>${downloadLinks(downloads)}${tables.join("")}</details>` +
    "</figure>\n"
  );
}

/** A table with its caption, notes and downloads. */
export function tableBlock(
  item: Table,
  {id, number, source}: Caption,
  downloads: readonly Download[]
): string {
  return (
    `<figure class="item tabular" id="${id}">${caption(item.caption, {id, number, source})}` +
    table(item, `${number}. ${item.caption}`) +
    notes(item.notes, [item]) +
    `${downloadLinks(downloads)}</figure>\n`
  );
}

function caption(text: string, {id, number, source}: Caption): string {
  return `<figcaption><a class="number" href="#${id}" aria-label="Permanent link to ${number}">${number}</a> ${prose(capital(text))}${source}</figcaption>`;
}

function notes(said: readonly string[] | undefined, data: readonly TableData[]): string {
  const all = notesOf(said, data);
  return all.length > 0 ? `<p class="notes">${all.map(prose).join(" ")}</p>` : "";
}

function downloadLinks(downloads: readonly Download[]): string {
  if (downloads.length === 0) return "";
  const links = downloads.map(
    ({label, href, name}) => `<a href="${href}" download="${name}">${escapeHtml(label)}</a>`
  );
  return `<p class="downloads"><span>Download</span> ${links.join(" ")}</p>`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
