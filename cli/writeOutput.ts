import {rename, rm, stat, writeFile} from "node:fs/promises";
import {basename, dirname, join} from "node:path";

/**
 * Checks, before the work is done, that a file of `--out` can be put where it is asked for.
 * @throws RangeError when its folder is missing, or there is a folder of its name.
 */
export async function checkOutput(out: string | undefined, option = "--out"): Promise<void> {
  if (out === undefined) return;
  const refuse = (reason: string): never => {
    throw new RangeError(`${option} must be a file that can be written; got ${out} (${reason})`);
  };
  const found = await stat(out).catch(() => undefined);
  if (found?.isDirectory()) refuse("a folder");
  const folder = await stat(dirname(out)).catch(() => undefined);
  if (!folder?.isDirectory()) refuse("no such folder");
}

/**
 * Writes an answer to standard output or, where one is named, a file: whole or not at all, also where two runs write
 * the same file or one is stopped.
 * @throws RangeError when the file cannot be written.
 */
export async function writeOutput(out: string | undefined, content: string | Uint8Array): Promise<void> {
  if (out === undefined) {
    process.stdout.write(content);
    return;
  }
  const found = await stat(out).catch(() => undefined);
  // A pipe or a device is written to, not replaced.
  const beside = found && !found.isFile() ? out : join(dirname(out), `.${basename(out)}.${process.pid}`);
  try {
    await writeFile(beside, content);
    if (beside !== out) await rename(beside, out);
  } catch (error) {
    if (beside !== out) await rm(beside, {force: true});
    throw new RangeError(
      `the answer must go to a file that can be written; got ${out} (${(error as NodeJS.ErrnoException).code})`
    );
  }
}
