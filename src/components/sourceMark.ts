import {escapeHtml} from "./escapeHtml.js";

/**
 * The quiet mark beside a number, table or figure that leads to its provenance: no text of its own, so that
 * nobody copies or searches it, and a name for those who cannot see it.
 *
 * @param report id of the report that the item belongs to.
 * @param item its name there.
 * @param what what the mark stands beside, such as "Excess relative risk of leukaemia" or "Table 2".
 */
export function sourceMark(report: string, item: string, what: string): string {
  return `<a class="source" href="/provenance/${report}#${item}" aria-label="Provenance: ${escapeHtml(what)}"></a>`;
}
