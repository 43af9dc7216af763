import {existsSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import type {TableSchema} from "../check/tableSchema.js";
import {readTables} from "./readTables.js";
import type {ExtractTable} from "./table.js";

/**
 * Reads the tables that are in a folder, as `persons.arrow` and so on, without a pin.
 * @throws RangeError when it is no folder, or holds no table of the data dictionary.
 */
export function readFolder(
  folder: string,
  schemas: Readonly<Record<string, TableSchema>>
): Record<string, ExtractTable> {
  if (!statSync(folder, {throwIfNoEntry: false})?.isDirectory())
    throw new RangeError(`the place to check must be a folder or a pin; got ${folder}`);
  const names = Object.keys(schemas).filter((name) => existsSync(join(folder, `${name}.arrow`)));
  if (names.length === 0)
    throw new RangeError(`the folder must hold persons.arrow or other tables; got ${folder}`);
  const files = names.map((name) => {
    const file = `${name}.arrow`;
    return {name, file, bytes: readFileSync(join(folder, file))};
  });
  return readTables(files, schemas);
}
