import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {appendLine} from "./appendLine.js";
import {releasesDirectory} from "./chain.js";
import type {Attempt} from "./reportManifest.js";

/** An attempt to verify a whole release. */
export interface ReleaseAttempt extends Attempt {
  version: string;
  /** SHA-256 of the MANIFEST.sha256 that was verified. */
  manifest: string;
  /** Bytes that were not as released. */
  faults: number;
}

/**
 * Appends an attempt to `data/releases/attempts/VERSION.jsonl`: beside the releases, so that it is kept and
 * shown with them, but outside their frozen bytes.
 */
export function recordAttempt(root: string, attempt: ReleaseAttempt): void {
  appendLine(join(releasesDirectory(root), "attempts", `${attempt.version}.jsonl`), JSON.stringify(attempt));
}

/** All attempts to verify a release, the oldest first. */
export function readAttempts(root: string, version: string): ReleaseAttempt[] {
  const file = join(releasesDirectory(root), "attempts", `${version}.jsonl`);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as ReleaseAttempt);
}
