import {existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {dirname, join, relative} from "node:path";
import type {Report} from "../src/stats/result/report.js";
import {downloads} from "./downloads.js";

/** Where the site reads its results: made by `harmonic run`, never in version control. */
export function siteResultsDirectory(root: string): string {
  return join(root, "src", "results");
}

/**
 * Writes disclosed reports, and the downloads of their items, where the site reads them. A file whose
 * bytes have not changed is not touched, so that a page shows as changed only when it is; files of reports
 * that are no more are removed.
 *
 * @param keepOthers leave the files of reports that are not among `reports`.
 */
export function writeSiteResults(
  root: string,
  reports: readonly Report[],
  {keepOthers}: {keepOthers: boolean}
): void {
  const directory = siteResultsDirectory(root);
  mkdirSync(directory, {recursive: true});
  const written = new Set<string>();
  for (const report of reports) {
    const name = `${report.id}.json`;
    writeChanged(join(directory, name), Buffer.from(JSON.stringify(report)));
    written.add(name);
    for (const {file, bytes} of downloads(report)) {
      writeChanged(join(directory, report.id, file), bytes);
      written.add(`${report.id}/${file}`);
    }
  }
  for (const name of listFiles(directory)) {
    const ours = reports.some(({id}) => name.startsWith(`${id}/`) || name === `${id}.json`);
    if (!written.has(name) && (ours || !keepOthers)) rmSync(join(directory, name));
  }
}

/** Replaces a file as a whole or not at all, and only when its bytes differ. */
function writeChanged(path: string, bytes: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  mkdirSync(dirname(path), {recursive: true});
  const partial = `${path}.${process.pid}.partial`;
  try {
    writeFileSync(partial, bytes);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, {force: true});
    throw error;
  }
}

function listFiles(directory: string): string[] {
  return readdirSync(directory, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}
