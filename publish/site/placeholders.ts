import {cite} from "../../src/components/cite.js";
import {equation} from "../../src/components/equation.js";
import {prose} from "../../src/components/escapeHtml.js";
import {estimate} from "../../src/components/estimate.js";
import {type Download, figureBlock, tableBlock} from "../../src/components/figureBlock.js";
import {lookUp} from "../../src/components/lookUp.js";
import {provenance} from "../../src/components/provenance.js";
import {type PublishedNumbers, recompute, refit} from "../../src/components/recompute.js";
import {sourceMark} from "../../src/components/sourceMark.js";
import {warnings} from "../../src/components/warnings.js";
import type {Figure, Item, Report} from "../../src/stats/result/report.js";
import {bibtexName} from "../downloads/bibtex.js";
import {downloadNames} from "../downloads/downloadNames.js";
import {type Drawing, drawing} from "../drawing.js";

/** A page that is being rendered: where it stands, and how many of each kind it has shown. */
export interface PageContext {
  path: string;
  counts?: Record<"Table" | "Figure", number>;
}

/** What `placeholders` takes beside the reports. */
export interface PlaceholderOptions {
  /** Is given the HTML of each table and figure; what it gives back stands on the page. */
  place?: (html: string) => string;
  /** The drawings of the figures of a report, by name, that have been made before. */
  drawn?: (report: Report) => Readonly<Record<string, Drawing>>;
  /** Leaves out what leads to parts that only a built site has: provenance pages, and scripts to compute again. */
  preview?: boolean;
}

/** How a placeholder such as `{{trend}}` or `{{cardiac/leukaemia#trend}}` becomes HTML. */
export interface Placeholders {
  /** Inside a sentence: an estimate or a statement. `null` where a statement is empty. */
  inline(name: string, page: PageContext): string | null;
  /** On a line of its own: any item, or `warnings`, `model`, `refit`, `look-up`, `provenance`. */
  block(name: string, page: PageContext): string;
}

/**
 * Placeholders that are filled from the reports that `read` finds.
 * Each throws an Error that names page and placeholder when there is no such report or item, or when an
 * item does not fit in a sentence.
 */
export function placeholders(
  read: (id: string) => Report | null,
  {place = (html) => html, drawn = () => ({}), preview = false}: PlaceholderOptions = {}
): Placeholders {
  function find(name: string, {path}: PageContext): {report: Report; item: string} {
    const [, other, item] = /^(?:([a-z0-9-]+\/[a-z0-9-]+)#)?([a-z0-9-]+)$/.exec(name) ?? [];
    if (!item) throw wrong(name, path, "be the name of an item, or of a report and its item");
    const id = other ?? path.replace(/^\//, "");
    const report = read(id);
    if (!report) throw wrong(name, path, `belong to a report that has been computed; ${id} has not`);
    return {report, item};
  }

  function itemOf(name: string, page: PageContext): {report: Report; item: Item; key: string} {
    const {report, item: key} = find(name, page);
    const item = report.items[key];
    if (!item) {
      const known = Object.keys(report.items).join(", ");
      throw wrong(name, page.path, `name an item of ${report.id} (${known})`);
    }
    return {report, item, key};
  }

  function draw(figure: Figure, where: string): Drawing {
    try {
      return drawing(figure);
    } catch (error) {
      throw new Error(`${where}: ${error instanceof Error ? error.message : error}`, {cause: error});
    }
  }

  /** What no extract has made has no provenance of that kind. */
  function mark({id, provenance}: Report, key: string, what: string): string {
    return provenance && !preview ? sourceMark(id, key, what) : "";
  }

  return {
    inline(name, page) {
      const {report, item, key} = itemOf(name, page);
      if (item.kind === "estimate") return estimate(item) + mark(report, key, item.label);
      if (item.kind === "statement") return item.text === "" ? null : prose(item.text);
      throw wrong(name, page.path, `stand on a line of its own, being a ${item.kind}`);
    },
    block(name, page) {
      const special = /^(?:.+#)?(warnings|model|provenance|refit|look-up)$/.exec(name)?.[1];
      if (special) {
        const {report} = find(name, page);
        if (special === "warnings") return warnings(report.warnings);
        if (special === "provenance") {
          if (!report.provenance)
            throw wrong(name, page.path, `belong to a report that an extract has made; ${report.id} is none`);
          return `${preview ? "" : recompute(report, numbersOf(report))}${provenance(report.id, report.provenance, {page: !preview})}${
            page.path === `/${report.id}` ? cite(report, bibtexName) : ""
          }`;
        }
        if (special === "refit") return preview ? "" : refit(report, numbersOf(report));
        if (special === "look-up") return lookUp(report);
        if (!report.model)
          throw wrong(name, page.path, `belong to a report with a model; ${report.id} has none`);
        return equation(report.model);
      }
      const {report, item, key} = itemOf(name, page);
      if (item.kind === "estimate") return `<p>${estimate(item)}${mark(report, key, item.label)}</p>\n`;
      if (item.kind === "statement") return item.text === "" ? "" : `<p>${prose(item.text)}</p>\n`;
      page.counts ??= {Table: 0, Figure: 0};
      const kind = item.kind === "table" ? "Table" : "Figure";
      const number = `${kind} ${++page.counts[kind]}`;
      const caption = {id: `${item.kind}-${key}`, number, source: mark(report, key, number)};
      const downloads = downloadNames(key, item).map(
        ({label, file}): Download => ({
          label,
          href: `/results/${report.id}/${file}`,
          name: `${report.id.replaceAll("/", "-")}-${file}`
        })
      );
      return place(
        item.kind === "table"
          ? tableBlock(item, caption, downloads)
          : figureBlock(
              item,
              caption,
              drawn(report)[key] ?? draw(item, `{{${name}}} in src${page.path}.md`),
              downloads
            )
      );
    }
  };
}

function numbersOf({id}: Report): PublishedNumbers {
  return {href: `/results/${id}.json`, name: `${id.replaceAll("/", "-")}.json`};
}

function wrong(name: string, path: string, condition: string): Error {
  return new Error(`placeholder must ${condition}; got {{${name}}} in src${path}.md`);
}
