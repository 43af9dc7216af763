import {join} from "node:path";
import type {TableSchema} from "../check/tableSchema.js";
import type {ExtractPin, PinnedFile} from "../pin.js";
import {realisationsTable} from "./doseRealisations.js";
import {extractDirectory} from "./extractDirectory.js";
import {type LocalFile, localFile, localState} from "./localFile.js";
import {parseLocation} from "./location.js";
import {type PullRequest, pullExtract} from "./pull.js";
import {readTables, type TableFile} from "./readTables.js";
import type {ExtractTable} from "./table.js";

/** The tables of a pinned extract, not yet checked, and its other files as texts by name. */
export interface OpenedTables {
  tables: Record<string, ExtractTable>;
  texts: Record<string, string>;
  /** What the tables were read from, in shared memory. */
  files: TableFile[];
  /** Path of the realisations of doses, which are read one at a time; `null` where the extract has none. */
  realisations: string | null;
}

/**
 * Reads the tables of the pinned extract from this disk, every file compared with its pinned SHA-256, what
 * is missing pulled first. A damaged file is made again where the extract is synthetic, else an error: its
 * holder may want to know.
 */
export async function openTables({
  schemas,
  ...request
}: PullRequest & {schemas: Readonly<Record<string, TableSchema>>}): Promise<OpenedTables> {
  const {root, pin} = request;
  let bytes = await readWhole(root, pin);
  if (bytes === null) {
    await pullExtract(request);
    bytes = await readWhole(root, pin);
    if (bytes === null)
      throw new Error("the extract must stay as it was pulled; got a change by another process");
  }
  const inMemory = pin.tables.filter(({name}) => name !== realisationsTable);
  const files = inMemory.map(({name, file}) => ({name, file, bytes: bytes.get(name)!}));
  const tables = readTables(files, schemas);
  for (const {name, file, rows} of inMemory)
    if (tables[name].rows !== rows)
      throw new RangeError(`${file} must have ${rows} rows as pinned; got ${tables[name].rows}`);
  const texts = pin.files.map(({name}) => [name, new TextDecoder().decode(bytes.get(name)!)]);
  const shipped = pin.tables.find(({name}) => name === realisationsTable);
  const realisations = shipped ? join(extractDirectory(root, pin), shipped.file) : null;
  return {tables, texts: Object.fromEntries(texts), files, realisations};
}

/** The bytes of every file that is read whole, by name; `null` where something is to be pulled. */
async function readWhole(root: string, pin: ExtractPin): Promise<Map<string, Uint8Array> | null> {
  const directory = extractDirectory(root, pin);
  const pinned: PinnedFile[] = [...pin.tables, ...pin.files];
  const local = await Promise.all(
    pinned.map((file): Promise<LocalFile | Awaited<ReturnType<typeof localState>>> => {
      const look = file.name === realisationsTable ? localState : localFile;
      return look(directory, file);
    })
  );
  const bytes = new Map<string, Uint8Array>();
  let whole = true;
  for (const [k, file] of local.entries()) {
    whole &&= file.state === "whole";
    if (file.state === "whole") {
      if ("bytes" in file) bytes.set(pinned[k].name, file.bytes);
    } else if (file.state === "damaged" && parseLocation(pin.location).kind !== "synthetic")
      throw new Error(
        `${pinned[k].file} must have SHA-256 ${pinned[k].sha256}; got ${file.sha256} in ${directory}: harmonic extract pull brings it again`
      );
  }
  return whole ? bytes : null;
}
