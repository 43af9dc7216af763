import type {Cell, Column, TableData} from "../stats/result/report.js";
import {cellText, intervalDecimals} from "./cellText.js";
import {escapeHtml} from "./escapeHtml.js";
import {isWithheld} from "./isWithheld.js";

/** A printed column: one of the data, or a value with its two bounds. */
interface Printed {
  header: string;
  numeric: boolean;
  cell: (row: readonly Cell[]) => string;
}

/**
 * A table of values as an HTML table: text to the left, numbers to the right; a figure followed by its
 * lower and upper bound is one column, as journals print it; where the first column has the same value in
 * rows that follow each other, its values are headings over their rows. It stands in a region that scrolls sideways when the page is narrow.
 *
 * @param label names the region for those who cannot see it.
 */
export function table(data: TableData, label: string): string {
  const {columns, rows} = data;
  const grouped = columns.length > 2 && columns[0].type === "text" && areGroups(data);
  const printed = printedColumns(grouped ? drop(data) : data);
  const head = printed
    .map(({header, numeric}, j) =>
      header === ""
        ? "<td></td>"
        : `<th scope="col"${numeric && j > 0 ? ' class="number"' : ""}>${escapeHtml(header)}</th>`
    )
    .join("");
  const body = grouped
    ? groups(rows)
        .map(
          ([name, own]) =>
            `<tbody><tr class="group"><th scope="rowgroup" colspan="${printed.length}">${escapeHtml(name)}</th></tr>` +
            `${own.map((row) => tableRow(printed, row.slice(1))).join("")}</tbody>`
        )
        .join("")
    : `<tbody>${rows.map((row) => tableRow(printed, row)).join("")}</tbody>`;
  return (
    `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(label)}">` +
    `<table${grouped ? ' class="grouped"' : ""}><thead><tr>${head}</tr></thead>${body}</table></div>`
  );
}

/** What stands in the withheld cells of a table, each sign once, so that a note can say what it means. */
export function withheldSigns({rows}: TableData): string[] {
  return [
    ...new Set(
      rows
        .flat()
        .filter(isWithheld)
        .map(({withheld}) => withheld)
    )
  ].sort();
}

function tableRow(printed: readonly Printed[], row: readonly Cell[]): string {
  const cells = printed.map(({numeric, cell}, j) => {
    const html = cell(row);
    return j === 0 && html !== ""
      ? `<th scope="row">${html}</th>`
      : `<td${numeric ? ' class="number"' : ""}>${html}</td>`;
  });
  return `<tr>${cells.join("")}</tr>`;
}

function printedColumns({columns, rows}: TableData): Printed[] {
  const printed: Printed[] = [];
  for (let j = 0; j < columns.length; ++j) {
    const column = columns[j];
    const values = rows.map((row) => row[j]);
    if (hasBounds(columns, j)) {
      printed.push(intervalColumn(columns, rows, j));
      j += 2;
      continue;
    }
    const text = cellText(column, values);
    printed.push({
      header: header(column),
      numeric: column.type !== "text",
      cell: (row) => marked(row[j], text)
    });
  }
  return printed;
}

function hasBounds(columns: readonly Column[], j: number): boolean {
  return (
    (columns[j].type === "number" || columns[j].type === "probability") &&
    columns[j + 1]?.name === "lower" &&
    columns[j + 2]?.name === "upper"
  );
}

/** "1.24 (0.88 to 1.75)"; a bound that is not determined is "n.d.", no bounds at all a reference. */
function intervalColumn(columns: readonly Column[], rows: readonly Cell[][], j: number): Printed {
  const values = rows.map((row) => row[j]);
  const text = cellText({digits: 3, ...columns[j]}, values, intervalDecimals(values, columns[j].digits));
  const undetermined = '<abbr title="not determined by the data">n.d.</abbr>';
  const bound = (cell: Cell) => (cell === null ? undetermined : escapeHtml(text(cell)));
  return {
    header: header({...columns[j], label: `${columns[j].label} (CI)`}),
    numeric: true,
    cell: (row) => {
      const [value, lower, upper] = [row[j], row[j + 1], row[j + 2]];
      if (typeof value !== "number") return marked(value, text);
      if (isWithheld(lower) || isWithheld(upper)) return escapeHtml(text(value));
      if (lower === null && upper === null)
        return value === 1 || value === 0
          ? `${value} <span class="interval">(reference)</span>`
          : `${escapeHtml(text(value))} <span class="interval">(${undetermined})</span>`;
      return `${escapeHtml(text(value))} <span class="interval">(${bound(lower)} to ${bound(upper)})</span>`;
    }
  };
}

function marked(cell: Cell, text: (cell: Cell) => string): string {
  const html = escapeHtml(text(cell));
  return isWithheld(cell) ? `<span class="withheld">${html}</span>` : html;
}

function header({label, unit: named, type}: Column): string {
  const unit = type === "probability" ? "%" : named;
  return unit && unit !== label.toLowerCase() ? `${label} (${unit})`.replace(") (", ", ").trim() : label;
}

/** Whether the first column names two or more groups, none of them in two places, one with several rows. */
function areGroups({rows}: TableData): boolean {
  const names = rows.map(([first]) => first);
  const distinct = new Set(names);
  const runs = names.filter((name, i) => i === 0 || name !== names[i - 1]).length;
  const blank = names.some((name) => typeof name !== "string" || name === "");
  return !blank && distinct.size > 1 && distinct.size < names.length && runs === distinct.size;
}

function drop({columns, rows}: TableData): TableData {
  return {columns: columns.slice(1), rows: rows.map((row) => row.slice(1))};
}

function groups(rows: readonly Cell[][]): [string, Cell[][]][] {
  const found = new Map<string, Cell[][]>();
  for (const row of rows) {
    const name = String(row[0]);
    const own = found.get(name);
    if (own) own.push(row);
    else found.set(name, [row]);
  }
  return [...found];
}
