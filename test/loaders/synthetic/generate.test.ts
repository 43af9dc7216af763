import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {tableFromIPC} from "apache-arrow";
import {expect, it} from "vitest";
import {
  extractFiles,
  generateExtract,
  tableNames,
  writeExtract
} from "../../../loaders/synthetic/generate.js";

const small = {seed: 11, cardiac: 1500, radiotherapy: 120};

it("generateExtract of one seed gives the same bytes again, and others for another seed (law)", () => {
  const once = extractFiles(small);
  const again = extractFiles(small);
  const other = extractFiles({...small, seed: 12});
  for (const [k, {name, bytes}] of once.entries()) {
    expect(Buffer.compare(bytes, again[k].bytes), name).toBe(0);
    if (name !== "rates") expect(Buffer.compare(bytes, other[k].bytes), name).not.toBe(0);
  }
});

it("generateExtract draws a child the same whatever the number of others (law)", () => {
  const first = generateExtract(small).tables;
  const more = generateExtract({...small, cardiac: 2500}).tables;
  for (const column of ["birth", "entry", "exit", "transplant", "centre"])
    expect([...more.persons.getChild(column)!].slice(0, 1000)).toEqual(
      [...first.persons.getChild(column)!].slice(0, 1000)
    );
});

it("writeExtract writes the tables and the truth as files that read back (law)", () => {
  const directory = mkdtempSync(join(tmpdir(), "extract-"));
  try {
    writeExtract(join(directory, "new"), small);
    const {tables, truth} = generateExtract(small);
    for (const name of tableNames) {
      const read = tableFromIPC(readFileSync(join(directory, "new", `${name}.arrow`)));
      expect(read.numRows).toBe(tables[name].numRows);
      expect(read.get(read.numRows - 1)!.toJSON()).toEqual(tables[name].get(read.numRows - 1)!.toJSON());
    }
    expect(JSON.parse(readFileSync(join(directory, "new", "truth.json"), "utf8"))).toEqual(truth);
  } finally {
    rmSync(directory, {recursive: true});
  }
});

it("generateExtract refuses what is no seed and no number of children (by hand)", () => {
  expect(() => generateExtract({seed: 1.5})).toThrow("seed must be an integer; got 1.5");
  expect(() => generateExtract({seed: 1, cardiac: 0})).toThrow("cardiac must be a positive integer; got 0");
  expect(() => generateExtract({seed: 1, radiotherapy: -2})).toThrow(RangeError);
});
