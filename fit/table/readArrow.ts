import {CompressionType, setCompressionCodec, tableFromIPC} from "@uwdata/flechette";
import {buildColumn, type Raw} from "./buildColumn.js";
import {decompressLz4, decompressZstd} from "./decompress.js";
import type {Column, Table} from "./table.js";

setCompressionCodec(CompressionType.LZ4_FRAME, {encode: refuse, decode: decompressLz4});
setCompressionCodec(CompressionType.ZSTD, {encode: refuse, decode: decompressZstd});

/**
 * Reads an Arrow IPC file or stream (Feather version 2 too): numbers, booleans, dates, texts and
 * dictionaries of texts; buffers plain, LZ4 or ZSTD.
 * @throws SyntaxError when the bytes are not Arrow, RangeError when two columns share a name.
 */
export function readArrow(name: string, bytes: Uint8Array): Table {
  const table = parse(name, bytes);
  const columns = new Map<string, Column>();
  for (const {name: column} of table.schema.fields) {
    if (columns.has(column))
      throw new RangeError(`columns of ${name} must have names of their own; got "${column}" twice`);
    const child = table.getChild(column);
    columns.set(column, plainNumbers(child) ?? buildColumn(table.numRows, (row) => child.at(row) as Raw));
  }
  return {name, rows: table.numRows, columns};
}

function parse(name: string, bytes: Uint8Array) {
  if (bytes.length === 0) throw new SyntaxError(`${name} must be an Arrow file; got an empty one`);
  try {
    return tableFromIPC(bytes, {useDate: true, useBigInt: true});
  } catch (error) {
    if (error instanceof RangeError && error.message.includes("compress")) throw error;
    throw new SyntaxError(
      `${name} must be an Arrow file; got ${isArrow(bytes) ? "one that is cut off" : "other bytes"}`
    );
  }
}

/** True where a file begins as Arrow's do: by name, or with the mark of a stream's message. */
function isArrow(bytes: Uint8Array): boolean {
  return (
    Buffer.from(bytes.subarray(0, 6)).toString("latin1") === "ARROW1" ||
    bytes.subarray(0, 4).every((byte) => byte === 0xff)
  );
}

/** A Float64 column without missing values in one batch is the file's own memory. */
function plainNumbers({
  data,
  nullCount
}: {
  data: readonly {values?: unknown}[];
  nullCount: number;
}): Column | null {
  const values = data.length === 1 && nullCount === 0 ? data[0].values : null;
  return values instanceof Float64Array ? {type: "number", values} : null;
}

function refuse(): never {
  throw new Error("tables are only read");
}
