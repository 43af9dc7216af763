import {makeStudy, type Study, type TableName} from "../analyses/study.js";
import {checkExtract} from "../loaders/check/checkExtract.js";
import type {Finding} from "../loaders/check/finding.js";
import {schemas} from "../loaders/check/schemas.js";
import {withDaysFromBirth} from "../loaders/extract/daysFromBirth.js";
import {extractDirectory} from "../loaders/extract/extractDirectory.js";
import {localFile} from "../loaders/extract/localFile.js";
import {parseLocation} from "../loaders/extract/location.js";
import {pullExtract} from "../loaders/extract/pull.js";
import {readTable} from "../loaders/extract/readTable.js";
import type {ExtractTable} from "../loaders/extract/table.js";
import {type ExtractPin, type PinnedFile, readPin} from "../loaders/pin.js";
import type {Truth} from "../loaders/synthetic/truth.js";

/** A checked extract: which it is, its tables, and what the checks found. */
export interface OpenedStudy {
  pin: ExtractPin;
  study: Study;
  /** Warnings only: an error stops. */
  findings: Finding[];
}

/**
 * Opens the pinned extract: pulls what is missing, compares every file with its pinned SHA-256, checks every
 * table against the data dictionary. A damaged local file is made again where the extract is synthetic.
 *
 * @param root folder of the project.
 * @param onProgress told how many of how many steps or bytes are done, and at what.
 * @throws Error, one line, when the pin, the pull, a hash or a check fails.
 */
export async function openStudy(
  root: string,
  onProgress: (done: number, total: number, what: string) => void = () => {}
): Promise<OpenedStudy> {
  const pin = readPin(root);
  const tables = await openTables(root, pin, onProgress);
  const findings = checkExtract(tables.byName, schemas);
  stopAtErrors(findings);
  const read = (name: TableName) => {
    if (!tables.byName[name]) throw new RangeError(`table must be one of the extract's; got ${name}`);
    return tables.byName[name];
  };
  return {pin, study: makeStudy(read, tables.truth), findings};
}

/** The tables of a pinned extract, unchecked, and the truth of a synthetic one. */
export async function openTables(
  root: string,
  pin: ExtractPin,
  onProgress: (done: number, total: number, what: string) => void = () => {}
): Promise<{byName: Record<string, ExtractTable>; truth: Truth | null}> {
  const directory = extractDirectory(root, pin);
  const files = [...pin.tables, ...pin.files];
  let bytes = await readWhole(directory, files, pin);
  if (bytes === null) {
    await pullExtract({root, pin, onProgress});
    bytes = await readWhole(directory, files, pin);
    if (bytes === null)
      throw new Error(`the extract must stay as it was pulled; got a change in ${directory}`);
  }
  const byName: Record<string, ExtractTable> = {};
  for (const {name, file, rows} of pin.tables) {
    const table = readTable(bytes.get(name)!, file);
    if (table.rows !== rows)
      throw new RangeError(`${file} must have ${rows} rows as pinned; got ${table.rows}`);
    const schema = schemas[name as TableName];
    byName[name] = withDaysFromBirth(table, schema, () => byName.persons);
  }
  const truth = pin.synthetic && bytes.has("truth") ? new TextDecoder().decode(bytes.get("truth")) : null;
  return {byName, truth: truth === null ? null : (JSON.parse(truth) as Truth)};
}

/** The bytes of every file by name; `null` where something is to be pulled. */
async function readWhole(
  directory: string,
  files: readonly PinnedFile[],
  pin: ExtractPin
): Promise<Map<string, Uint8Array> | null> {
  const local = await Promise.all(files.map((file) => localFile(directory, file)));
  const bytes = new Map<string, Uint8Array>();
  for (const [k, file] of local.entries()) {
    if (file.state === "whole") bytes.set(files[k].name, file.bytes);
    else if (file.state === "damaged" && parseLocation(pin.location).kind !== "synthetic")
      throw new Error(
        `${files[k].file} must have SHA-256 ${files[k].sha256}; got ${file.sha256} in ${directory}: harmonic extract pull brings it again`
      );
  }
  return bytes.size === files.length ? bytes : null;
}

function stopAtErrors(findings: readonly Finding[]): void {
  const errors = findings.filter(({severity}) => severity === "error");
  if (errors.length === 0) return;
  const others = errors.length === 1 ? "" : `, and ${errors.length - 1} more kinds of error`;
  throw new RangeError(`${errors[0].message}${others}: see harmonic extract check`);
}
