import type {Column} from "./table.js";

/** What a file may hold in a cell; `null` and `undefined` are missing, and so are "", "NA" and "NaN" as texts. */
export type Raw = string | number | bigint | boolean | Date | null | undefined;

const numeric = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const dayMs = 86400000;

/**
 * Types one column by all its values: numbers if each is one (or missing), days if each is a date
 * `yyyy-mm-dd`, otherwise texts. A column of true and false (or R's TRUE and FALSE) is 1 and 0.
 */
export function buildColumn(rows: number, at: (row: number) => Raw): Column {
  return numbers(rows, at, numberOf) ?? numbers(rows, at, truthOf) ?? dates(rows, at) ?? texts(rows, at);
}

/** True for the texts that stand for a missing value. */
export function isMissing(value: Raw): boolean {
  return value === null || value === undefined || value === "" || value === "NA" || value === "NaN";
}

/** A text as a number; NaN when it is not one. */
export function parseNumber(text: string): number {
  const trimmed = text.trim();
  return numeric.test(trimmed) ? Number(trimmed) : NaN;
}

function numberOf(value: Raw): number {
  if (typeof value === "number") return value;
  if (typeof value === "string") return parseNumber(value);
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  return NaN;
}

function truthOf(value: Raw): number {
  return value === "TRUE" || value === "true" ? 1 : value === "FALSE" || value === "false" ? 0 : NaN;
}

function dayOf(value: Raw): number {
  if (value instanceof Date) return value.getTime() / dayMs;
  if (typeof value !== "string" || !isoDate.test(value)) return NaN;
  const time = Date.parse(value);
  // A day that does not exist, such as 30 February, is not a date.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value ? NaN : time / dayMs;
}

function numbers(rows: number, at: (row: number) => Raw, read: (value: Raw) => number): Column | null {
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; ++row) {
    const value = at(row);
    const number = read(value);
    if (Number.isNaN(number) && !isMissing(value) && typeof value !== "number") return null;
    values[row] = number;
  }
  return {type: "number", values};
}

function dates(rows: number, at: (row: number) => Raw): Column | null {
  const column = numbers(rows, at, dayOf);
  return column && ({...column, dates: true} as Column);
}

function texts(rows: number, at: (row: number) => Raw): Column {
  const codes = new Int32Array(rows);
  const seen = new Map<string, number>();
  for (let row = 0; row < rows; ++row) {
    const value = at(row);
    if (isMissing(value)) {
      codes[row] = -1;
      continue;
    }
    const text = String(value);
    let code = seen.get(text);
    if (code === undefined) seen.set(text, (code = seen.size));
    codes[row] = code;
  }
  return {type: "text", codes, levels: [...seen.keys()]};
}
