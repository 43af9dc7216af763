import type {Report} from "../stats/result/report.js";

/** The section in which a reader looks up the risk of one procedure and what less dose averts; its table is `lookup`. */
export function lookUp({id, items}: Report): string {
  if (items["lookup"]?.kind !== "table") return "";
  return (
    '<section class="refit" aria-label="Look up a procedure">' +
    '<p><button type="button" class="act" data-act="lookUp" hidden>Choose procedure, child, cancer and reduction</button></p>' +
    '<noscript><p class="notes">Choosing needs scripts; the table has the same numbers.</p></noscript>' +
    `<div class="choices"></div><p>All combinations: <a href="/results/${id}/lookup.csv" download="harmonic-${id.replaceAll("/", "-")}-lookup.csv">CSV</a>.</p></section>\n`
  );
}
