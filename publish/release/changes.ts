import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {releasesDirectory} from "./chain.js";
import {compactJson} from "./compactJson.js";
import {compareReleases, type ReleaseDiff} from "./diffReleases.js";
import {readRelease} from "./readRelease.js";

/** The causes that swapping factors found of numbers, where they are not just those that the manifests tell. */
interface KeptCauses {
  from: string;
  to: string;
  causes: Record<string, string[]>;
}

/**
 * Keeps the causes of what changed up to a release in `data/releases/changes/VERSION.json`, beside the frozen
 * bytes: to find them by swapping factors takes time, and the releases page is to show them. All else follows
 * from the two releases.
 */
export function recordChanges(root: string, {from, to, changes}: ReleaseDiff): void {
  const told = causesOf(compareReleases(readRelease(root, from), readRelease(root, to)));
  const causes: KeptCauses["causes"] = {};
  for (const {id, causes: found} of changes) if (told.get(id)?.join() !== found.join()) causes[id] = found;
  const folder = join(releasesDirectory(root), "changes");
  mkdirSync(folder, {recursive: true});
  const file = join(folder, `${to}.json`);
  const partial = `${file}.${process.pid}.partial`;
  try {
    writeFileSync(partial, compactJson({from, to, causes} satisfies KeptCauses));
    renameSync(partial, file);
  } finally {
    rmSync(partial, {force: true});
  }
}

/** What changed from one release to the next, with the causes that were kept, else as the two manifests tell. */
export function changesOf(root: string, from: string, to: string): ReleaseDiff {
  const diff = compareReleases(readRelease(root, from), readRelease(root, to));
  const file = join(releasesDirectory(root), "changes", `${to}.json`);
  if (!existsSync(file)) return diff;
  const kept = JSON.parse(readFileSync(file, "utf8")) as KeptCauses;
  if (kept.from !== from) return diff;
  const changes = diff.changes.map((change) => ({
    ...change,
    causes: kept.causes[change.id] ?? change.causes
  }));
  return {...diff, changes};
}

function causesOf({changes}: ReleaseDiff): Map<string, string[]> {
  return new Map(changes.map(({id, causes}) => [id, causes]));
}
