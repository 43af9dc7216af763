import {brotliDecompressSync, gunzipSync} from "node:zlib";
import {parquetMetadataAsync, parquetRead, parquetSchema} from "hyparquet";
import {buildColumn, type Raw} from "./buildColumn.js";
import {decompressLz4Block, decompressZstd} from "./decompress.js";
import type {Column, Table} from "./table.js";

/**
 * Reads a flat Parquet file: plain, Snappy, gzip, Brotli, LZ4_RAW, or ZSTD where Node has it.
 * @throws SyntaxError when the bytes are not Parquet or a column is nested.
 */
export async function readParquet(name: string, bytes: Uint8Array): Promise<Table> {
  if (bytes.length < 12 || Buffer.from(bytes.subarray(0, 4)).toString("latin1") !== "PAR1")
    throw new SyntaxError(
      `${name} must be a flat Parquet file; got ${bytes.length === 0 ? "an empty one" : "other bytes"}`
    );
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  try {
    const metadata = await parquetMetadataAsync(file);
    const rows = Number(metadata.num_rows);
    const names = parquetSchema(metadata).children.map(({element}) => element.name);
    const raw = new Map<string, Raw[]>(names.map((column) => [column, new Array(rows)]));
    await parquetRead({
      file,
      metadata,
      compressors,
      onChunk({columnName, columnData, rowStart}) {
        const target = raw.get(columnName);
        if (!target) throw new RangeError(`column ${columnName} must be flat`);
        for (let i = 0; i < columnData.length; ++i) target[rowStart + i] = columnData[i] as Raw;
      }
    });
    const columns = new Map<string, Column>();
    for (const [column, values] of raw)
      columns.set(
        column,
        buildColumn(rows, (row) => values[row])
      );
    return {name, rows, columns};
  } catch (error) {
    throw new SyntaxError(`${name} must be a flat Parquet file; got "${(error as Error).message}"`);
  }
}

const compressors = {
  GZIP: (input: Uint8Array) => new Uint8Array(gunzipSync(input)),
  BROTLI: (input: Uint8Array) => new Uint8Array(brotliDecompressSync(input)),
  ZSTD: (input: Uint8Array) => decompressZstd(input),
  LZ4_RAW: (input: Uint8Array, outputLength: number) =>
    decompressLz4Block(input, new Uint8Array(outputLength), 0).output
};
