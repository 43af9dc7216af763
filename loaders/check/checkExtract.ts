import type {ExtractTable} from "../extract/table.js";
import type {Finding} from "./finding.js";
import type {TableSchema} from "./tableSchema.js";

export function checkExtract(
  _tables: Readonly<Record<string, ExtractTable>>,
  _schemas: Readonly<Record<string, TableSchema>>
): Finding[] {
  return [];
}
