import type {Factor} from "../../src/stats/cohort/factor.js";
import type {ExtractTable} from "../extract/table.js";

const kept = new WeakMap<ExtractTable, Map<string, Factor>>();

/**
 * A text column as codes of levels, −1 missing, made once a table. Unlike a factor of a report its levels
 * are in no order: a hundred thousand pseudonyms need not be sorted to be compared.
 */
export function categories(table: ExtractTable, name: string): Factor {
  if (table.columns.find((column) => column.name === name)?.arrowType.startsWith("Dictionary"))
    return table.factor(name);
  if (!kept.has(table)) kept.set(table, new Map());
  const own = kept.get(table)!;
  if (!own.has(name)) own.set(name, number(table.texts(name)));
  return own.get(name)!;
}

function number(texts: readonly string[]): Factor {
  const position = new Map<string, number>();
  const codes = Int32Array.from(texts, (text) => {
    if (text === "") return -1;
    let code = position.get(text);
    if (code === undefined) position.set(text, (code = position.size));
    return code;
  });
  return {codes, levels: [...position.keys()]};
}
