import {linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {dirname} from "node:path";
import {setTimeout} from "node:timers/promises";

/**
 * Does `work` while no other process does work under the same lock file. A lock whose process is no more
 * is taken over.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), {recursive: true});
  while (!take(file)) await setTimeout(200);
  try {
    return await work();
  } finally {
    rmSync(file, {force: true});
  }
}

/** The lock appears with its holder in it or not at all: a process that is killed leaves none without. */
function take(file: string): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(own, {force: true});
  }
  if (!isHeld(file)) remove(file);
  return false;
}

/** Removes a lock that nobody holds; one that another process took in the meantime is put back. */
function remove(file: string): void {
  const aside = `${file}.${process.pid}.old`;
  try {
    renameSync(file, aside);
    if (isHeld(aside)) linkSync(aside, file);
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, {force: true});
  }
}

function isHeld(file: string): boolean {
  try {
    const holder = Number(readFileSync(file, "utf8"));
    if (!(holder > 0)) return false;
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
