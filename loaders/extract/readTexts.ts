import {type Batch, type Column, Type} from "@uwdata/flechette";
import {forEachMissing} from "./forEachMissing.js";

/** A column of texts, whether written out or as a dictionary; empty where missing. */
export function readTexts(column: Column<unknown>): string[] {
  const result: string[] = new Array(column.length);
  let start = 0;
  for (const batch of column.data) {
    const {typeId} = batch.type;
    if (typeId === Type.Null) result.fill("", start, start + batch.length);
    else if (!(typeId === Type.Utf8 && readAscii(batch, result, start)))
      for (let i = 0; i < batch.length; ++i) result[start + i] = (batch.at(i) as string | null) ?? "";
    const first = start;
    forEachMissing(batch, (i) => {
      result[first + i] = "";
    });
    start += batch.length;
  }
  return result;
}

/** Where all bytes are ASCII, bytes are characters: one decoding serves the whole batch. */
function readAscii(batch: Batch<unknown>, result: string[], start: number): boolean {
  const bytes = batch.values as Uint8Array;
  for (const byte of bytes) if (byte > 127) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const offsets = batch.offsets as Int32Array;
  for (let i = 0; i < batch.length; ++i) result[start + i] = text.slice(offsets[i], offsets[i + 1]);
  return true;
}
