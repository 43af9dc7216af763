import {execFileSync} from "node:child_process";

/** The commit that a project stands at, and whether its files are those of the commit. */
export interface Commit {
  /** `null` outside version control. */
  commit: string | null;
  clean: boolean;
}

/**
 * The commit of the project in `root`. Releases do not count as changes: one may be made, and attempts to
 * verify it recorded, on a clean tree.
 */
export function commit(root: string): Commit {
  try {
    const git = (...words: string[]) =>
      execFileSync("git", words, {cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"]}).trim();
    const top = git("rev-parse", "--show-prefix");
    if (top !== "") return {commit: null, clean: false};
    const changed = git("status", "--porcelain", "--", ".", ":(exclude)data/releases");
    return {commit: git("rev-parse", "HEAD"), clean: changed === ""};
  } catch {
    return {commit: null, clean: false};
  }
}
