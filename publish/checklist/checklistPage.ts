import {escapeHtml} from "../../src/components/escapeHtml.js";
import type {Report} from "../../src/stats/result/report.js";

/** An item of a checklist for reports of studies (`data/reference/reporting-checklist.json`). */
export interface ChecklistItem {
  id: string;
  /** What it asks for, in short. */
  asks: string;
  /** Places of a report's page that answer it, such as "#figure-flow", where the page has them. */
  places?: string[];
  /** Places outside the page that answer it for every report; "provenance" is the page of that name. */
  everywhere?: string[];
  /** Why no report answers it. */
  missing?: string;
}

/** What a place of the site is called. */
export type PlaceName = (path: string, anchor: string) => string | null;

/**
 * The main part of the page that says, item by item, where a report answers a checklist; where it does not, it
 * says so.
 *
 * @param nameOf the name of a place; `null` where there is no such place.
 */
export function checklistPage(
  {id, title}: Report,
  items: readonly ChecklistItem[],
  nameOf: PlaceName
): string {
  const rows = items.map((item) => ({item, links: linksOf(item, id, nameOf)}));
  const answered = rows.filter(({links}) => links.length > 0).length;
  const body = rows
    .map(({item: {id: key, asks, missing}, links}) => {
      const where =
        links.length > 0
          ? links.map(({href, name}) => `<a href="${href}">${escapeHtml(name)}</a>`).join(", ")
          : `<span class="withheld">Not answered. ${escapeHtml(missing ?? "")}</span>`;
      return `<tr id="${key.toLowerCase().replace(/[^a-z0-9]+/g, "-")}"><th scope="row">${key}</th><td>${escapeHtml(asks)}</td><td>${where}</td></tr>`;
    })
    .join("");
  return `<h1>Checklist: ${escapeHtml(title)}</h1>
<p class="lead">Where <a href="/${id}">the report</a> answers the STROBE and RECORD checklists: ${answered} of ${items.length} items.</p>
<div class="scroll" role="region" tabindex="0" aria-label="Checklist"><table class="checklist"><thead><tr><th scope="col">Item</th><th scope="col">Asks for</th><th scope="col">Answered in</th></tr></thead><tbody>${body}</tbody></table></div>
<p>The items are those of <a href="https://doi.org/10.1371/journal.pmed.0040296">STROBE for cohort studies</a> and of <a href="https://doi.org/10.1371/journal.pmed.1001885">RECORD</a>, in short.</p>
`;
}

function linksOf(
  {places = [], everywhere = []}: ChecklistItem,
  report: string,
  nameOf: PlaceName
): {href: string; name: string}[] {
  const own = places.map((place) => `/${report}${place}`);
  const others = everywhere.map((place) => place.replace(/^provenance/, `/provenance/${report}`));
  const seen = new Set<string>();
  return [...own, ...others].flatMap((href) => {
    const [path, anchor = ""] = href.split("#");
    const name = nameOf(path, anchor);
    if (name === null || seen.has(name)) return [];
    seen.add(name);
    return [{href, name}];
  });
}
