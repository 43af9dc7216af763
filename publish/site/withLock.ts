import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync
} from "node:fs";
import {hostname, uptime} from "node:os";
import {basename, dirname} from "node:path";
import {setTimeout} from "node:timers/promises";
import {isRunning} from "./isRunning.js";

/** How locks are kept alive and waited for, in seconds; a test may ask for less. */
interface Patience {
  /** Between two signs of life. */
  beat: number;
  /** Without a sign of life, a holder on another machine is taken for dead. */
  silence: number;
  /** Until the one who waits is told for whom. */
  told: number;
}

/** A lock as it was seen: who holds it, and the time of the last sign of life. */
interface Seen {
  holder: string;
  life: number;
}

/**
 * Does `work` while no other process does work under the same lock file, on this machine or on another that
 * shares the disk. A lock whose process is no more is taken over; one that another machine holds, when it has
 * given no sign of life for five minutes by the clock of the one who waits, so that clocks need not agree.
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  {beat, silence, told}: Patience = {beat: 10, silence: 300, told: 5}
): Promise<T> {
  mkdirSync(dirname(file), {recursive: true});
  const own = `${process.pid} ${hostname()}`;
  const began = performance.now();
  let isTold = false;
  let seen = look(file);
  let since = began;
  while (!take(file, own)) {
    const now = look(file);
    if (now?.holder !== seen?.holder || now?.life !== seen?.life) since = performance.now();
    seen = now;
    const waited = performance.now() - since;
    if (seen && isDead(seen, waited > 1000 * silence)) remove(file, seen);
    else if (!isTold && performance.now() - began > 1000 * told) {
      isTold = true;
      const [pid, host] = (seen?.holder ?? "").split(" ");
      process.stderr.write(`waiting for process ${pid} on ${host}, which holds ${basename(file)}\n`);
    }
    await setTimeout(200);
  }
  const alive = setInterval(() => keepAlive(file, own), 1000 * beat).unref();
  try {
    return await work();
  } finally {
    clearInterval(alive);
    if (look(file)?.holder === own) rmSync(file, {force: true});
  }
}

/** The lock appears with its holder in it or not at all: a process that is killed leaves none without. */
function take(file: string, own: string): boolean {
  const ready = `${file}.${own.replace(" ", ".")}`;
  const now = new Date();
  writeFileSync(ready, own);
  // The time by the clock of this machine, not of the disk's.
  utimesSync(ready, now, now);
  try {
    linkSync(ready, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(ready, {force: true});
  }
}

function look(file: string): Seen | null {
  try {
    return {holder: readFileSync(file, "utf8"), life: statSync(file).mtimeMs};
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Of a process on this machine that is known at once: also when another bears its number since the machine started. */
function isDead({holder, life}: Seen, isSilent: boolean): boolean {
  const [pid, host = hostname()] = holder.split(" ");
  if (!(Number(pid) > 0)) return true;
  if (host !== hostname()) return isSilent;
  return life < Date.now() - 1000 * uptime() || !isRunning(Number(pid));
}

/** Removes a lock that was seen to be dead; one that another process took in the meantime is put back. */
function remove(file: string, dead: Seen): void {
  const aside = `${file}.${process.pid}.${hostname()}.old`;
  try {
    renameSync(file, aside);
    const moved = look(aside);
    if (moved && (moved.holder !== dead.holder || moved.life !== dead.life)) linkSync(aside, file);
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, {force: true});
  }
}

function keepAlive(file: string, own: string): void {
  if (look(file)?.holder !== own) return;
  const now = new Date();
  utimesSync(file, now, now);
}
