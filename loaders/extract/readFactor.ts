import type {Batch, Column} from "@uwdata/flechette";
import type {Factor} from "../../src/stats/cohort/factor.js";
import {forEachMissing} from "./forEachMissing.js";
import {readTexts} from "./readTexts.js";

/**
 * A column of texts as categories. A dictionary keeps the file's order of levels, whatever the width of its
 * indices and however many record batches and dictionaries it has; texts written out get their levels in
 * alphabetical order. A level that is empty counts as missing.
 * @throws RangeError where an index lies outside its dictionary.
 */
export function readFactor(column: Column<unknown>): Factor {
  if (!column.data.every(isDictionary)) return fromTexts(readTexts(column));
  const position = new Map<string, number>();
  const codes = new Int32Array(column.length);
  let start = 0;
  for (const batch of column.data) {
    const own = (batch as DictionaryBatch).dictionary.toArray() as (string | null)[];
    const map = Int32Array.from(own, (level) => {
      if (level === null || level === "") return -1;
      if (!position.has(level)) position.set(level, position.size);
      return position.get(level)!;
    });
    const indices = batch.values as Int32Array;
    const first = start;
    const missing = new Uint8Array(batch.nullCount > 0 ? batch.length : 0);
    forEachMissing(batch, (i) => {
      missing[i] = 1;
      codes[first + i] = -1;
    });
    for (let i = 0; i < batch.length; ++i) {
      if (missing[i] === 1) continue;
      const code = map[Number(indices[i])];
      if (code === undefined)
        throw new RangeError(`indices must lie in the dictionary of ${own.length} levels; got ${indices[i]}`);
      codes[start + i] = code;
    }
    start += batch.length;
  }
  return {codes, levels: [...position.keys()]};
}

type DictionaryBatch = Batch<unknown> & {dictionary: Column<string | null>};

function isDictionary(batch: Batch<unknown>): batch is DictionaryBatch {
  return "dictionary" in batch;
}

function fromTexts(texts: readonly string[]): Factor {
  const levels = [...new Set(texts)].filter((level) => level !== "").sort();
  const position = new Map(levels.map((level, code) => [level, code]));
  return {codes: Int32Array.from(texts, (text) => position.get(text) ?? -1), levels};
}
