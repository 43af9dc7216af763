import {randomInt} from "node:crypto";
import type {ExtractTable} from "../../../loaders/extract/table.js";
import {NO_DAY} from "../../../src/stats/cohort/factor.js";
import {type Hashes, hashes} from "./hashes.js";
import {isTelling, tokens} from "./tokens.js";

/** What a text holds of the rows of an extract: how often, never what. */
export interface Traces {
  ids: number;
  births: number;
  rows: number;
}

/** Tells whether a text holds rows of an extract. */
export interface Fingerprints {
  traces(text: string): Traces;
  /** How many fingerprints there are. */
  size: number;
}

/**
 * Salted fingerprints of every row of an extract: its identifiers, dates of birth, each pair of a date and
 * what stands beside it, each run of four telling numbers. The salt is drawn anew each time and nothing is
 * kept, so that the fingerprints themselves lead back to nobody. Hashes have 53 bits; by chance one of 10⁹
 * tokens would match.
 *
 * @param tables of the extract by name; `rates`, which are public, left out by the caller.
 * @param knownDates days that stand on the site for another reason, as those of measurements: a child may be
 *   born on one.
 */
export function fingerprints(
  tables: Readonly<Record<string, ExtractTable>>,
  knownDates: ReadonlySet<number> = new Set()
): Fingerprints {
  const salt = randomInt(2 ** 32);
  const ids = hashes();
  const births = new Set<number>();
  const rows = hashes();
  for (const [name, table] of Object.entries(tables)) {
    for (const {name: column, kind} of table.columns) {
      if (kind === "text" && (column === "id" || column === "person"))
        for (const id of table.texts(column)) if (isTellingId(id)) ids.add(hashText(id, salt));
      if (name === "persons" && column === "birth")
        for (const day of table.days(column)) if (day !== NO_DAY && !knownDates.has(day)) births.add(day);
    }
    addRows(table, salt, rows);
  }
  return {
    size: ids.size + births.size + rows.size,
    traces(text) {
      const found = {ids: 0, births: 0, rows: 0};
      for (const [word] of text.matchAll(/[A-Za-z0-9][A-Za-z0-9_-]{4,63}/g))
        if (isTellingId(word) && ids.has(hashText(word, salt))) ++found.ids;
      const window = new Window(salt);
      for (const {value, isDate} of tokens(text)) {
        if (isDate && births.has(value)) ++found.births;
        window.push(value, isDate);
        if ((window.pair >= 0 && rows.has(window.pair)) || (window.four >= 0 && rows.has(window.four)))
          ++found.rows;
      }
      return found;
    }
  };
}

function addRows(table: ExtractTable, salt: number, rows: Hashes): void {
  const columns: {isDate: boolean; values: ArrayLike<number>}[] = [];
  for (const {name, kind} of table.columns) {
    if (kind === "date") columns.push({isDate: true, values: table.days(name)});
    else if (kind === "number" || kind === "integer")
      columns.push({isDate: false, values: table.numbers(name)});
  }
  const window = new Window(salt);
  for (let i = 0; i < table.rows; ++i) {
    window.clear();
    for (const {isDate, values} of columns) {
      if (isDate ? values[i] === NO_DAY : !isTelling(values[i])) continue;
      window.push(Math.abs(values[i]), isDate);
      if (window.pair >= 0) rows.add(window.pair);
      if (window.four >= 0) rows.add(window.four);
    }
  }
}

/** Identifiers that are numbers alone would be found in every table. */
function isTellingId(id: string): boolean {
  return id.length >= 5 && /[A-Za-z]/.test(id) && /\d|[A-Z]{5}/.test(id);
}

/** The hash of the last two tokens, where there is a date among them, and of the last four, where all are numbers; else −1. */
class Window {
  pair = -1;
  four = -1;
  readonly #salt: number;
  readonly #last = [0, 0, 0];
  #before: "nothing" | "date" | "number" = "nothing";
  #numbers = 0;

  constructor(salt: number) {
    this.#salt = salt;
  }

  clear(): void {
    this.#before = "nothing";
    this.#numbers = 0;
  }

  push(value: number, isDate: boolean): void {
    const last = this.#last;
    const hash = hashNumber(value, isDate ? this.#salt ^ 0x5bd1e995 : this.#salt);
    const hasDate = this.#before === "date" || (isDate && this.#before === "number");
    // The same day twice tells of no child: a release bears its day in many places.
    this.pair = hasDate && hash !== last[2] ? combine(last[2], hash) : -1;
    this.#numbers = isDate ? 0 : this.#numbers + 1;
    this.four = this.#numbers >= 4 ? combine(combine(combine(last[0], last[1]), last[2]), hash) : -1;
    this.#before = isDate ? "date" : "number";
    last[0] = last[1];
    last[1] = last[2];
    last[2] = hash;
  }
}

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

function hashNumber(value: number, salt: number): number {
  float[0] = value;
  return combine(combine(salt, words[0]), words[1]);
}

function hashText(text: string, salt: number): number {
  let hash = salt;
  for (let i = 0; i < text.length; ++i) hash = combine(hash, text.charCodeAt(i));
  return hash;
}

/** Mixes two numbers into one of 53 bits. */
function combine(a: number, b: number): number {
  const high = Math.floor(a / 2 ** 32) ^ Math.floor(b / 2 ** 32);
  let h1 = (a ^ 0xdeadbeef ^ high) >>> 0;
  let h2 = (b ^ 0x41c6ce57 ^ Math.imul(high, 31)) >>> 0;
  h1 = Math.imul(h1 ^ (b >>> 0), 2654435761);
  h2 = Math.imul(h2 ^ (a >>> 0), 1597334677);
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return 4294967296 * (2097151 & h2) + (h1 >>> 0);
}
