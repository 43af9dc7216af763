import type {Report} from "../stats/result/report.js";
import {escapeHtml} from "./escapeHtml.js";
import {formatNumber} from "./formatNumber.js";

/** Where the published numbers of a report lie, and the name under which they are kept. */
export interface PublishedNumbers {
  href: string;
  name: string;
}

/**
 * The section in which a reader computes a report again: what follows from its published values, what does
 * not and how that is verified, and the place where a script puts its button and what it finds. Where nothing
 * follows it has no button, and says what a reader can do.
 */
export function recompute(
  {recompute: own, items, provenance}: Report,
  {href, name}: PublishedNumbers
): string {
  const columns = own?.columns ?? [];
  const figures = columns.reduce((sum, {values}) => sum + values.filter((value) => value !== null).length, 0);
  const fits = own?.fits ?? [];
  const link = `<a href="${href}" download="${name}">the published numbers</a>`;
  const parts = [
    ...(figures > 0 ? [`${formatNumber(figures, 0)} figures follow from others that are published`] : []),
    ...(fits.length > 0
      ? [`${fits.length === 1 ? "one model is" : `${fits.length} models are`} fitted to published tables`]
      : [])
  ];
  const open =
    '<section class="recompute" aria-labelledby="compute-it-again"><h2 id="compute-it-again">Compute it again</h2>';
  if (parts.length === 0)
    return (
      `${open}<p>Nothing in this report follows from ${link} alone: all of it rests on rows of ${provenance?.extract.synthetic ? "the extract" : "children, which stay where they are"}.</p>` +
      `<p>${
        provenance?.extract.synthetic
          ? "The extract is synthetic, so anybody can make it: in a copy of this project, <code>npx harmonic verify</code> makes it, computes every number of the latest release again and tells of each whether it has the same bits."
          : "What you can do without them: <code>npx harmonic verify</code>, in a copy of this project, checks that every byte of the latest release is as it was published and signed. Where the extract is at hand, it computes every number again."
      }</p></section>\n`
    );
  const what = `Of this report, ${parts.join(", and ")}: your browser can compute them again from ${link}, with the library that made this page.`;
  const bounded = fits.some(({answers}) => answers !== undefined && items[answers]?.kind === "estimate");
  return (
    `${open}<p>${what}${
      bounded
        ? " The answer above comes from finer cells than are published; it is held against all that the published ones, rounded as they are, may give."
        : ""
    }</p>` +
    "<p>With the extract at hand, <code>npx harmonic verify</code> computes every number again; without it, what this button does.</p>" +
    '<p><button type="button" class="act" data-act="recompute" hidden>Recompute in this browser</button></p>' +
    '<noscript><p class="notes">The button needs scripts. <code>npx harmonic verify</code> does the same without a browser.</p></noscript>' +
    '<div class="found" role="status" aria-live="polite"></div></section>\n'
  );
}

/** The section in which a reader fits the published person-time under other choices; nothing where none is fitted. */
export function refit({id, items, recompute: own}: Report, {name}: Pick<PublishedNumbers, "name">): string {
  const table = items["cells"];
  const main = own?.fits.find(({item, answers}) => item === "cells" && answers !== undefined);
  if (table?.kind !== "table") return "";
  const csv = `<a href="/results/${id}/cells.csv" download="${name.replace(/\.json$/, "-cells.csv")}">CSV</a>`;
  const told = main
    ? `Its own answer, ${slopeText(main.parameters[0])}, is coarser than the one above: it shows what a choice does, not what is true.`
    : "With so few cases it holds no two doses at one age, and no slope can be fitted to it.";
  const controls =
    main &&
    '<p><button type="button" class="act" data-act="refit" hidden>Change lag, doses, shape or background</button></p>' +
      '<noscript><p class="notes">Changing the choices on this page needs scripts; <code>npx harmonic fit</code> does the same.</p></noscript>' +
      '<div class="choices"></div><p>The choices as a specification for <code>npx harmonic fit</code>, which reads the CSV:</p>' +
      `<pre class="spec" tabindex="0"><code>${escapeHtml(JSON.stringify(main.spec))}</code></pre>`;
  return (
    `<section class="refit" aria-label="Other choices"><p>The person-time that is published (${csv}) keeps transplant, attained age and dose apart; ` +
    `countries, sexes and calendar years are joined, and counts rounded. ${told}</p>${controls ?? ""}</section>\n`
  );
}

function slopeText({
  estimate,
  lower,
  upper
}: {
  estimate: number | null;
  lower: number | null;
  upper: number | null;
}) {
  const text = (value: number | null) =>
    value === null ? "not determined" : formatNumber(value, Math.abs(value) < 10 ? 2 : 0);
  return `${text(estimate)} per 100 mGy (95 % CI ${text(lower)} to ${text(upper)})`;
}
