import {isWithheld} from "../../src/components/isWithheld.js";
import type {Cell, Column, TableData} from "../../src/stats/result/report.js";
import {shownDigits} from "./shownDigits.js";

/**
 * A table as CSV (RFC 4180, UTF-8, "\r\n"): labels with their units as the header, withheld cells as their
 * text, `null` empty. A text that a spreadsheet would take for a formula is preceded by an apostrophe.
 */
export function csvText({columns, rows}: TableData): string {
  const header = columns.map(({label, name, unit}) =>
    quote(unit ? `${label || name} (${unit})` : label || name)
  );
  const lines = rows.map((row) => row.map((cell, j) => field(cell, columns[j])).join(","));
  return `${[header.join(","), ...lines].join("\r\n")}\r\n`;
}

function field(cell: Cell, column: Column): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(shownDigits(cell, column));
  return quote(isWithheld(cell) ? cell.withheld : String(cell));
}

function quote(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
