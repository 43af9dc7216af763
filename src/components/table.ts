import type {TableData} from "../stats/result/report.js";
import {escapeHtml} from "./escapeHtml.js";
import {undetermined} from "./intervalText.js";
import {isUndetermined} from "./isUndetermined.js";
import {isWithheld} from "./isWithheld.js";
import {type PrintedCell, type PrintedTable, printedTable} from "./printedTable.js";

/**
 * A printed table in HTML: text to the left, numbers to the right. It stands in a region that scrolls
 * sideways when the page is narrow. One without rows says so.
 *
 * @param label names the region for those who cannot see it.
 */
export function table(data: TableData, label: string): string {
  const {columns, groups} = printedTable(data);
  const grouped = groups[0].name !== null;
  const classes = [grouped && "grouped", isWordy({columns, groups}) && "wordy"].filter(Boolean).join(" ");
  const head = columns
    .map(({header, numeric}, j) =>
      header === ""
        ? "<td></td>"
        : `<th scope="col"${numeric && j > 0 ? ' class="number"' : ""}>${escapeHtml(header)}</th>`
    )
    .join("");
  const body = groups
    .map(({name, rows}) => {
      const heading =
        name === null
          ? ""
          : `<tr class="group"><th scope="rowgroup" colspan="${columns.length}"><span>${escapeHtml(name)}</span></th></tr>`;
      const none = `<tr><td colspan="${columns.length}">none</td></tr>`;
      return `<tbody>${heading}${rows.map((row) => tableRow(columns, row)).join("") || none}</tbody>`;
    })
    .join("");
  return (
    `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(label)}">` +
    `<table${classes ? ` class="${classes}"` : ""}><thead><tr>${head}</tr></thead>${body}</table></div>`
  );
}

/**
 * What stands in the cells of a table that are withheld to protect children, each sign once, so that a note
 * can say what it means; "not determined" says so itself.
 */
export function withheldSigns({rows}: TableData): string[] {
  return [
    ...new Set(
      rows
        .flat()
        .filter(isWithheld)
        .filter((cell) => !isUndetermined(cell))
        .map(({withheld}) => withheld)
    )
  ].sort();
}

/** Whether its cells are sentences, which a phone cannot show side by side. */
function isWordy({columns, groups}: PrintedTable): boolean {
  return (
    columns.length > 2 &&
    columns.every(({numeric}) => !numeric) &&
    groups.some(({rows}) => rows.some((row) => row.some(({text}) => text.length > 100)))
  );
}

function tableRow(columns: PrintedTable["columns"], row: readonly PrintedCell[]): string {
  const cells = row.map((cell, j) => {
    const html = cellHtml(cell);
    return j === 0 && html !== ""
      ? `<th scope="row">${html}</th>`
      : `<td${columns[j].numeric ? ' class="number"' : ""}>${html}</td>`;
  });
  return `<tr>${cells.join("")}</tr>`;
}

/** Texts that each lead to their address, both parted by "; "; what stands after a dash leads nowhere. */
function linksHtml(text: string, href: string): string {
  const addresses = href.split("; ");
  const [linked, ...rest] = text.split(" — ");
  const texts = addresses.length === 1 ? [linked] : linked.split("; ");
  const links = texts.map((own, k) => `<a href="${escapeHtml(addresses[k])}">${escapeHtml(own)}</a>`);
  return [links.join(", "), ...rest.map(escapeHtml)].join(" — ");
}

function cellHtml({text, interval, withheld, href}: PrintedCell): string {
  const html = href === undefined ? escapeHtml(text) : linksHtml(text, href);
  if (withheld) return `<span class="withheld">${html}</span>`;
  if (interval === undefined) return html;
  const bounds = escapeHtml(interval).replaceAll(
    undetermined,
    `<abbr title="not determined by the data">${undetermined}</abbr>`
  );
  return `${html} <span class="interval">${bounds}</span>`;
}
