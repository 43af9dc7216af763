import {readFile} from "node:fs/promises";
import {basename} from "node:path";
import {readArrow} from "./readArrow.js";
import {readCsv} from "./readCsv.js";
import {readParquet} from "./readParquet.js";
import type {Table} from "./table.js";
import {whyUnread} from "./whyUnread.js";

/**
 * Reads a table of the user's: `.arrow` and `.feather` as Arrow IPC, `.parquet` as Parquet, anything else
 * as CSV.
 * @throws RangeError when there is no such file; SyntaxError when it is not what its name says.
 */
export async function readTable(path: string): Promise<Table> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new RangeError(`data must be a file that can be read; got ${path} (${whyUnread(error)})`);
  });
  const name = basename(path);
  if (/\.(arrow|arrows|feather|ipc)$/i.test(name)) return readArrow(name, bytes);
  if (/\.(parquet|pq)$/i.test(name)) return readParquet(name, bytes);
  return readCsv(name, bytes);
}
