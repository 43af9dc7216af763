import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {Ajv} from "ajv";
import schema from "../../data/schema/releases.json" with {type: "json"};
import {sha256} from "./sha256.js";

/** A release in the chain; nothing in it ever changes. */
export interface ReleaseEntry {
  version: string;
  /** ISO 8601 with "+00:00". */
  date: string;
  /** SHA-256 of the release's MANIFEST.sha256. */
  manifest: string;
  /** Hash of the entry before; `null` for the first. */
  previous: string | null;
  status: "published" | "withdrawn";
  /** Why the release was made, in the author's words. */
  reason: string;
  /** Whether the author's conclusions changed since the release before; `null` where there is none. */
  conclusionsChanged: boolean | null;
  signed: boolean;
  /** Hash over all the above. */
  hash: string;
}

/** Where a project keeps its releases. */
export function releasesDirectory(root: string): string {
  return join(root, "data", "releases");
}

/**
 * The chain of a project's releases, the oldest first; empty where there is none.
 * @throws RangeError that names the first entry that is not as data/schema/releases.json wants it, or whose
 *   hashes do not follow from what it says and from the entry before.
 */
export function readChain(root: string): ReleaseEntry[] {
  const file = join(releasesDirectory(root), "releases.json");
  if (!existsSync(file)) return [];
  const given = JSON.parse(readFileSync(file, "utf8")) as ReleaseEntry[];
  const ajv = new Ajv();
  if (!ajv.validate(schema, given)) {
    const {instancePath, message} = ajv.errors![0];
    throw new RangeError(`${instancePath || "chain"} ${message} in data/releases/releases.json`);
  }
  given.forEach((entry, k) => {
    const {hash, ...rest} = entry;
    const previous = k === 0 ? null : given[k - 1].hash;
    if (entry.previous !== previous)
      throw new RangeError(`previous of ${entry.version} must be ${previous}; got ${entry.previous}`);
    if (hashOf(rest) !== hash)
      throw new RangeError(`hash of ${entry.version} must be ${hashOf(rest)}; got ${hash}`);
  });
  return given;
}

/** The chain with one more release at its end. */
export function extendChain(
  chain: readonly ReleaseEntry[],
  entry: Omit<ReleaseEntry, "previous" | "hash">
): ReleaseEntry[] {
  const {version, date, manifest, status, reason, conclusionsChanged, signed} = entry;
  const previous = chain.at(-1)?.hash ?? null;
  const rest = {version, date, manifest, previous, status, reason, conclusionsChanged, signed};
  return [...chain, {...rest, hash: hashOf(rest)}];
}

function hashOf(entry: Omit<ReleaseEntry, "hash">): string {
  return sha256(JSON.stringify(entry));
}
