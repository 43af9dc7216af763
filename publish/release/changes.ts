import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {releasesDirectory} from "./chain.js";
import {compactJson} from "./compactJson.js";
import {compareReleases, type ReleaseDiff} from "./diffReleases.js";
import {readRelease} from "./readRelease.js";

/**
 * Keeps what changed up to a release in `data/releases/changes/VERSION.json`, beside the frozen bytes: to
 * find causes by swapping factors takes time, and the releases page is to show them.
 */
export function recordChanges(root: string, diff: ReleaseDiff): void {
  const folder = join(releasesDirectory(root), "changes");
  mkdirSync(folder, {recursive: true});
  const file = join(folder, `${diff.to}.json`);
  writeFileSync(`${file}.partial`, compactJson(diff));
  renameSync(`${file}.partial`, file);
}

/** What changed from one release to the next: as it was kept, else as the two manifests tell. */
export function changesOf(root: string, from: string, to: string): ReleaseDiff {
  const file = join(releasesDirectory(root), "changes", `${to}.json`);
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, "utf8")) as ReleaseDiff;
    if (kept.from === from) return kept;
  }
  return compareReleases(readRelease(root, from), readRelease(root, to));
}
