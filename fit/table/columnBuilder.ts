import {byLevels, isMissing, isTooLong} from "./buildColumn.js";
import {numberAt} from "./numberAt.js";
import type {Cell} from "./scanCsv.js";
import type {Column} from "./table.js";

/** The text of a cell, quotes written twice made one. */
export function textOf(bytes: Buffer, {from, to, doubled}: Cell): string {
  const text = bytes.toString("utf8", from, to);
  return doubled ? text.replaceAll('""', '"') : text;
}

/** One column while its cells come in: numbers until one is not, from then on texts. */
export class ColumnBuilder {
  /** The row of the first text that follows a number; the numbers before it must be taken again as texts. */
  textsFrom = 0;
  #numbers: Float64Array | null;
  #codes: Int32Array | null = null;
  #anyNumber = false;
  /** Codes by the bytes of a text, which are quicker to look up than the text. */
  readonly #seen = new Map<string, number>();
  readonly #levels = new Map<string, number>();

  constructor(
    readonly bytes: Buffer,
    readonly rows: number
  ) {
    this.#numbers = new Float64Array(rows);
  }

  take(row: number, cell: Cell): void {
    if (!this.#numbers) {
      this.takeText(row, cell);
      return;
    }
    const {from, to} = cell;
    let value = from === to ? NaN : numberAt(this.bytes, from, to);
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER && isTooLong(this.bytes.toString("latin1", from, to)))
      value = NaN;
    if (!Number.isNaN(value)) this.#anyNumber = true;
    else if (from < to && !isMissing(this.bytes.toString("latin1", from, to))) {
      if (this.#anyNumber) this.textsFrom = row;
      this.#numbers = null;
      this.#codes = new Int32Array(this.rows).fill(-1);
      this.takeText(row, cell);
      return;
    }
    this.#numbers[row] = value;
  }

  takeText(row: number, cell: Cell): void {
    const {from, to} = cell;
    const key = this.bytes.toString("latin1", from, to);
    let code = this.#seen.get(key);
    if (code === undefined) {
      const text = textOf(this.bytes, cell);
      code = isMissing(text) ? -1 : (this.#levels.get(text) ?? this.#levels.size);
      if (code === this.#levels.size) this.#levels.set(text, code);
      this.#seen.set(key, code);
    }
    this.#codes![row] = code;
  }

  column(rows: number): Column {
    if (this.#numbers) return {type: "number", values: this.#numbers.subarray(0, rows)};
    return byLevels(this.#codes!.subarray(0, rows), [...this.#levels.keys()]);
  }
}
