import {execFileSync, spawnSync} from "node:child_process";
import {existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync} from "node:fs";
import {constants, hostname, tmpdir} from "node:os";
import {join} from "node:path";
import {isRunning} from "../site/isRunning.js";
import {copyProject} from "./copyProject.js";

/** A copy of a project's code in a folder of its own, to compute in without touching the project. */
export interface Tree {
  directory: string;
  remove(): void;
}

/** What is computed in a tree is not disclosed: none may be left behind when its process is stopped. */
const standing = new Set<string>();
const prefix = `harmonic-tree-${hostname()}-`;
const signals = (["SIGHUP", "SIGINT", "SIGTERM"] as const).map((signal) => {
  const leave = () => process.exit(128 + constants.signals[signal]);
  return [signal, leave] as const;
});
process.on("exit", () => {
  for (const directory of standing) rmSync(directory, {recursive: true, force: true});
});

/**
 * The code of the project in `root`: as it stands there (`null`), or as it stood at a commit. The installed
 * packages and the pulled extracts are those of `root`.
 * @throws Error when the commit is not in the project's history.
 */
export function tree(root: string, commit: string | null): Tree {
  removeLeft();
  const directory = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  standing.add(directory);
  if (standing.size === 1) for (const [signal, leave] of signals) process.once(signal, leave);
  const remove = () => {
    rmSync(directory, {recursive: true, force: true});
    standing.delete(directory);
    if (standing.size === 0) for (const [signal, leave] of signals) process.off(signal, leave);
  };
  try {
    if (commit === null) copyProject(root, directory);
    else checkOut(root, commit, directory);
    symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
    mkdirSync(join(directory, ".harmonic"), {recursive: true});
    const extracts = join(root, ".harmonic", "extract");
    if (existsSync(extracts)) symlinkSync(extracts, join(directory, ".harmonic", "extract"));
    return {directory, remove};
  } catch (error) {
    remove();
    throw error;
  }
}

/** Whether the commit is in the history of the project in `root`. */
export function hasCommit(root: string, commit: string): boolean {
  try {
    execFileSync("git", ["cat-file", "-e", `${commit}^{commit}`], {cwd: root, stdio: "ignore"});
    return true;
  } catch {
    return false;
  }
}

/** Removes what processes that were killed have left. */
function removeLeft(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split("-")[0]) : Number.NaN;
    if (!(pid > 0) || isRunning(pid)) continue;
    rmSync(join(tmpdir(), name), {recursive: true, force: true});
  }
}

function checkOut(root: string, commit: string, directory: string): void {
  if (!hasCommit(root, commit)) throw new Error(`commit must be in the project's history; got ${commit}`);
  const archive = execFileSync("git", ["archive", "--format=tar", commit], {
    cwd: root,
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "pipe"]
  });
  const {status, stderr} = spawnSync("tar", ["-x", "-C", directory], {input: archive, encoding: "utf8"});
  if (status !== 0)
    throw new Error(`code of ${commit} must be written to ${directory}; got ${stderr.trim().split("\n")[0]}`);
}
