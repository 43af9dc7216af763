import {execFile} from "node:child_process";
import {promisify} from "node:util";

/**
 * Refuses files in a folder that git tracks: children's data do not belong into a repository.
 * @returns a note why this could not be looked up (no git on this machine), or `null`.
 * @throws Error that names the first tracked file.
 */
export async function refuseTracked(
  folder: string,
  files: readonly string[],
  git = "git"
): Promise<string | null> {
  try {
    const {stdout} = await promisify(execFile)(git, ["-C", folder, "ls-files", "-z", "--", ...files]);
    const [tracked] = stdout.split("\0");
    if (tracked === "") return null;
    throw new Error(
      `the extract must not be under version control; got ${tracked}, which git tracks, in ${folder}`
    );
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException & {code?: string | number};
    if (code === "ENOENT") return "git is not installed: it was not looked up whether it tracks the extract";
    if (code !== undefined) return null;
    throw error;
  }
}
