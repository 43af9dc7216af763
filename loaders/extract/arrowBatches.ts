import {fstatSync, readSync} from "node:fs";

/** The record batches of an open Arrow IPC file. */
export interface ArrowBatches {
  count: number;
  /** An Arrow IPC file with one of the batches alone, and the dictionaries. */
  bytes(batch: number): Uint8Array;
}

/** A message in the file: offset and length in bytes; `slot` is where the footer tells of it. */
interface Block {
  at: number;
  length: number;
  slot: number;
}

const magic = "ARROW1";
/** Bytes of a block in the footer: offset, length of metadata with padding, length of body. */
const blockSize = 24;

/**
 * The record batches of an Arrow IPC file, each read from its place, so that the file may be larger than memory. A
 * batch is given as a file of its own: the head, the dictionaries and the batch, and the footer with their places
 * changed and the number of batches made one.
 * @param handle of the open file; @param file its name, for errors.
 * @throws TypeError when it is no Arrow file, is cut off, or its footer leads out of it.
 * Source: Apache Arrow columnar format 1.5, IPC file format and `File.fbs`.
 * Witness: apache-arrow's writer, test/loaders/extract/doseRealisations.test.ts.
 */
export function arrowBatches(handle: number, file: string): ArrowBatches {
  const refuse = (got: string) => new TypeError(`${file} must be an Arrow IPC file; got ${got}`);
  const {size} = fstatSync(handle);
  if (size === 0) throw refuse("an empty file");
  const textAt = (at: number) => Buffer.from(readSpan(handle, at, magic.length)).toString("latin1");
  if (textAt(0) !== magic) throw refuse("bytes that are not Arrow");
  const end = size - magic.length - 4;
  if (end < 8 || textAt(end + 4) !== magic) throw refuse(`a file that is cut off after ${size} bytes`);
  const length = viewOf(readSpan(handle, end, 4)).getInt32(0, true);
  if (!(length > 0 && length <= end - 8)) throw refuse("one whose inside is damaged");
  const footer = readSpan(handle, end - length, length);
  const {dictionaries, batches, countAt} = blocksOf(footer);
  for (const {at, length: own} of [...dictionaries, ...batches])
    if (!(at >= 8 && own > 0 && at + own <= end)) throw refuse("one whose inside is damaged");
  const read = dictionaries.map(({at, length: own, slot}) => ({bytes: readSpan(handle, at, own), slot}));
  return {
    count: batches.length,
    bytes(batch) {
      const own = batches[batch];
      const told = footer.slice();
      const view = viewOf(told);
      told.copyWithin(batches[0].slot, own.slot, own.slot + blockSize);
      view.setUint32(countAt, 1, true);
      const before = read.reduce((sum, {bytes}) => sum + bytes.length, 8);
      const foot = before + own.length;
      const result = Buffer.allocUnsafeSlow(foot + told.length + 4 + magic.length);
      result.fill(0, 0, 8).write(magic);
      let at = 8;
      for (const {bytes, slot} of read) {
        result.set(bytes, at);
        view.setBigInt64(slot, BigInt(at), true);
        at += bytes.length;
      }
      if (fill(handle, own.at, result.subarray(before, foot)) < own.length)
        throw refuse("a file that is cut off while it is read");
      view.setBigInt64(batches[0].slot, BigInt(before), true);
      result.set(told, foot);
      result.writeInt32LE(told.length, foot + told.length);
      result.write(magic, foot + told.length + 4);
      return result;
    }
  };
}

/** The bytes from `at` on; fewer where the file ends. */
export function readSpan(handle: number, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, fill(handle, at, bytes));
}

/** Reads from `at` on until the bytes are full or the file ends; how many were read. */
function fill(handle: number, at: number, bytes: Uint8Array): number {
  let done = 0;
  while (done < bytes.length) {
    const count = readSync(handle, bytes, done, bytes.length - done, at + done);
    if (count === 0) break;
    done += count;
  }
  return done;
}

/** Where the footer, a flatbuffer, tells of dictionaries (field 2) and record batches (field 3). */
function blocksOf(footer: Uint8Array) {
  const view = viewOf(footer);
  const table = view.getUint32(0, true);
  const offsets = table - view.getInt32(table, true);
  const vector = (field: number) => {
    const at = 4 + 2 * field;
    const own = at < view.getUint16(offsets, true) ? view.getUint16(offsets + at, true) : 0;
    return own === 0 ? null : table + own + view.getUint32(table + own, true);
  };
  const blocks = (at: number | null): Block[] =>
    Array.from({length: at === null ? 0 : view.getUint32(at, true)}, (_, k) => {
      const slot = at! + 4 + blockSize * k;
      return {
        at: Number(view.getBigInt64(slot, true)),
        length: view.getInt32(slot + 8, true) + Number(view.getBigInt64(slot + 16, true)),
        slot
      };
    });
  const countAt = vector(3);
  return {dictionaries: blocks(vector(2)), batches: blocks(countAt), countAt: countAt ?? 0};
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
