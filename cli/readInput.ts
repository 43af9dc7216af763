import {readFile} from "node:fs/promises";
import {dirname} from "node:path";
import {text} from "node:stream/consumers";

/**
 * The text of a file, or of standard input for `-`, and the folder that paths in it are relative to.
 * @throws RangeError when there is no such file.
 */
export async function readInput(path: string): Promise<{text: string; folder: string}> {
  if (path === "-") return {text: await text(process.stdin), folder: process.cwd()};
  try {
    return {text: await readFile(path, "utf8"), folder: dirname(path)};
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    throw new RangeError(
      `spec must be a file that can be read; got ${path} (${code === "ENOENT" ? "no such file" : message})`
    );
  }
}
