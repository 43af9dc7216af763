import {mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";

/** Data of a task: named columns of any lengths. */
export type Columns = Record<string, Float64Array | Int32Array>;

/** Writes each column to a file of its own, the numbers as they lie in memory: NAME.f64 or NAME.i32. */
export function writeColumns(folder: string, columns: Columns): void {
  mkdirSync(folder, {recursive: true});
  for (const [name, column] of Object.entries(columns))
    writeFileSync(join(folder, `${name}.${column instanceof Float64Array ? "f64" : "i32"}`), column);
}

/** Reads what `writeColumns` wrote. */
export function readColumns(folder: string): Columns {
  const columns: Columns = {};
  for (const file of readdirSync(folder)) {
    const {buffer, byteOffset, byteLength} = readFileSync(join(folder, file));
    const bytes = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
    columns[file.slice(0, -4)] = file.endsWith(".f64") ? new Float64Array(bytes) : new Int32Array(bytes);
  }
  return columns;
}
