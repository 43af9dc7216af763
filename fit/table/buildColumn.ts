import type {Column} from "./table.js";

/** What a file may hold in a cell; `null` and `undefined` are missing, and so are "", "NA" and "NaN" as texts. */
export type Raw = string | number | bigint | boolean | Date | object | null | undefined;

const numeric = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const dayMs = 86400000;
const largestWhole = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Types one column by all its values: numbers if each is one (or missing), days if each is a date
 * `yyyy-mm-dd`, otherwise texts. A column of true and false (or R's TRUE and FALSE) is 1 and 0. Whole numbers that
 * a float does not hold exactly are texts, so that identifiers stay apart; lists and structures are their JSON.
 */
export function buildColumn(rows: number, at: (row: number) => Raw): Column {
  const values = new Float64Array(rows);
  let dates = 0;
  for (let row = 0; row < rows; ++row) {
    const value = at(row);
    if (value instanceof Date) ++dates;
    values[row] = numberOf(value);
    if (Number.isNaN(values[row]) && !isMissing(value) && typeof value !== "number") return texts(rows, at);
  }
  return {type: "number", values, ...(dates > 0 && {dates: true})};
}

/** A column of texts by their codes; days or truths where every level is one. */
export function byLevels(codes: Int32Array, levels: readonly string[]): Column {
  for (const read of [dayOf, truthOf]) {
    const values = levels.map(read);
    if (values.length === 0 || values.some(Number.isNaN)) continue;
    const column = Float64Array.from(codes, (code) => (code < 0 ? NaN : values[code]));
    return {type: "number", values: column, ...(read === dayOf && {dates: true})};
  }
  return {type: "text", codes, levels};
}

/** True for the texts that stand for a missing value. */
export function isMissing(value: Raw): boolean {
  return value === null || value === undefined || value === "" || value === "NA" || value === "NaN";
}

/** True for a whole number, written in digits alone, that a float may not tell from its neighbours. */
export function isTooLong(text: string): boolean {
  return text.length > 15 && /^[+-]?\d+$/.test(text) && !Number.isSafeInteger(Number(text));
}

/** A text as a number; NaN when it is not one. */
export function parseNumber(text: string): number {
  const trimmed = text.trim();
  return numeric.test(trimmed) ? Number(trimmed) : NaN;
}

function numberOf(value: Raw): number {
  if (typeof value === "number") return value;
  if (typeof value === "string") return isTooLong(value) ? NaN : parseNumber(value);
  if (typeof value === "bigint") return value >= -largestWhole && value <= largestWhole ? Number(value) : NaN;
  if (typeof value === "boolean") return Number(value);
  return value instanceof Date ? value.getTime() / dayMs : NaN;
}

function truthOf(value: string): number {
  return value === "TRUE" || value === "true" ? 1 : value === "FALSE" || value === "false" ? 0 : NaN;
}

function dayOf(value: string): number {
  if (!isoDate.test(value)) return NaN;
  const time = Date.parse(value);
  // A day that does not exist, such as 30 February, is not a date.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value ? NaN : time / dayMs;
}

function textOf(value: Raw): string {
  if (typeof value !== "object" || value instanceof Date) return String(value);
  return JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? String(inner) : inner));
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
    const text = textOf(value);
    let code = seen.get(text);
    if (code === undefined) seen.set(text, (code = seen.size));
    codes[row] = code;
  }
  return byLevels(codes, [...seen.keys()]);
}
