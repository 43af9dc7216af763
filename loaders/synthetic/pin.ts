import {createHash} from "node:crypto";
import {extractFiles} from "./generate.js";
import {model} from "./model.js";

/** A file of a pinned extract, as data/extract.json names it. */
export interface PinnedFile {
  name: string;
  file: string;
  sha256: string;
  bytes: number;
}

/** The pin of a synthetic extract: what its files must be, to the byte. */
export interface SyntheticPin {
  name: string;
  version: string;
  synthetic: true;
  location: string;
  tables: (PinnedFile & {rows: number})[];
  files: PinnedFile[];
}

/** The location that says which seed makes the extract. */
export const syntheticScheme = "synthetic:";

/**
 * Makes the synthetic extract of a seed and pins it: SHA-256, bytes and rows of every file.
 * @throws RangeError when the version is not the one whose parameters the generator holds.
 */
export function pinSynthetic(seed: number, version: string): SyntheticPin {
  if (version !== model.version) throw new RangeError(`version must be ${model.version}; got ${version}`);
  const pinned = extractFiles({seed}).map(({name, file, rows, bytes}) => ({
    name,
    file,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    ...(rows === undefined ? {} : {rows}),
    bytes: bytes.length
  }));
  return {
    name: "harmonic-synthetic",
    version,
    synthetic: true,
    location: `${syntheticScheme}${seed}`,
    tables: pinned.filter((file): file is PinnedFile & {rows: number} => "rows" in file),
    files: pinned.filter((file) => !("rows" in file))
  };
}
