import {closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, writeFileSync} from "node:fs";
import {basename, dirname} from "node:path";
import {needRoom} from "../needRoom.js";

/**
 * Appends a line to a file, whole or not at all: on a full disk the file stays as it was. The line is written at
 * once, so that two at a time do not mix.
 */
export function appendLine(file: string, line: string): void {
  mkdirSync(dirname(file), {recursive: true});
  const descriptor = openSync(file, "a");
  const {size} = fstatSync(descriptor);
  try {
    writeFileSync(descriptor, `${line}\n`);
  } catch (error) {
    ftruncateSync(descriptor, size);
    needRoom(basename(file), error);
  } finally {
    closeSync(descriptor);
  }
}
