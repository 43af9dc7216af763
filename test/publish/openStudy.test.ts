import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {DateDay, Table, tableToIPC, vectorFromArray} from "apache-arrow";
import {afterEach, beforeEach, expect, test} from "vitest";
import {pinFolder} from "../../loaders/pinFolder.js";
import {extractFiles, generateExtract, writeExtract} from "../../loaders/synthetic/generate.js";
import {openStudy} from "../../publish/openStudy.js";

const small = {seed: 5, cardiac: 300, radiotherapy: 50};
let root: string;
let source: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "harmonic-"));
  source = join(root, "source");
  mkdirSync(join(root, "data"));
  writeExtract(source, small);
  pin();
});

afterEach(() => rmSync(root, {recursive: true}));

function pin(): void {
  const pinned = pinFolder(source, {name: "own", version: "1", location: "source"});
  writeFileSync(join(root, "data", "extract.json"), JSON.stringify(pinned));
}

const local = (file: string) => join(root, ".harmonic", "extract", "own-1", file);

test("openStudy(root) gives the tables, the truth of a synthetic extract, and warnings (law)", async () => {
  const {tables, truth} = generateExtract(small);
  const opened = await openStudy(root);
  expect(opened.pin.name).toBe("own");
  expect(opened.study.truth).toEqual(truth);
  expect(opened.findings.every(({severity}) => severity === "warning")).toBe(true);
  const persons = opened.study.table("persons");
  expect(persons.rows).toBe(350);
  expect(persons.texts("id")).toEqual([...tables.persons.getChild("id")!]);
  expect(persons.days("birth")[0]).toBe(Number(tables.persons.getChild("birth")!.get(0)) / 86_400_000);
});

test("openStudy reads what was pulled, without its source (by hand)", async () => {
  await openStudy(root);
  rmSync(source, {recursive: true});
  expect((await openStudy(root)).study.table("persons").rows).toBe(350);
});

test("openStudy names a local file that is damaged, and both hashes (by hand)", async () => {
  await openStudy(root);
  writeFileSync(local("events.arrow"), "damaged");
  await expect(openStudy(root)).rejects.toThrow(
    /^events.arrow must have SHA-256 \w{64}; got \w{64} in .*extract pull/
  );
});

test("openStudy makes a damaged file of a synthetic extract again (by hand)", async () => {
  const {name, version, location, tables, ...rest} = JSON.parse(
    readFileSync(new URL("../../data/extract.json", import.meta.url), "utf8")
  );
  const rates = tables.filter((table: {name: string}) => table.name !== "biomarkers");
  writeFileSync(
    join(root, "data", "extract.json"),
    JSON.stringify({name, version, location, tables: rates, ...rest})
  );
  await openStudy(root);
  const file = join(root, ".harmonic", "extract", `${name}-${version}`, "rates.arrow");
  const whole = readFileSync(file);
  writeFileSync(file, "damaged");
  const {study} = await openStudy(root);
  expect(study.table("persons").rows).toBe(102_700);
  expect(readFileSync(file).equals(whole)).toBe(true);
  expect(() => study.table("biomarkers")).toThrow("table must be one of the extract's; got biomarkers");
});

test("openStudy stops at errors with the first, its rows, and the number of others (by hand)", async () => {
  const {persons} = generateExtract(small).tables;
  const exit = vectorFromArray(
    [...persons.getChild("exit")!].map((day, row) =>
      row < 2 ? new Date("1960-01-01") : row < 5 ? null : new Date(Number(day))
    ),
    new DateDay()
  );
  writeFileSync(join(source, "persons.arrow"), tableToIPC(persons.assign(new Table({exit})), "file"));
  pin();
  await expect(openStudy(root)).rejects.toThrow(
    /^persons.exit must have a value \(3 of 350 rows do not keep to it\), and 1 more kinds of error: see harmonic extract check$/
  );
});

test("openStudy names a table whose file was pinned although it is cut off (by hand)", async () => {
  const {bytes} = extractFiles(small)[0];
  const pinned = JSON.parse(readFileSync(join(root, "data", "extract.json"), "utf8"));
  const cut = Buffer.from(bytes.subarray(0, 1000));
  writeFileSync(join(source, "persons.arrow"), cut);
  const {createHash} = await import("node:crypto");
  Object.assign(pinned.tables[0], {bytes: 1000, sha256: createHash("sha256").update(cut).digest("hex")});
  writeFileSync(join(root, "data", "extract.json"), JSON.stringify(pinned));
  await expect(openStudy(root)).rejects.toThrow(
    "persons.arrow must be an Arrow IPC file; got a file that is cut off after 1000 bytes"
  );
});
