import {createHash} from "node:crypto";
import {createReadStream} from "node:fs";
import {open} from "node:fs/promises";
import {join} from "node:path";
import type {PinnedFile} from "../synthetic/pin.js";

/** What became of a file of the extract on this disk. */
export type LocalFile =
  | {state: "whole"; bytes: Uint8Array}
  | {state: "missing"}
  | {state: "damaged"; sha256: string};

/** What became of a file that is not to stand in memory, whatever its size. */
export async function localState(
  directory: string,
  file: PinnedFile
): Promise<{state: "whole" | "missing"} | {state: "damaged"; sha256: string}> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(join(directory, file.file))) hash.update(chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {state: "missing"};
    throw error;
  }
  const sha256 = hash.digest("hex");
  return sha256 === file.sha256 ? {state: "whole"} : {state: "damaged", sha256};
}

/**
 * Reads a file of the extract from `directory` and compares its SHA-256 with the pinned one. The bytes are
 * shared memory: several workers read them, and they stand once.
 */
export async function localFile(directory: string, file: PinnedFile): Promise<LocalFile> {
  let bytes: Uint8Array;
  try {
    bytes = await readShared(join(directory, file.file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {state: "missing"};
    throw error;
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return sha256 === file.sha256 ? {state: "whole", bytes} : {state: "damaged", sha256};
}

async function readShared(path: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const {size} = await handle.stat();
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    let at = 0;
    while (at < size) {
      const {bytesRead} = await handle.read(bytes, at, size - at, at);
      if (bytesRead === 0) return bytes.subarray(0, at);
      at += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}
