import type {ExtractPin} from "../../loaders/pin.js";
import {escapeHtml} from "../../src/components/escapeHtml.js";
import type {Report} from "../../src/stats/result/report.js";
import type {Section} from "./navigation.js";

/** The top of every page: the site's name, search, and the way to every other page. */
export function pageHeader(sections: readonly Section[], path: string): string {
  const link = (to: string, text: string) =>
    `<a href="${to}"${to === path || (to === "/" && path === "/index") ? ' aria-current="page"' : ""}>${escapeHtml(text)}</a>`;
  const lists = sections.map(
    ({name, pages}) =>
      `<p class="section">${escapeHtml(name)}</p><ul>${pages.map((page) => `<li>${link(page.path, page.title)}</li>`).join("")}</ul>`
  );
  return `<div class="bar"><a class="name" href="/">HARMONIC<span> reports</span></a>
<button class="menu" type="button" popovertarget="site-menu">Menu</button></div>
<nav id="site-menu" popover aria-label="Site">
<button class="menu close" type="button" popovertarget="site-menu" popovertargetaction="hide">Close</button>
<div id="observablehq-sidebar"><div id="observablehq-search" data-shortcut=""><input type="search" placeholder="Search" aria-label="Search the reports"></div>
<div id="observablehq-search-results" aria-live="polite"></div>
<div class="pages"><ul><li>${link("/", "What the study asks and finds")}</li></ul>${lists.join("")}</div></div>
</nav>`;
}

/** Which extract the numbers of a page are from. */
function dataSentence({
  name,
  version,
  synthetic
}: Pick<ExtractPin, "name" | "version" | "synthetic">): string {
  return `Data: extract ${escapeHtml(name)} ${escapeHtml(version)}${synthetic ? ", synthetic" : ""}. `;
}

/** A page's bottom with another extract than the site's, for numbers that were released from it. */
export function withExtract(
  page: string,
  extract: Pick<ExtractPin, "name" | "version" | "synthetic">
): string {
  return page.replace(/Data: extract .*?(?=Small counts)/, () => dataSentence(extract));
}

/** The bottom of every page: what the data are, and under which terms the site may be used. */
export function pageFooter(reports: readonly Report[]): string {
  const extract = reports.find(({provenance}) => provenance)?.provenance?.extract;
  const data = extract ? dataSentence(extract) : "";
  return `<p>HARMONIC: health effects of cardiac fluoroscopy and modern radiotherapy in paediatrics. ${data}Small counts are withheld and all others rounded.</p>`;
}

/** The banner that no reader of synthetic data may miss; nothing where the data are the children's own. */
export function syntheticBanner(reports: readonly Report[]): string {
  return reports.some(({provenance}) => provenance?.extract.synthetic)
    ? '<p class="synthetic" role="note"><strong>Synthetic data.</strong> No child stands behind any number here; the results show the method, not the risk.</p>\n'
    : "";
}
