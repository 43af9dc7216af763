import {execFileSync} from "node:child_process";
import {existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {copyProject} from "./copyProject.js";

/** A copy of a project's code in a folder of its own, to compute in without touching the project. */
export interface Tree {
  directory: string;
  remove(): void;
}

/**
 * The code of the project in `root`: as it stands there (`null`), or as it stood at a commit. The installed
 * packages and the pulled extracts are those of `root`.
 * @throws Error when the commit is not in the project's history.
 */
export function tree(root: string, commit: string | null): Tree {
  const directory = mkdtempSync(join(tmpdir(), "harmonic-tree-"));
  const remove = () => rmSync(directory, {recursive: true, force: true});
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

function checkOut(root: string, commit: string, directory: string): void {
  try {
    const archive = execFileSync("git", ["archive", "--format=tar", commit], {
      cwd: root,
      maxBuffer: 1 << 30,
      stdio: ["ignore", "pipe", "pipe"]
    });
    execFileSync("tar", ["-x", "-C", directory], {input: archive, stdio: ["pipe", "ignore", "pipe"]});
  } catch (error) {
    throw new Error(`commit must be in the project's history; got ${commit}`, {cause: error});
  }
}
