import {type Column, type Table, tableFromIPC} from "@uwdata/flechette";
import {columnKind} from "./columnKind.js";
import {readDays} from "./readDays.js";
import {readFactor} from "./readFactor.js";
import {readNumbers} from "./readNumbers.js";
import {readTexts} from "./readTexts.js";
import type {ColumnKind, ExtractTable, TableColumn} from "./table.js";

/**
 * Reads a table from the bytes of an Arrow IPC file (also called Feather, version 2) without compression.
 *
 * @param bytes the whole file; columns may be views of it, so it must not be written into afterwards.
 * @param file the file's name, for errors.
 * @throws TypeError, one line that names the file, when it is no Arrow file, is cut off or is compressed;
 *   later, when a column that it has not is asked for, or one as what it is not.
 * Witness: apache-arrow's writer in test/loaders/extract/readTable.test.ts.
 */
export function readTable(bytes: Uint8Array, file: string): ExtractTable {
  const table = parse(bytes, file);
  const columns: TableColumn[] = table.schema.fields.map(({name, type, metadata}) => {
    const unit = metadata?.get("unit");
    return {name, ...columnKind(type), ...(unit === undefined ? {} : {unit})};
  });
  const kept = new Map<string, unknown>();
  const read = <T>(
    name: string,
    what: string,
    kinds: ColumnKind[],
    values: (column: Column<unknown>) => T
  ): T => {
    const key = `${what} ${name}`;
    if (kept.has(key)) return kept.get(key) as T;
    const k = columns.findIndex((column) => column.name === name);
    if (k < 0) throw new TypeError(`column must be one of those of ${file}; got ${name}`);
    const {kind, arrowType} = columns[k];
    if (kind !== "null" && !kinds.includes(kind))
      throw new TypeError(`${name} must be a column of ${what}; got ${arrowType} in ${file}`);
    try {
      const result = values(table.getChildAt(k));
      kept.set(key, result);
      return result;
    } catch (error) {
      throw new TypeError(`${name} must be readable; got "${(error as Error).message}" in ${file}`, {
        cause: error
      });
    }
  };
  return {
    rows: table.numRows,
    columns,
    days: (name) => read(name, "dates", ["date"], readDays),
    numbers: (name) => read(name, "numbers", ["number", "integer", "boolean"], readNumbers),
    factor: (name) => read(name, "categories", ["text"], readFactor),
    texts: (name) => read(name, "texts", ["text"], readTexts)
  };
}

const magic = "ARROW1";

function parse(bytes: Uint8Array, file: string): Table {
  const refuse = (got: string, cause?: unknown) =>
    new TypeError(`${file} must be an Arrow IPC file; got ${got}`, {cause});
  const at = (from: number, to?: number) => Buffer.from(bytes.subarray(from, to)).toString("latin1");
  if (bytes.length === 0) throw refuse("an empty file");
  if (at(0, 4) === "\xff\xff\xff\xff") throw refuse("an Arrow stream: write it in the file format");
  if (at(0, 6) !== magic) throw refuse("bytes that are not Arrow");
  if (bytes.length < 20 || at(-6) !== magic)
    throw refuse(`a file that is cut off after ${bytes.length} bytes`);
  try {
    return tableFromIPC(bytes);
  } catch (error) {
    const {message} = error as Error;
    const codec = /Missing compression codec "(\w+)"/.exec(message)?.[1];
    if (codec) throw refuse(`${codec} compression: write it uncompressed`);
    throw refuse("one whose inside is damaged", error);
  }
}
