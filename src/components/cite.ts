import type {Report} from "../stats/result/report.js";
import {escapeHtml} from "./escapeHtml.js";

/** How to cite a report that an extract has made: a reference to copy, and the same as a BibTeX file. */
export function cite({id, title, provenance}: Report, bibtex: string): string {
  if (provenance === null) return "";
  const {extract, key} = provenance;
  const reference = `HARMONIC consortium. ${/[.?!]$/.test(title) ? title : `${title}.`} HARMONIC report ${id}, extract ${extract.name} ${extract.version}${extract.synthetic ? " (synthetic data)" : ""}, result ${key.slice(0, 12)}.`;
  return (
    '<section class="cite" aria-labelledby="cite"><h2 id="cite">Cite this report</h2>' +
    `<p>${escapeHtml(reference)}</p>` +
    `<p class="downloads"><span>Download</span> <a href="/results/${id}/${bibtex}" download="harmonic-${id.replaceAll("/", "-")}.bib">BibTeX</a></p>` +
    `<p><a href="/checklist/${id}">STROBE and RECORD checklist of this report</a></p></section>\n`
  );
}
