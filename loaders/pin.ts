import {readFileSync} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {Ajv, type ErrorObject} from "ajv";
import schema from "../data/schema/extract.json" with {type: "json"};
import {resolveLocation} from "./extract/location.js";
import type {PinnedFile} from "./synthetic/pin.js";

export type {PinnedFile};

/** Which extract the reports are made from: where it is, and what its files must be, to the byte. */
export interface ExtractPin {
  name: string;
  version: string;
  synthetic: boolean;
  custodian?: string;
  /** `synthetic:SEED` (or `synthetic:SEED,CARDIAC,RADIOTHERAPY`), an absolute path, or an `https:` address of a folder. */
  location: string;
  tables: (PinnedFile & {rows: number})[];
  /** Files that are no tables: the truth of a synthetic extract. */
  files: PinnedFile[];
}

/** The environment variable that may name the pin of an extract of one's own. */
export const pinVariable = "HARMONIC_EXTRACT";

/**
 * Reads the pin of the extract: `data/extract.json` of the project, or the file that `HARMONIC_EXTRACT`
 * names. A path in it is relative to the project, or to the folder of a pin that the variable names.
 *
 * @param root folder of the project.
 * @throws RangeError, one line that names the file and the entry, when the pin is not as data/schema/extract.json
 *   wants it; Error when there is no such file.
 */
export function readPin(root: string, environment: NodeJS.ProcessEnv = process.env): ExtractPin {
  const named = environment[pinVariable];
  const file = named ? resolve(named) : join(root, "data", "extract.json");
  return parsePin(readText(file), file, named ? dirname(file) : root);
}

/** Reads the pin in `file`; a path in it is relative to the file's folder. */
export function readPinFile(file: string): ExtractPin {
  return parsePin(readText(file), file, dirname(resolve(file)));
}

/**
 * Checks a pin.
 * @param file its name, for errors.
 * @param base folder that a path in it is relative to.
 */
export function parsePin(text: string, file: string, base: string): ExtractPin {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new RangeError(`pin must be JSON; got "${(error as Error).message}" in ${file}`);
  }
  const ajv = new Ajv({verbose: true});
  const validate = ajv.compile<Omit<ExtractPin, "files"> & Partial<Pick<ExtractPin, "files">>>(schema);
  if (!validate(given)) throw new RangeError(`${describe(validate.errors![0])} in ${file}`);
  const files = [...given.tables, ...(given.files ?? [])];
  for (const key of ["name", "file"] as const) {
    const twice = files.find((entry, k) => files.findIndex((other) => other[key] === entry[key]) !== k);
    if (twice) throw new RangeError(`${key} must be given once; got ${twice[key]} twice in ${file}`);
  }
  return {...given, files: given.files ?? [], location: resolveLocation(given.location, base, file)};
}

function describe({instancePath, message, keyword, params, data}: ErrorObject): string {
  const entry = instancePath === "" ? "pin" : instancePath.slice(1).replaceAll("/", ".");
  const allowed = keyword === "enum" ? `: ${params.allowedValues.join(", ")}` : "";
  const extra = keyword === "additionalProperties" ? `: ${params.additionalProperty}` : "";
  const got = typeof data === "object" ? "" : `; got ${JSON.stringify(data)}`;
  return `${entry} ${message}${allowed}${extra}${got}`;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(
      `pin must be a file that can be read; got ${file} (${(error as NodeJS.ErrnoException).code})`
    );
  }
}
