import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {needRoom} from "../needRoom.js";
import {siteFiles} from "../site/siteFiles.js";
import {withLock} from "../site/withLock.js";
import {extendChain, type ReleaseEntry, readChain, releasesDirectory} from "./chain.js";
import {sha256} from "./sha256.js";
import type {Files} from "./sums.js";

/** What the chain is told of a release beside its bytes. */
export interface Announcement {
  version: string;
  date: string;
  reason: string;
  conclusionsChanged: boolean | null;
  signed: boolean;
}

/**
 * Writes a release beside the others and appends it to the chain: whole or not at all. The same version with
 * the same bytes is left as it is.
 * @returns whether it was written.
 * @throws RangeError when the version exists with other bytes; the first file that differs is named.
 */
export async function publishRelease(
  root: string,
  announcement: Announcement,
  files: Files
): Promise<boolean> {
  const directory = releasesDirectory(root);
  return withLock(join(root, ".harmonic", "releases.lock"), async () => {
    const chain = readChain(root);
    const folder = join(directory, announcement.version);
    const entry = chain.find(({version}) => version === announcement.version);
    if (entry) {
      refuseOther(folder, entry, files);
      return false;
    }
    const partial = join(root, ".harmonic", "release.partial");
    try {
      // What is there was left by a release that was killed.
      rmSync(partial, {recursive: true, force: true});
      for (const [path, bytes] of files) {
        mkdirSync(dirname(join(partial, path)), {recursive: true});
        writeFileSync(join(partial, path), bytes);
      }
      mkdirSync(directory, {recursive: true});
      // A folder that no entry of the chain tells of is the rest of a release that was cut off.
      rmSync(folder, {recursive: true, force: true});
      renameSync(partial, folder);
      const manifest = sha256(files.get("MANIFEST.sha256")!);
      writeChain(directory, extendChain(chain, {...announcement, manifest, status: "published"}));
    } catch (error) {
      rmSync(folder, {recursive: true, force: true});
      needRoom(`release ${announcement.version}`, error);
    } finally {
      rmSync(partial, {recursive: true, force: true});
    }
    return true;
  });
}

function refuseOther(folder: string, {version}: ReleaseEntry, files: Files): void {
  const there = existsSync(folder) ? siteFiles(folder) : [];
  const other = [...new Set([...files.keys(), ...there])]
    .sort()
    .find(
      (path) => !there.includes(path) || !files.has(path) || differs(join(folder, path), files.get(path)!)
    );
  if (other)
    throw new RangeError(
      `version must be a new one, for ${version} is published with other bytes; got another ${other}`
    );
}

function differs(path: string, bytes: Uint8Array): boolean {
  return !readFileSync(path).equals(bytes);
}

function writeChain(directory: string, chain: readonly ReleaseEntry[]): void {
  const file = join(directory, "releases.json");
  const partial = `${file}.${process.pid}.partial`;
  try {
    writeFileSync(partial, `${JSON.stringify(chain, null, 2)}\n`);
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, {force: true});
    throw error;
  }
}
