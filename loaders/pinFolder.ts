import {createHash} from "node:crypto";
import {closeSync, existsSync, fstatSync, openSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {realisationsSchema, schemas} from "./check/schemas.js";
import {readSpan} from "./extract/arrowBatches.js";
import {openDoseRealisations, realisationsTable} from "./extract/doseRealisations.js";
import {readTable} from "./extract/readTable.js";
import {type ExtractPin, parsePin} from "./pin.js";

/**
 * Pins the extract in a folder: SHA-256, bytes and rows of `persons.arrow` and the other tables that are
 * there. An extract with a `truth.json` is a synthetic one.
 *
 * @param location what the pin is to give as the location of the files; the folder itself, if not said.
 * @throws RangeError when a table's file is not readable, there is none, or name or version is no word.
 */
export function pinFolder(
  folder: string,
  {name, version, location = folder}: {name: string; version: string; location?: string}
): ExtractPin {
  if (!statSync(folder, {throwIfNoEntry: false})?.isDirectory())
    throw new RangeError(`location must be a folder on this machine; got ${folder}`);
  const pinned = (file: string) => {
    const bytes = readFileSync(join(folder, file));
    return {
      bytes,
      pin: {file, sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length}
    };
  };
  const tables = Object.keys(schemas)
    .filter((table) => existsSync(join(folder, `${table}.arrow`)))
    .map((table) => {
      const {bytes, pin} = pinned(`${table}.arrow`);
      const {file, sha256, bytes: size} = pin;
      return {name: table, file, sha256, rows: readTable(bytes, file).rows, bytes: size};
    });
  const shipped = join(folder, `${realisationsTable}.arrow`);
  if (tables.length > 0 && existsSync(shipped)) tables.push(pinRealisations(shipped));
  if (tables.length === 0)
    throw new RangeError(`location must hold persons.arrow or other tables; got ${folder}`);
  const synthetic = existsSync(join(folder, "truth.json"));
  const files = synthetic ? [{name: "truth", ...pinned("truth.json").pin}] : [];
  const pin: ExtractPin = {name, version, synthetic, location, tables, files};
  parsePin(JSON.stringify(pin), "the new pin", folder);
  return pin;
}

/** Their rows are those of all realisations. The file may be larger than memory: it is read by pieces. */
function pinRealisations(path: string): ExtractPin["tables"][number] {
  const file = `${realisationsTable}.arrow`;
  const handle = openSync(path, "r");
  const hash = createHash("sha256");
  const bytes = fstatSync(handle).size;
  try {
    const piece = 2 ** 24;
    for (let at = 0; at < bytes; at += piece) hash.update(readSpan(handle, at, Math.min(piece, bytes - at)));
  } finally {
    closeSync(handle);
  }
  const none = () => {
    throw new RangeError("days from birth are not read to count rows");
  };
  const realisations = openDoseRealisations(path, realisationsSchema, none);
  try {
    let rows = 0;
    for (let r = 0; r < realisations.count; ++r) rows += realisations.table(r).rows;
    return {name: realisationsTable, file, sha256: hash.digest("hex"), rows, bytes};
  } finally {
    realisations.close();
  }
}
