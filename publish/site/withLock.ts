import {mkdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
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

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), {flag: "wx"});
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  if (!isHeld(file)) rmSync(file, {force: true});
  return false;
}

function isHeld(file: string): boolean {
  try {
    const holder = Number(readFileSync(file, "utf8"));
    if (holder === 0) return true;
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
