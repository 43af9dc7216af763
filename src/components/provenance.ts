import type {Provenance} from "../stats/result/report.js";
import {escapeHtml} from "./escapeHtml.js";

/**
 * Where the numbers of a report come from, in a sentence, and the way to all that is needed to find and make
 * them again.
 *
 * @param report its id.
 * @param page whether there is a provenance page to lead to.
 */
export function provenance(
  report: string,
  {key, extract, code, policy}: Provenance,
  {page = true}: {page?: boolean} = {}
): string {
  return (
    '<section class="provenance" aria-labelledby="where-this-comes-from"><h2 id="where-this-comes-from">Where this comes from</h2>' +
    `<p>Computed from extract <strong>${escapeHtml(extract.name)} ${escapeHtml(extract.version)}</strong>${
      extract.synthetic ? " (synthetic)" : ""
    }, result <code>${key.slice(0, 12)}</code>, by code <code>${code.slice(0, 12)}</code>, disclosed by policy ${escapeHtml(policy)}.</p>` +
    `${page ? `<p><a href="/provenance/${report}">Data, code, parameters, and whether it reproduced</a></p>` : ""}</section>\n`
  );
}
