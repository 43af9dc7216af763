import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {DateDay, Table, tableToIPC, vectorFromArray} from "apache-arrow";
import {afterAll, expect, test} from "vitest";
import {checkShipped} from "../../../loaders/check/checkRealisations.js";
import {procedureKeys} from "../../../loaders/check/procedureKeys.js";
import {schemas} from "../../../loaders/check/schemas.js";
import {readTables} from "../../../loaders/extract/readTables.js";
import {generateExtract} from "../../../loaders/synthetic/generate.js";
import {type Change, realisationsFile} from "../realisationsTable.js";

const {tables} = generateExtract({seed: 3, cardiac: 60, radiotherapy: 5});
const folder = mkdtempSync(join(tmpdir(), "harmonic-"));
afterAll(() => rmSync(folder, {recursive: true}));
const path = join(folder, "dose_realisations.arrow");
const read = readTables(
  (["persons", "procedures"] as const).map((name) => ({
    name,
    file: `${name}.arrow`,
    bytes: tableToIPC(tables[name], "file")
  })),
  schemas
);
const check = (change: Change = {}, count = 3) => {
  writeFileSync(
    path,
    realisationsFile(tables.procedures, count, (r) => 1 + r / 10, change)
  );
  return checkShipped(path, read).map(
    ({message, severity, count, of}) => `${severity}: ${message} (${count} of ${of})`
  );
};
// One procedure of them is recorded twice.
const rows = new Set(procedureKeys(read.procedures)).size;
/** The keys with one row's value of a column replaced. */
const put =
  (name: "person" | "date", row: number, value: string | Date, at = (_: number) => true): Change["keys"] =>
  (keys, r) => {
    if (!at(r)) return keys;
    const column = keys.getChild(name)!;
    const changed = Array.from({length: keys.numRows}, (_, i) =>
      i === row ? value : name === "date" ? new Date(column.get(i)) : column.get(i)
    );
    const vector =
      name === "date"
        ? vectorFromArray(changed as Date[], new DateDay())
        : vectorFromArray(changed, column.type);
    return keys.assign(new Table({[name]: vector}));
  };

test("checkRealisations finds nothing in realisations of every procedure, and nothing where there are none (by hand)", () => {
  expect(check()).toEqual([]);
  expect(checkShipped(null, read)).toEqual([]);
});

test("checkRealisations names children that are none of persons (by hand)", () => {
  expect(check({keys: put("person", 4, "nobody")})).toEqual([
    `error: dose_realisations.person must be an id of persons (1 of ${rows})`,
    `error: dose_realisations must have a row for every procedure (1 of ${rows})`
  ]);
});

test("checkRealisations names rows of no procedure, and procedures without a row (by hand)", () => {
  expect(check({keys: put("date", 2, new Date("1980-02-03"))})).toEqual([
    `error: dose_realisations must have rows of procedures only, by person, date and class (1 of ${rows})`,
    `error: dose_realisations must have a row for every procedure (1 of ${rows})`
  ]);
  expect(check({fewer: 5})).toEqual([
    `error: dose_realisations must have a row for every procedure (5 of ${rows})`
  ]);
});

test("checkRealisations names realisations with other rows than the first (by hand)", () => {
  const other = tables.persons.getChild("id")!.get(1);
  expect(check({keys: put("person", 0, other, (r) => r === 2)})).toEqual([
    "error: dose_realisations must have the same rows in the same order in every realisation (1 of 3)"
  ]);
});

test("checkRealisations names a negative, an infinite and a missing dose, each with its organ (by hand)", () => {
  const dose: Change["dose"] = (value, organ, r, row) => {
    if (organ === "lung" && r > 0 && row < 3) return -value;
    if (organ === "brain" && r === 2 && row === 7) return Infinity;
    return organ === "heart" && row === 1 ? Number.NaN : value;
  };
  expect(check({dose})).toEqual([
    `error: dose_realisations.dose_lung_mgy must be ≥ 0 mGy and finite (6 of ${3 * rows})`,
    `error: dose_realisations.dose_heart_mgy must have a value (3 of ${3 * rows})`,
    `error: dose_realisations.dose_brain_mgy must be ≥ 0 mGy and finite (1 of ${3 * rows})`
  ]);
});

test("checkRealisations names an organ that is missing, and fewer than two realisations (by hand)", () => {
  expect(check({without: ["dose_thyroid_mgy"]})).toEqual([
    "error: dose_realisations must have the column dose_thyroid_mgy (1 of 1)"
  ]);
  expect(check({}, 1)).toEqual([
    "error: dose_realisations must hold two realisations or more, a record batch each (1 of 1)"
  ]);
});
