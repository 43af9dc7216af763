import {createReadStream} from "node:fs";
import {mkdir, rename} from "node:fs/promises";
import {join} from "node:path";
import type {ExtractPin, PinnedFile} from "../pin.js";
import type {SyntheticExtract} from "../synthetic/generate.js";
import {download} from "./download.js";
import {extractDirectory, extractsDirectory} from "./extractDirectory.js";
import {localState} from "./localFile.js";
import {parseLocation} from "./location.js";
import {claimPart, type PartFile} from "./partFile.js";
import {refuseTracked} from "./refuseTracked.js";
import {type OpenPart, writePart} from "./writePart.js";

/** Which extract to bring into which project. */
export interface PullRequest {
  root: string;
  pin: ExtractPin;
  /** Told how many megabytes of how many are there, and of which file. */
  onProgress?: (done: number, total: number, what: string) => void;
  /** Token for an https: location; that of the environment, if not said. */
  token?: string;
  fetch?: typeof fetch;
  openPart?: OpenPart;
}

/** What a pull brought, and what its reader should know. */
export interface Pulled {
  directory: string;
  files: string[];
  notes: string[];
}

/**
 * Brings the files of the pin that are missing or damaged here into `.harmonic/extract/`. All are fetched
 * beside it and compared with their pinned SHA-256 before the first takes its place, so that any failure
 * leaves the last good extract as it was; two pulls at once write to files of their own.
 *
 * @throws Error, one line that names the file: wrong hash (both are named), no connection, an answer other
 *   than the file, a cut connection (the next pull goes on from there), a full disk, a file that git tracks.
 */
export async function pullExtract(request: PullRequest): Promise<Pulled> {
  const {root, pin, onProgress = () => {}, openPart} = request;
  const directory = extractDirectory(root, pin);
  const location = parseLocation(pin.location);
  const wanted: PinnedFile[] = [];
  for (const file of [...pin.tables, ...pin.files])
    if ((await localState(directory, file)).state !== "whole") wanted.push(file);
  if (wanted.length === 0) return {directory, files: [], notes: []};

  const notes: string[] = [];
  if (location.kind === "folder") {
    const note = await refuseTracked(
      location.path,
      wanted.map(({file}) => file)
    );
    if (note) notes.push(note);
  }
  const total = wanted.reduce((sum, {bytes}) => sum + bytes, 0);
  const report = (bytes: number, what: string) => onProgress(megabytes(bytes), megabytes(total), what);
  let before = 0;
  report(0, location.kind === "synthetic" ? "making the synthetic extract" : wanted[0].file);
  const made = location.kind === "synthetic" ? await make(location) : null;
  const resume = location.kind === "https";
  const partial = join(extractsDirectory(root), "partial");
  const parts: PartFile[] = [];
  try {
    for (const file of wanted) {
      const part = claimPart(partial, file.sha256, {resume});
      parts.push(part);
      const onBytes = (bytes: number) => report(before + bytes, file.file);
      if (location.kind === "https")
        await download(location.url, file, part, {
          fetch: request.fetch ?? fetch,
          token: request.token ?? process.env.HARMONIC_EXTRACT_TOKEN,
          onBytes,
          openPart
        });
      else
        await writePart(part, file, made ? pick(made, file) : read(pin.location, file), {onBytes, openPart});
      before += file.bytes;
    }
    await mkdir(directory, {recursive: true});
    for (const [k, {file}] of wanted.entries()) await rename(parts[k].path, join(directory, file));
    for (const part of parts) part.remove();
  } catch (error) {
    for (const part of parts) resume ? part.release() : part.remove();
    throw error;
  }
  return {directory, files: wanted.map(({file}) => file), notes};
}

/** With one decimal: what a progress bar has room for. */
function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}

/** The files of the synthetic extract; the generator is loaded only when it has something to make. */
async function make(extract: SyntheticExtract): Promise<Map<string, Uint8Array>> {
  const {extractFiles} = await import("../synthetic/generate.js");
  return new Map(extractFiles(extract).map(({file, bytes}) => [file, bytes]));
}

function pick(made: Map<string, Uint8Array>, {file}: PinnedFile): Uint8Array[] {
  const bytes = made.get(file);
  if (!bytes) throw new RangeError(`file must be one that the generator makes; got ${file}`);
  return [bytes];
}

async function* read(folder: string, {file}: PinnedFile): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(join(folder, file));
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    throw new Error(`${file} must be a file in ${folder}; got ${code}`, {cause: error});
  }
}
