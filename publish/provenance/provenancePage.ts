import {escapeHtml} from "../../src/components/escapeHtml.js";
import {estimateText} from "../../src/components/estimate.js";
import {formatNumber} from "../../src/components/formatNumber.js";
import {lineage} from "../../src/components/lineage.js";
import {table} from "../../src/components/table.js";
import type {Cell, Column, Item, Provenance, Report} from "../../src/stats/result/report.js";
import {byFolder} from "../release/byFolder.js";
import type {Reproduction} from "../release/compareEstimates.js";
import type {Environment} from "../release/environment.js";
import {estimates} from "../release/estimates.js";
import {lineageOf, lineageText} from "./lineageOf.js";
import type {Origin, Released} from "./origins.js";

/**
 * The main part of a report's provenance page: a picture of its lineage; each item with its stable id; which
 * data, code and parameters; who, when and on what, where it is released; whether it reproduced; how to do it
 * again.
 *
 * @param isShown whether the report's page has a place of this id; of "", whether it has a page.
 * @param base address of the folder that the report's page lies in, "" for the site's root.
 */
export function provenancePage(
  report: Report,
  provenance: Provenance,
  {modules, released}: Origin,
  isShown: (place: string) => boolean,
  base = ""
): string {
  const {id, title} = report;
  const {extract, key, code, lockfile, parameters, seed} = provenance;
  const stages = lineageOf(report, provenance, modules);
  const said = lineageText(stages);
  const versions = released.map(({entry}) => entry.version);
  const paths = Object.entries(byFolder(modules));
  return `<h1>Provenance: ${escapeHtml(title)}</h1>
<p class="lead">Every number of ${isShown("") ? `<a href="${base}/${id}">the report</a>` : "the report"} was computed from extract ${escapeHtml(extract.name)} ${escapeHtml(extract.version)}${extract.synthetic ? " (synthetic)" : ""}, by the code and with the parameters on this page${versions.length > 0 ? `, and is part of release ${versions.join(", ")}` : ""}.</p>
<figure class="item picture" id="lineage"><figcaption><a class="number" href="#lineage" aria-label="Permanent link to Figure 1">Figure 1</a> The way from data to numbers.</figcaption><div class="drawing"><div class="wide">${lineage(stages, 680, said)}</div><div class="narrow">${lineage(stages, 350, said)}</div></div></figure>
<h2 id="numbers">Numbers</h2>
<p>Each published number has an id that stays the same from release to release: of a table, the id below with its row and column${example(report)}; of a figure, with its series too. By it <code>harmonic verify</code> and <code>harmonic diff</code> name a number.</p>
${itemTable(report, base, isShown)}
<h2 id="data">Data</h2>
${table(dataTable(provenance), "Tables of the extract")}
${custodian(released)}
<h2 id="code">Code</h2>
<p>Code <code>${code}</code>, comments and white space apart${commits(released)}. Locked packages: <code>${lockfile}</code>. Result: <code>${key}</code>.</p>
${paths.length > 0 ? `<details><summary>${modules.length} files of code that the report reaches</summary><dl class="files">${paths.map(([folder, names]) => `<dt><code>${escapeHtml(folder)}</code></dt><dd>${names.map(escapeHtml).join(", ")}</dd>`).join("")}</dl></details>` : ""}
<h2 id="parameters">Parameters</h2>
<pre role="region" aria-label="Parameters of the analysis" tabindex="0">${escapeHtml(JSON.stringify(parameters, null, 1) ?? "null")}</pre>
<p>${seed === null ? "Nothing in it is random." : `Random numbers begin at seed ${seed}.`}</p>
<h2 id="who-and-when">Environment, who and when</h2>
${released.length > 0 ? table(releaseTable(released), "Releases that hold this result") : "<p>This result is part of no release yet. A release writes down who made it, when, and on what.</p>"}
<h2 id="reproduced">Did it reproduce?</h2>
${released.length > 0 ? table(attemptTable(released), "Attempts to compute it again") : "<p>Nobody has written down an attempt yet: a release computes every number twice, and <code>harmonic verify</code> adds to that.</p>"}
<h2 id="again">Do it again</h2>
<pre tabindex="0">npx harmonic why ${id}     what would make it stale
npx harmonic run ${id}     compute it${versions.map((version) => `\nnpx harmonic verify ${version}     compute release ${version} again, number by number`).join("")}</pre>
`;
}

