import type {Provenance} from "../stats/result/report.js";
import {escapeHtml} from "./escapeHtml.js";
import {formatNumber} from "./formatNumber.js";

/**
 * Where the numbers of a report come from: one sentence, and behind it every hash and parameter that is
 * needed to find and make them again.
 */
export function provenance({key, extract, code, lockfile, parameters, seed, policy}: Provenance): string {
  const tables = extract.tables
    .map(
      ({name, sha256, rows}) =>
        `<tr><th scope="row">${escapeHtml(name)}</th><td class="number">${formatNumber(rows, 0)}</td><td><code>${sha256}</code></td></tr>`
    )
    .join("");
  const rows: [string, string][] = [
    ["Result", `<code>${key}</code>`],
    ["Code", `<code>${code}</code>`],
    ["Packages", `<code>${lockfile}</code>`],
    ["Disclosure policy", escapeHtml(policy)],
    ["Seed", seed === null ? "none: nothing here is random" : String(seed)]
  ];
  return (
    `<section class="provenance" aria-labelledby="where-this-comes-from"><h2 id="where-this-comes-from">Where this comes from</h2><p>Computed from extract <strong>${escapeHtml(extract.name)} ${escapeHtml(extract.version)}</strong>${
      extract.synthetic ? " (synthetic)" : ""
    }, result <code>${key.slice(0, 12)}</code>, by code <code>${code.slice(0, 12)}</code>.</p>` +
    "<details><summary>Hashes and parameters</summary>" +
    `<dl>${rows.map(([term, text]) => `<dt>${term}</dt><dd>${text}</dd>`).join("")}</dl>` +
    '<div class="scroll" role="region" tabindex="0" aria-label="Tables of the extract"><table><thead><tr><th scope="col">Table</th>' +
    `<th scope="col" class="number">Rows</th><th scope="col">SHA-256</th></tr></thead><tbody>${tables}</tbody></table></div>` +
    `<p class="series">Parameters</p><pre tabindex="0" role="region" aria-label="Parameters of the analysis">${escapeHtml(JSON.stringify(parameters, null, 1) ?? "null")}</pre>` +
    "</details></section>\n"
  );
}
