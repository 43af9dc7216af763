import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from "node:fs";
import {join} from "node:path";

/** A file that is being brought, under a name that no other process writes to. */
export interface PartFile {
  path: string;
  /** Bytes that an earlier attempt left. */
  size: number;
  /** The strong ETag of what those bytes are part of. */
  etag: string | null;
  keepEtag(etag: string | null): void;
  /** Whoever pulls next may go on from what is there. */
  release(): void;
  remove(): void;
}

const active = new Set<string>();
let count = 0;

/**
 * Claims a name for a file with this SHA-256. What a process that is no more left of it is taken over where
 * `resume` says so, else removed. A rename decides who takes over, so that two pulls at once cannot both.
 */
export function claimPart(directory: string, sha256: string, {resume}: {resume: boolean}): PartFile {
  mkdirSync(directory, {recursive: true});
  const path = join(directory, `${sha256}.${process.pid}.${++count}.part`);
  const etagPath = (part: string) => `${part}.etag`;
  active.add(path);
  for (const name of readdirSync(directory)) {
    if (!name.startsWith(sha256) || !name.endsWith(".part")) continue;
    const left = join(directory, name);
    if (active.has(left) || isAlive(Number(name.split(".")[1]))) continue;
    try {
      if (resume && !existsSync(path)) {
        renameSync(left, path);
        renameSync(etagPath(left), etagPath(path));
      } else {
        rmSync(left, {force: true});
        rmSync(etagPath(left), {force: true});
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  return {
    path,
    size: existsSync(path) ? statSync(path).size : 0,
    etag: existsSync(etagPath(path)) ? readFileSync(etagPath(path), "utf8") : null,
    keepEtag(etag) {
      if (etag === null) rmSync(etagPath(path), {force: true});
      else writeFileSync(etagPath(path), etag);
    },
    release() {
      active.delete(path);
    },
    remove() {
      active.delete(path);
      rmSync(path, {force: true});
      rmSync(etagPath(path), {force: true});
    }
  };
}

/** Whether a process other than this one runs under the number. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
