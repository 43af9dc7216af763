import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {type ExtractPin, parsePin, readPin} from "../../loaders/pin.js";
import {pinFolder} from "../../loaders/pinFolder.js";
import {writeExtract} from "../../loaders/synthetic/generate.js";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "harmonic-"));
});

afterEach(() => rmSync(directory, {recursive: true}));

const root = new URL("../..", import.meta.url).pathname;
const table = {name: "persons", file: "persons.arrow", sha256: "a".repeat(64), rows: 1, bytes: 9};
const pin = {name: "own", version: "1", synthetic: false, location: "extract", tables: [table]};
const parse = (change: object) => parsePin(JSON.stringify({...pin, ...change}), "pin.json", "/base");

test("readPin(root) reads data/extract.json, or the pin that HARMONIC_EXTRACT names (by hand)", () => {
  expect(readPin(root, {})).toMatchObject({name: "harmonic-synthetic", location: "synthetic:20260101"});
  const file = join(directory, "extract.json");
  writeFileSync(file, JSON.stringify(pin));
  expect(readPin(root, {HARMONIC_EXTRACT: file})).toMatchObject({
    name: "own",
    location: join(directory, "extract"),
    files: []
  });
  expect(() => readPin(root, {HARMONIC_EXTRACT: "/no/pin.json"})).toThrow(
    "pin must be a file that can be read; got /no/pin.json (ENOENT)"
  );
});

test("parsePin resolves every kind of location (by hand)", () => {
  const at = (location: string) => parse({location}).location;
  expect(at("a/b")).toBe("/base/a/b");
  expect(at("/a/b")).toBe("/a/b");
  expect(at("file:///a/b%20c")).toBe("/a/b c");
  expect(at("synthetic:-7")).toBe("synthetic:-7");
  expect(at("synthetic:7,500,60")).toBe("synthetic:7,500,60");
  expect(() => at("synthetic:7,500")).toThrow("both cohorts' children or none; got synthetic:7,500 in");
  expect(at("https://example.org/x?q=1")).toBe("https://example.org/x?q=1");
});

const wrong: [object, string][] = [
  [
    {location: "http://example.org"},
    "location must be synthetic:, a path, file: or https:; got http: in pin.json"
  ],
  [
    {location: "synthetic:x"},
    "location must name a whole number as its seed, and both cohorts' children or none; got synthetic:x in pin.json"
  ],
  [{location: "https://me:pass@example.org"}, "location must hold no user nor password in pin.json"],
  [{location: 3}, "location must be string; got 3 in pin.json"],
  [{name: "../up"}, 'name must match pattern "^[A-Za-z0-9][A-Za-z0-9._-]*$"; got "../up" in pin.json'],
  [{tables: []}, "tables must NOT have fewer than 1 items in pin.json"],
  [{tables: [{...table, file: "../a"}]}, "tables.0.file must match pattern"],
  [
    {tables: [{...table, sha256: "AB"}]},
    'tables.0.sha256 must match pattern "^[0-9a-f]{64}$"; got "AB" in pin.json'
  ],
  [{tables: [{...table, rows: -1}]}, "tables.0.rows must be >= 0; got -1"],
  [
    {tables: [{...table, name: "people"}]},
    "tables.0.name must be equal to one of the allowed values: persons,"
  ],
  [{tables: [table, table]}, "name must be given once; got persons twice in pin.json"],
  [{token: "x"}, "pin must NOT have additional properties: token in pin.json"],
  [{version: undefined}, "pin must have required property 'version' in pin.json"]
];

for (const [change, message] of wrong) {
  test(`parsePin refuses ${JSON.stringify(change).slice(0, 60)} (by hand)`, () => {
    expect(() => parse(change)).toThrow(message);
    expect(() => parse(change)).not.toThrow("pass@");
  });
}

test("parsePin refuses what is not JSON (by hand)", () => {
  expect(() => parsePin("{", "pin.json", "/")).toThrow(/^pin must be JSON; got ".*" in pin.json$/);
});

test("pinFolder(folder, names) pins what the generator pins, and a folder without tables not (law)", () => {
  writeExtract(directory, {seed: 5, cardiac: 50, radiotherapy: 20});
  const pinned = pinFolder(directory, {name: "own", version: "1"});
  expect(pinned).toMatchObject({synthetic: true, location: directory});
  expect(pinned.tables.map(({name, rows}) => [name, rows])[0]).toEqual(["persons", 70]);
  expect(pinned.files.map(({name}) => name)).toEqual(["truth"]);
  expect(parsePin(JSON.stringify(pinned), "x", "/")).toEqual(pinned satisfies ExtractPin);
  expect(() => pinFolder(directory, {name: "a/b", version: "1"})).toThrow("name must match pattern");
  expect(() => pinFolder(root, {name: "a", version: "1"})).toThrow("location must hold persons.arrow");
});