function example(report: Report): string {
  const cell = estimates(report).find(({kind}) => kind === "table");
  return cell ? ` (<code>${escapeHtml(cell.id)}</code>)` : "";
}

function itemTable(report: Report, base: string, isShown: (place: string) => boolean): string {
  const rows = Object.entries(report.items)
    .filter(([, {kind}]) => kind !== "statement")
    .map(([name, item]) => {
      const place = `${item.kind}-${name}`;
      const what = escapeHtml(describe(item));
      const shown = isShown(place) ? `<a href="${base}/${report.id}#${place}">${what}</a>` : what;
      const numbers = estimates({...report, items: {[name]: item}}).length;
      return `<tr id="${name}"><th scope="row"><code>${report.id}<wbr>#${name}</code></th><td>${shown}</td><td class="number">${formatNumber(numbers, 0)}</td></tr>`;
    });
  return (
    '<div class="scroll" role="region" tabindex="0" aria-label="Items with their ids"><table class="ids"><thead><tr>' +
    '<th scope="col">Id</th><th scope="col">What it is</th><th scope="col" class="number">Numbers</th></tr></thead>' +
    `<tbody>${rows.join("")}</tbody></table></div>`
  );
}

function describe(item: Item): string {
  if (item.kind === "estimate") return `${item.label}: ${estimateText(item)}`;
  return item.kind === "statement" ? "" : item.caption.charAt(0).toUpperCase() + item.caption.slice(1);
}

function dataTable({extract}: Provenance) {
  const truth: Cell[][] = extract.truth ? [["truth of the synthetic data", null, extract.truth]] : [];
  return {
    columns: [text("table", "Table"), number("rows", "Rows"), text("sha256", "SHA-256")],
    rows: [...extract.tables.map(({name, rows, sha256}): Cell[] => [name, rows, sha256]), ...truth]
  };
}

function releaseTable(released: readonly Released[]) {
  return {
    columns: [text("release", "Release"), text("when", "When"), text("who", "Who"), text("where", "Where")],
    rows: released.map(({entry, manifest: {ended, agent, environment}}): Cell[] => [
      entry.version,
      ended.slice(0, 10),
      agent.orcid ? `${agent.name}, ${agent.orcid}` : agent.name,
      onWhat(environment)
    ])
  };
}

function attemptTable(released: readonly Released[]) {
  return {
    columns: [
      text("release", "Release"),
      text("what", "What"),
      text("when", "When"),
      text("who", "Who"),
      text("where", "Where"),
      text("came", "Came out")
    ],
    rows: released.flatMap(({entry: {version}, manifest, since}) => [
      ...manifest.attempts.map((attempt): Cell[] => [
        version,
        "this report, when released",
        ...told(attempt)
      ]),
      ...since.map((attempt): Cell[] => [version, "the whole release", ...told(attempt)])
    ])
  };
}

function told(attempt: Reproduction & {date: string; by: string; environment: Environment}): Cell[] {
  const {date, by, environment, compared, bit, failed, largest, worst} = attempt;
  const rest =
    bit === compared
      ? ""
      : failed > 0
        ? `, ${failed} failed (worst: ${worst})`
        : `, the others within ${largest.toExponential(1)} (${worst})`;
  return [
    date.slice(0, 10),
    by,
    onWhat(environment),
    `${bit} of ${compared} numbers to the same bits${rest}`
  ];
}

function onWhat({node, platform, arch, cpu}: Environment): string {
  return `Node ${node}, ${platform} ${arch}, ${cpu}`;
}

function custodian(released: readonly Released[]): string {
  const name = released.at(-1)?.manifest.data.custodian;
  return name ? `<p>Custodian of the data: ${escapeHtml(name)}.</p>` : "";
}

function commits(released: readonly Released[]): string {
  const known = released.flatMap(({entry, manifest}) =>
    manifest.code.commit && manifest.code.clean
      ? [`commit <code>${manifest.code.commit}</code> in release ${entry.version}`]
      : []
  );
  return known.length > 0 ? `; ${known.join(", ")}` : "";
}

function text(name: string, label: string): Column {
  return {name, label, type: "text"};
}

function number(name: string, label: string): Column {
  return {name, label, type: "count"};
}
