const reasons: Record<string, string> = {
  ENOENT: "no such file",
  EISDIR: "a folder",
  EACCES: "not allowed"
};

/** Why a file could not be read, in a reader's words; the system's own where there are none. */
export function whyUnread({code, message}: NodeJS.ErrnoException): string {
  return reasons[code ?? ""] ?? message;
}
