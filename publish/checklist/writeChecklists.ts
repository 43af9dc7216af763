import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import checklist from "../../data/reference/reporting-checklist.json" with {type: "json"};
import type {Report} from "../../src/stats/result/report.js";
import {inFrame} from "../site/inFrame.js";
import {checklistPage, type PlaceName} from "./checklistPage.js";

/** Writes the STROBE and RECORD checklist of each report that has a page into a finished site. */
export function writeChecklists(site: string, reports: readonly Report[]): void {
  const frame = readFileSync(join(site, "index.html"), "utf8");
  const nameOf = placeNames(site);
  for (const report of reports) {
    if (!report.provenance || !existsSync(join(site, `${report.id}.html`))) continue;
    const file = `checklist/${report.id}.html`;
    const main = checklistPage(report, checklist.items, nameOf);
    mkdirSync(dirname(join(site, file)), {recursive: true});
    writeFileSync(join(site, file), inFrame(frame, {file, title: `Checklist: ${report.title}`, main}));
  }
}

/** Names of the places of a site: "Figure 1", a heading, the title of a page. */
function placeNames(site: string): PlaceName {
  const known = new Map<string, string | null>();
  const page = (path: string) => {
    let html = known.get(path);
    if (html === undefined) {
      const file = join(site, `${path}.html`);
      html = existsSync(file) ? readFileSync(file, "utf8") : null;
      known.set(path, html);
    }
    return html;
  };
  return (path, anchor) => {
    const html = page(path);
    if (html === null) return null;
    const title = textOf(/<h1\b[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? path);
    if (anchor === "" || anchor === "observablehq-main") return title;
    const item = new RegExp(`id="${anchor}"><figcaption><a class="number"[^>]*>([^<]+)</a>`).exec(html);
    if (item) return item[1];
    const heading = new RegExp(`<h[23]\\b[^>]*id="${anchor}"[^>]*>([\\s\\S]*?)</h[23]>`).exec(html);
    return heading
      ? path.startsWith("/provenance")
        ? `${title}, ${textOf(heading[1])}`
        : textOf(heading[1])
      : null;
  };
}

function textOf(html: string): string {
  return html
    .replace(/<[^>]+>/g, "")
    .replaceAll("&amp;", "&")
    .trim();
}
