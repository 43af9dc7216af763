import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {sha256} from "./sha256.js";

/** Files by their path from the folder of a release, with what they hold. */
export type Files = Map<string, Uint8Array>;

/** A line for each file as `sha256sum -c` reads it, in the order of their paths. */
export function sumsText(files: ReadonlyMap<string, Uint8Array>): string {
  return [...files.keys()]
    .sort()
    .map((path) => `${sha256(files.get(path)!)}  ${path}\n`)
    .join("");
}

/**
 * The sums of a text that `sumsText` wrote, by path.
 * @throws RangeError that names the line that is none.
 */
export function parseSums(text: string, file: string): Map<string, string> {
  const lines = text.split("\n").filter((line) => line !== "");
  return new Map(
    lines.map((line, k) => {
      const [, sum, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
      if (!path) throw new RangeError(`line must be a SHA-256 and a path; got line ${k + 1} of ${file}`);
      return [path, sum] as const;
    })
  );
}

/** A file that is not as its sum says. */
export interface ChangedFile {
  path: string;
  how: "changed" | "missing" | "not in the manifest";
}

/** The files of a folder that are not what the sums say, and, where `all` are given, those without a sum. */
export function checkSums(
  directory: string,
  sums: ReadonlyMap<string, string>,
  all: readonly string[] = []
): ChangedFile[] {
  const changed: ChangedFile[] = [];
  for (const [path, sum] of sums) {
    const file = join(directory, path);
    if (!existsSync(file)) changed.push({path, how: "missing"});
    else if (sha256(readFileSync(file)) !== sum) changed.push({path, how: "changed"});
  }
  for (const path of all) if (!sums.has(path)) changed.push({path, how: "not in the manifest"});
  return changed;
}
