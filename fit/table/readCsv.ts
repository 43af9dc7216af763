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
  checkText(name, bytes);
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
  const seen = new Set<string>();
  for (const column of header) {
    if (seen.has(column))
      throw new RangeError(`columns of ${name} must have names of their own; got "${column}" twice`);
    seen.add(column);
  }
  // Numbers before the first text of a column were not kept as texts: a second walk brings them.
  if (builders.some((builder) => builder.textsFrom > 0))
    scanCsv(name, bytes, delimiter, (row, column, cell) => {
      if (row > 0 && row <= builders[column].textsFrom) builders[column].takeText(row - 1, cell);
    });
  return {name, rows, columns: new Map(header.map((column, k) => [column, builders[k].column(rows)]))};
}

function delimiterOf(bytes: Buffer): number {
  const end = [0x0a, 0x0d].map((sign) => bytes.indexOf(sign)).filter((at) => at >= 0);
  const header = bytes.subarray(0, Math.min(bytes.length, ...end));
  return [",", "\t", ";"].map((sign) => sign.charCodeAt(0)).find((code) => header.includes(code)) ?? 0x2c;
}

/** At most how many lines there are, by whichever sign ends more of them. */
function linesOf(bytes: Buffer): number {
  const ends = [0x0a, 0x0d].map((sign) => {
    let count = 0;
    for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + 1)) ++count;
    return count;
  });
  return 1 + (ends[0] === ends[1] ? ends[0] : ends[0] + ends[1]);
}

/** What a file is that is no text, by its first bytes; undefined where they say nothing. */
function otherFormat(bytes: Buffer): string | undefined {
  const start = bytes.toString("latin1", 0, 6);
  if (start.startsWith("PK\x03\x04")) return "a ZIP file, as Excel writes: save it as CSV";
  if (start.startsWith("\x1f\x8b")) return "a file that gzip packed: unpack it";
  if (start.startsWith("PAR1")) return "a Parquet file: name it .parquet";
  if (start === "ARROW1") return "an Arrow file: name it .arrow";
  if (start.startsWith("\xff\xfe") || start.startsWith("\xfe\xff")) return "UTF-16: save it as UTF-8";
  return undefined;
}

/** In another encoding different texts, é and ü, would read as one; a NUL is in no text, but every other byte of UTF-16. */
function checkText(name: string, bytes: Buffer): void {
  const other = otherFormat(bytes);
  if (other) throw new SyntaxError(`${name} must be a table of texts; got ${other}`);
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    const line = bytes.subarray(0, nul).filter((byte) => byte === 0x0a).length + 1;
    throw new SyntaxError(`${name} must be encoded in UTF-8; got a NUL byte in line ${line}`);
  }
  if (isUtf8(bytes)) return;
  for (let line = 1, from = 0; ; ++line) {
    const end = bytes.indexOf(0x0a, from);
    const to = end < 0 ? bytes.length : end;
    if (!isUtf8(bytes.subarray(from, to)))
      throw new SyntaxError(`${name} must be encoded in UTF-8; got other bytes in line ${line}`);
    from = to + 1;
  }
}
