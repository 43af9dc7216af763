import {readFile} from "node:fs/promises";
import {dirname} from "node:path";
import {text} from "node:stream/consumers";
import {whyUnread} from "../fit/table/whyUnread.js";

/**
 * The text of a file, or of standard input for `-`, and the folder that paths in it are relative to.
 * @throws RangeError when there is no such file.
 */
export async function readInput(path: string): Promise<{text: string; folder: string}> {
  if (path === "-") return {text: plain(await text(process.stdin)), folder: process.cwd()};
  try {
    return {text: plain(await readFile(path, "utf8")), folder: dirname(path)};
  } catch (error) {
    throw new RangeError(
      `spec must be a file that can be read; got ${path} (${whyUnread(error as NodeJS.ErrnoException)})`
    );
  }
}

/** A text without the byte-order mark that some editors put before it. */
function plain(content: string): string {
  return content.replace(/^\ufeff/, "");
}
