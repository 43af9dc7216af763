import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, expect, test} from "vitest";
import {realisationsSchema} from "../../../loaders/check/schemas.js";
import {openDoseRealisations} from "../../../loaders/extract/doseRealisations.js";
import {readTable} from "../../../loaders/extract/readTable.js";
import {generateExtract} from "../../../loaders/synthetic/generate.js";
import {realisationsFile} from "../realisationsTable.js";

const {tables} = generateExtract({seed: 3, cardiac: 40, radiotherapy: 5});
const folder = mkdtempSync(join(tmpdir(), "harmonic-"));
afterAll(() => rmSync(folder, {recursive: true}));
const path = join(folder, "dose_realisations.arrow");
const bytes = realisationsFile(tables.procedures, 4, (r, row) => 1 + r / 8 + row / 64);
const none = () => {
  throw new Error("persons are not needed");
};
const open = (content: Uint8Array) => {
  writeFileSync(path, content);
  return openDoseRealisations(path, realisationsSchema, none);
};

test("openDoseRealisations gives each record batch as the whole file's reader does (law)", () => {
  const shipped = open(bytes);
  const whole = readTable(readFileSync(path), "whole.arrow");
  expect(shipped.count).toBe(4);
  const rows = shipped.table(0).rows;
  for (const r of [3, 0, 2]) {
    const table = shipped.table(r);
    const of = <T>(column: ArrayLike<T>) => Array.from(column).slice(r * rows, (r + 1) * rows);
    expect(Array.from(table.numbers("dose_lung_mgy"))).toEqual(of(whole.numbers("dose_lung_mgy")));
    expect(table.texts("person")).toEqual(of(whole.texts("person")));
    expect(Array.from(table.days("date"))).toEqual(of(whole.days("date")));
    expect(table.texts("class")).toEqual(of(whole.texts("class")));
  }
  expect(() => shipped.table(4)).toThrow(
    "realisation must be one of the 4 of dose_realisations.arrow; got 4"
  );
  shipped.close();
});

test("openDoseRealisations names a file that is cut off, empty, damaged or not Arrow (by hand)", () => {
  expect(() => open(bytes.slice(0, bytes.length / 2))).toThrow(
    /^dose_realisations\.arrow must be an Arrow IPC file; got a file that is cut off after \d+ bytes$/
  );
  expect(() => open(new Uint8Array())).toThrow("got an empty file");
  expect(() => open(new TextEncoder().encode("person,date,class\n"))).toThrow("got bytes that are not Arrow");
  const last = bytes.length - 10;
  expect(() => open(bytes.map((byte, i) => (i >= last && i < last + 4 ? 255 : byte)))).toThrow(
    "got one whose inside is damaged"
  );
  expect(() => openDoseRealisations(join(folder, "none.arrow"), realisationsSchema, none)).toThrow("ENOENT");
});
