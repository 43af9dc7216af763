/**
 * Tells what had no room on the disk, which the system's own message does not; any other error as it is.
 * @param what named as the subject of the sentence, such as "release 2026.1".
 */
export function needRoom(what: string, error: unknown): never {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? "";
  if (!["ENOSPC", "EDQUOT", "EFBIG"].includes(code)) throw error;
  throw new Error(`${what} must fit on the disk; got ${code}, and what was there is as before`, {
    cause: error
  });
}
