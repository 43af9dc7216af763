import {createHash} from "node:crypto";
import {createReadStream} from "node:fs";
import type {PinnedFile} from "../synthetic/pin.js";
import type {PartFile} from "./partFile.js";
import {type OpenPart, writePart} from "./writePart.js";

/**
 * Brings a file from an https: address, going on from what an earlier attempt left where the server's
 * strong ETag says that the file is still the same.
 *
 * @param folder address of the folder; its query, if any, is kept.
 * @param token sent as Bearer to that address; in no message, as are the address's query and fragment.
 * @throws Error, one line that names the file and the address, when there is no connection, the answer is
 *   not the file, or the connection is cut (the part then stays, to go on from).
 */
export async function download(
  folder: URL,
  pinned: PinnedFile,
  part: PartFile,
  options: {fetch: typeof fetch; token?: string; onBytes?: (bytes: number) => void; openPart?: OpenPart}
): Promise<void> {
  const url = new URL(folder);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/${pinned.file}`;
  const address = `${url.origin}${url.pathname}`;
  const refuse = (condition: string, got: string, cause?: unknown) =>
    new Error(`${pinned.file} must ${condition}; got ${got}`, {cause});

  if (part.size === pinned.bytes && (await isWhole(part.path, pinned.sha256))) return;
  const resumes = part.size > 0 && part.etag !== null && part.size < pinned.bytes;
  const headers: Record<string, string> = {"Accept-Encoding": "identity"};
  if (options.token) headers.Authorization = `Bearer ${options.token}`;
  if (resumes) {
    headers.Range = `bytes=${part.size}-`;
    headers["If-Range"] = part.etag!;
  }
  const response = await options.fetch(url, {headers}).catch((error) => {
    throw refuse(`be reachable at ${address}`, reason(error), error);
  });
  if (response.redirected && !response.url.startsWith("https:"))
    throw refuse(`come over https from ${address}`, "a redirection to another scheme");
  const goesOn = resumes && response.status === 206;
  if (!(response.status === 200 || goesOn) || response.body === null) {
    const hint = response.status === 401 || response.status === 403 ? " (see HARMONIC_EXTRACT_TOKEN)" : "";
    throw refuse(`be given by ${address}`, `${response.status} ${response.statusText}`.trim() + hint);
  }
  if (goesOn && !response.headers.get("content-range")?.startsWith(`bytes ${part.size}-`))
    throw refuse(`go on from byte ${part.size} at ${address}`, "another range");
  const etag = response.headers.get("etag");
  if (!goesOn) part.keepEtag(etag?.startsWith('"') ? etag : null);

  let size = goesOn ? part.size : 0;
  await writePart(part, pinned, chunksOf(response.body), {
    from: size,
    openPart: options.openPart,
    onBytes(bytes) {
      size = bytes;
      options.onBytes?.(bytes);
    }
  });

  async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
    const reader = body.getReader();
    try {
      while (true) {
        const {done, value} = await reader.read().catch((error) => {
          const got = `${size} before the connection was cut (${reason(error)}): pull again to go on`;
          throw refuse(`arrive whole, ${pinned.bytes} bytes`, got, error);
        });
        if (done) return;
        yield value;
      }
    } finally {
      await reader.cancel().catch(() => {});
    }
  }
}

/** Whether an earlier attempt brought the whole file, but not the others of the extract. */
async function isWhole(path: string, sha256: string): Promise<boolean> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex") === sha256;
}

/** The system's word for what went wrong, or else the message; never one that may hold an address. */
function reason(error: unknown): string {
  const {cause, name} = error as Error;
  const {code, name: causeName} = (cause ?? {}) as NodeJS.ErrnoException;
  return code ?? causeName ?? name;
}
