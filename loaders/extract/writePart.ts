import {createHash} from "node:crypto";
import {createReadStream} from "node:fs";
import {type FileHandle, open} from "node:fs/promises";
import type {PinnedFile} from "../synthetic/pin.js";
import type {PartFile} from "./partFile.js";

/** How a part file is opened for writing; tests put a full disk here. */
export type OpenPart = (path: string, flags: string) => Promise<Pick<FileHandle, "write" | "sync" | "close">>;

/**
 * Writes the chunks behind the first `from` bytes of a part file, hashing as they pass, and flushes them to
 * the disk.
 *
 * @param from bytes of the part file to keep; 0 starts it anew.
 * @param onBytes told the bytes of the file that are there.
 * @throws Error, one line, when the chunks are more or fewer than pinned, have another SHA-256 (the message
 *   has both, and the part is removed), or do not fit on the disk.
 */
export async function writePart(
  part: PartFile,
  pinned: PinnedFile,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  {
    from = 0,
    onBytes = () => {},
    openPart = open
  }: {from?: number; onBytes?: (bytes: number) => void; openPart?: OpenPart}
): Promise<void> {
  const hash = createHash("sha256");
  let size = from;
  if (from > 0) for await (const chunk of createReadStream(part.path, {end: from - 1})) hash.update(chunk);
  const handle = await openPart(part.path, from > 0 ? "a" : "w").catch((error) => tellDisk(error, pinned));
  try {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > pinned.bytes) break;
      hash.update(chunk);
      await writeAll(handle, chunk).catch((error) => tellDisk(error, pinned));
      onBytes(size);
    }
    await handle.sync().catch((error) => tellDisk(error, pinned));
  } finally {
    await handle.close();
  }
  if (size < pinned.bytes)
    throw new Error(`${pinned.file} must have ${pinned.bytes} bytes; got ${size}: pull again to go on`);
  const sha256 = hash.digest("hex");
  if (size === pinned.bytes && sha256 === pinned.sha256) return;
  part.remove();
  if (size > pinned.bytes) throw new Error(`${pinned.file} must have ${pinned.bytes} bytes; got more`);
  throw new Error(`${pinned.file} must have SHA-256 ${pinned.sha256}; got ${sha256}`);
}

async function writeAll(handle: Awaited<ReturnType<OpenPart>>, chunk: Uint8Array): Promise<void> {
  let done = 0;
  while (done < chunk.length) done += (await handle.write(chunk, done)).bytesWritten;
}

function tellDisk(error: NodeJS.ErrnoException, {file, bytes}: PinnedFile): never {
  if (error.code !== "ENOSPC" && error.code !== "EDQUOT") throw error;
  throw new Error(`${file} must fit on the disk (${bytes} bytes); got ${error.code}`, {cause: error});
}
