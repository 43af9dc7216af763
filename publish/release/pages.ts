import {brotliCompressSync, brotliDecompressSync, constants} from "node:zlib";

/** Pages by the id of their report, packed together: they share most of what they say. */
export function packPages(pages: Readonly<Record<string, string>>): Uint8Array {
  const bytes = Buffer.from(JSON.stringify(pages), "utf8");
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length
    }
  });
}

/**
 * The pages that `packPages` packed.
 * @throws Error when the bytes are damaged.
 */
export function unpackPages(bytes: Uint8Array): Record<string, string> {
  return JSON.parse(brotliDecompressSync(bytes).toString("utf8"));
}
