import {existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync} from "node:fs";
import {hostname} from "node:os";
import {join} from "node:path";
import {slurmDirectory} from "./submission.js";

/** Seconds without a sign of life after which a controller on another machine is taken for dead. */
const silence = 120;

/** The right to submit and follow a project's jobs. */
export interface ControllerLock {
  /**
   * Says that its holder lives.
   * @throws Error when another has taken it over, as from a machine that slept.
   */
  beat(): void;
  release(): void;
}

/**
 * Takes the right to submit and follow the jobs of a project, from whichever machine: two controllers would
 * submit the same tasks twice.
 * @throws Error that names the machine and process of a controller that lives.
 */
export function controllerLock(root: string): ControllerLock {
  const directory = slurmDirectory(root);
  mkdirSync(directory, {recursive: true, mode: 0o700});
  const file = join(directory, "controller.json");
  const own = JSON.stringify({host: hostname(), pid: process.pid});
  for (let attempt = 0; ; ++attempt) {
    try {
      // Fails where the file exists, on a shared file system too.
      writeFileSync(file, own, {flag: "wx"});
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = livingHolder(file);
      if (holder || attempt > 3)
        throw new Error(
          `one harmonic run at a time can follow the jobs; got another${holder ? ` on ${holder.host}, process ${holder.pid}` : ""}`
        );
      rmSync(file, {force: true});
    }
  }
  const isOurs = () => existsSync(file) && readFileSync(file, "utf8") === own;
  return {
    beat: () => {
      if (!isOurs()) throw new Error("another harmonic run has taken up the jobs: this one stops");
      const now = new Date();
      utimesSync(file, now, now);
    },
    release: () => {
      if (isOurs()) rmSync(file, {force: true});
    }
  };
}

function livingHolder(file: string): {host: string; pid: number} | null {
  try {
    const {host, pid} = JSON.parse(readFileSync(file, "utf8")) as {host: string; pid: number};
    if (host === hostname()) return isAlive(pid) ? {host, pid} : null;
    return Date.now() - statSync(file).mtimeMs < silence * 1000 ? {host, pid} : null;
  } catch {
    // Gone in the meantime, or written by half when its holder was killed.
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
