import {isUtf8} from "node:buffer";
import {ColumnBuilder, textOf} from "./columnBuilder.js";
import {scanCsv} from "./scanCsv.js";
import type {Table} from "./table.js";

/**
 * Reads a table of comma-separated values with a header; tabs or semicolons separate where the header has
 * them and no comma. Empty cells, `NA` and `NaN` are missing. A column is numbers, days (`yyyy-mm-dd`) or
 * truths where all its values are, otherwise texts.
 * @throws RangeError when there is no header or two columns share a name; SyntaxError when a row has not as
 *   many cells as the header, a quote does not end, or a text is not UTF-8.
 */
export function readCsv(name: string, content: Uint8Array | string): Table {
  const bytes =
    typeof content === "string"
      ? Buffer.from(content)
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  checkUtf8(name, bytes);
  const delimiter = delimiterOf(bytes);
  const most = linesOf(bytes);
  const header: string[] = [];
  const builders: ColumnBuilder[] = [];
  const rows =
    scanCsv(name, bytes, delimiter, (row, column, cell) => {
      if (row > 0) builders[column].take(row - 1, cell);
      else {
        header.push(textOf(bytes, cell));
        builders.push(new ColumnBuilder(bytes, most));
      }
    }) - 1;
  if (rows < 0) throw new RangeError(`${name} must have a header; got an empty file`);
  header.forEach((column, k) => {
    if (header.indexOf(column) !== k)
      throw new RangeError(`columns of ${name} must have names of their own; got "${column}" twice`);
  });
  // Numbers before the first text of a column were not kept as texts: a second walk brings them.
  if (builders.some((builder) => builder.textsFrom > 0))
    scanCsv(name, bytes, delimiter, (row, column, cell) => {
      if (row > 0 && row <= builders[column].textsFrom) builders[column].takeText(row - 1, cell);
    });
  return {name, rows, columns: new Map(header.map((column, k) => [column, builders[k].column(rows)]))};
}

function delimiterOf(bytes: Buffer): number {
  const end = bytes.indexOf(0x0a);
  const header = bytes.subarray(0, end < 0 ? bytes.length : end);
  return [",", "\t", ";"].map((sign) => sign.charCodeAt(0)).find((code) => header.includes(code)) ?? 0x2c;
}

function linesOf(bytes: Buffer): number {
  let lines = 1;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) ++lines;
  return lines;
}

/** In another encoding different texts, é and ü, would read as one. */
function checkUtf8(name: string, bytes: Buffer): void {
  if (isUtf8(bytes)) return;
  for (let line = 1, from = 0; ; ++line) {
    const end = bytes.indexOf(0x0a, from);
    const to = end < 0 ? bytes.length : end;
    if (!isUtf8(bytes.subarray(from, to)))
      throw new SyntaxError(`${name} must be encoded in UTF-8; got other bytes in line ${line}`);
    from = to + 1;
  }
}
