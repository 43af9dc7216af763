import {escapeHtml} from "./escapeHtml.js";

/** What an analysis warns of, as a list; nothing when there is nothing to warn of. */
export function warnings(said: readonly string[]): string {
  if (said.length === 0) return "";
  return (
    '<section class="warnings" aria-label="Warnings"><p>To be read with care:</p>' +
    `<ul>${said.map((warning) => `<li>${escapeHtml(warning)}</li>`).join("")}</ul></section>\n`
  );
}
