import type {TableSchema} from "../check/tableSchema.js";
import {withDaysFromBirth} from "./daysFromBirth.js";
import {readTable} from "./readTable.js";
import type {ExtractTable} from "./table.js";

/** The bytes of a table's file. */
export interface TableFile {
  name: string;
  file: string;
  bytes: Uint8Array;
}

/** Reads the tables of an extract, days from birth made dates as the data dictionary says. */
export function readTables(
  files: readonly TableFile[],
  schemas: Readonly<Record<string, TableSchema>>
): Record<string, ExtractTable> {
  const tables: Record<string, ExtractTable> = {};
  const persons = () => {
    if (!tables.persons)
      throw new RangeError("days from birth must have a table persons to refer to; got none");
    return tables.persons;
  };
  for (const {name, file, bytes} of files) {
    const table = readTable(bytes, file);
    tables[name] = schemas[name] ? withDaysFromBirth(table, schemas[name], persons) : table;
  }
  return tables;
}
