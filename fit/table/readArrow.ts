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
  try {
    return tableFromIPC(bytes, {useDate: true});
  } catch (error) {
    if (error instanceof RangeError && error.message.includes("compress")) throw error;
    throw new SyntaxError(`${name} must be an Arrow file; got "${(error as Error).message}"`);
  }
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
