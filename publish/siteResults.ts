import {existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {basename, dirname, join, relative} from "node:path";
import type {Report} from "../src/stats/result/report.js";
import {type MadeFiles, madeFiles} from "./madeFiles.js";
import {needRoom} from "./needRoom.js";
import {sha256} from "./release/sha256.js";

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
export async function writeSiteResults(
  root: string,
  reports: readonly Report[],
  {
    keepOthers,
    onProgress = () => {}
  }: {keepOthers: boolean; onProgress?: (done: number, total: number, what: string) => void}
): Promise<void> {
  const directory = siteResultsDirectory(root);
  mkdirSync(directory, {recursive: true});
  const made = await madeFiles(root);
  const written = new Set<string>();
  for (const [i, report] of reports.entries()) {
    const name = `${report.id}.json`;
    writeChanged(join(directory, name), Buffer.from(JSON.stringify(report)));
    written.add(name);
    let files = standing(join(directory, report.id), report, made);
    if (files === null) {
      onProgress(i, reports.length, `downloads of ${report.id}`);
      const all = await made.make(report);
      for (const {file, bytes} of all) writeChanged(join(directory, report.id, file), bytes);
      files = all.map(({file}) => file);
    }
    for (const file of files) written.add(`${report.id}/${file}`);
  }
  for (const name of listFiles(directory)) {
    const ours = reports.some(({id}) => name.startsWith(`${id}/`) || name === `${id}.json`);
    if (!written.has(name) && (ours || !keepOthers)) rmSync(join(directory, name));
  }
}

/** The downloads of a report, where all of them stand in `directory` as they were made; else `null`. */
function standing(directory: string, report: Report, made: MadeFiles): string[] | null {
  const known = made.known(report);
  if (known === null) return null;
  const whole = Object.entries(known.sums).every(([file, sum]) => {
    const path = join(directory, file);
    return existsSync(path) && sha256(readFileSync(path)) === sum;
  });
  return whole ? Object.keys(known.sums) : null;
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
    needRoom(basename(path), error);
  }
}

function listFiles(directory: string): string[] {
  return readdirSync(directory, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}
