import * as zlib from "node:zlib";

/**
 * Decompresses one or more ZSTD frames.
 * @throws RangeError on a Node whose zlib has no ZSTD (before 22.15).
 */
export function decompressZstd(bytes: Uint8Array): Uint8Array {
  const {zstdDecompressSync} = zlib as {zstdDecompressSync?: (bytes: Uint8Array) => Buffer};
  if (!zstdDecompressSync)
    throw new RangeError(
      "ZSTD-compressed tables need Node 22.15 or later; write the table uncompressed or with LZ4"
    );
  return aligned(zstdDecompressSync(bytes));
}

/** Decompresses an LZ4 frame, as Arrow writes it. @throws RangeError when the bytes are not one. */
export function decompressLz4(frame: Uint8Array): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 7 || view.getUint32(0, true) !== 0x184d2204)
    throw new RangeError("LZ4 frame must begin with its magic number");
  const flags = frame[4];
  const blockChecksum = (flags & 0x10) !== 0;
  let at = 7 + (flags & 0x08 ? 8 : 0) + (flags & 0x01 ? 4 : 0);
  let output: Uint8Array<ArrayBuffer> = new Uint8Array(
    flags & 0x08 ? Number(view.getBigUint64(6, true)) : 4 * frame.length
  );
  let length = 0;
  for (;;) {
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) return output.slice(0, length);
    const size = word & 0x7fffffff;
    const block = frame.subarray(at, at + size);
    if (word & 0x80000000) {
      output = roomFor(output, length + size);
      output.set(block, length);
      length += size;
    } else {
      ({output, length} = decompressLz4Block(block, output, length));
    }
    at += size + (blockChecksum ? 4 : 0);
  }
}

/** Decompresses one LZ4 block onto the end of `output`, of which `length` bytes are filled. */
export function decompressLz4Block(
  block: Uint8Array,
  output: Uint8Array<ArrayBuffer>,
  length: number
): {output: Uint8Array<ArrayBuffer>; length: number} {
  let at = 0;
  const more = (nibble: number) => {
    let total = nibble;
    if (nibble === 15) {
      let byte = 255;
      while (byte === 255) total += byte = block[at++];
    }
    return total;
  };
  while (at < block.length) {
    const token = block[at++];
    const literals = more(token >> 4);
    output = roomFor(output, length + literals);
    output.set(block.subarray(at, at + literals), length);
    at += literals;
    length += literals;
    if (at >= block.length) break;
    const offset = block[at] | (block[at + 1] << 8);
    at += 2;
    const match = more(token & 15) + 4;
    if (offset === 0 || offset > length)
      throw new RangeError(`LZ4 offset must lie within the output; got ${offset}`);
    output = roomFor(output, length + match);
    for (let k = 0; k < match; ++k, ++length) output[length] = output[length - offset];
  }
  return {output, length};
}

function roomFor(output: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= output.length) return output;
  const larger = new Uint8Array(Math.max(length, 2 * output.length));
  larger.set(output);
  return larger;
}

/** Typed arrays of 8 bytes want their memory to start at a multiple of 8; Node's pool does not promise it. */
function aligned(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer);
}
