import {spawnSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {DateDay, Table, tableToIPC, Utf8, vectorFromArray} from "apache-arrow";
import {afterAll, beforeAll, beforeEach, expect, test, vi} from "vitest";
import {main} from "../../cli/main.js";
import {generateExtract, writeExtract} from "../../loaders/synthetic/generate.js";

const root = new URL("../..", import.meta.url).pathname;
const small = {seed: 5, cardiac: 300, radiotherapy: 50};
const {tables} = generateExtract(small);
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "harmonic-"));
});
beforeEach(() => writeExtract(directory, small));
afterAll(() => {
  rmSync(directory, {recursive: true});
  rmSync(join(root, ".harmonic", "extract", "own-of-test-1"), {recursive: true, force: true});
});

/** Runs `harmonic extract …` in this process: what it prints, and the code that it would exit with. */
async function harmonic(
  words: string[],
  environment = {}
): Promise<{code: number; out: string; err: string}> {
  const printed = {out: "", err: ""};
  vi.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((printed.out += text)));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => Boolean((printed.err += text)));
  let exited: number | undefined;
  vi.spyOn(process, "exit").mockImplementation((code) => {
    exited ??= Number(code);
    throw new Error("left");
  });
  for (const [name, value] of Object.entries({HARMONIC_EXTRACT: "", ...environment})) vi.stubEnv(name, value);
  process.exitCode = 0;
  await main(["node", "harmonic", "extract", ...words]);
  const code = exited ?? Number(process.exitCode);
  process.exitCode = 0;
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  return {code, ...printed};
}

const write = (name: string, table: Table) =>
  writeFileSync(join(directory, `${name}.arrow`), tableToIPC(table, "file"));
const days = (table: Table, column: string) =>
  [...table.getChild(column)!].map((day) => new Date(Number(day)));

test("harmonic extract check DIR prints counts, exits 0 on warnings, and writes JSON (by hand)", async () => {
  const json = join(directory, "findings.json");
  const {code, out} = await harmonic(["check", directory, "--json", json]);
  expect(out).toMatch(/\n?0 errors, \d+ warnings\n$/);
  expect(code).toBe(0);
  const findings = JSON.parse(readFileSync(json, "utf8"));
  for (const finding of findings)
    expect(finding).toMatchObject({severity: "warning", count: expect.any(Number)});
});

const bad: [string, () => void, RegExp][] = [
  [
    "a truncated file",
    () =>
      writeFileSync(
        join(directory, "events.arrow"),
        readFileSync(join(directory, "events.arrow")).subarray(0, 900)
      ),
    /^harmonic: events.arrow must be an Arrow IPC file; got a file that is cut off after 900 bytes\n$/
  ],
  [
    "a missing column",
    () =>
      write(
        "events",
        tables.events.select(["person", "date", "group", "source", "topography", "morphology", "icd10"])
      ),
    /^error +column missing +events must have the column behaviour$/m
  ],
  [
    "text in a column of numbers",
    () => {
      const text = [...tables.procedures.getChild("weight_kg")!].map(String);
      write(
        "procedures",
        tables.procedures.assign(new Table({weight_kg: vectorFromArray(text, new Utf8())}))
      );
    },
    /^error +type +procedures.weight_kg must be a column of numbers; got Utf8$/m
  ],
  [
    "a procedure of an unknown person",
    () => {
      const person = [...tables.procedures.getChild("person")!].map((id, row) =>
        row === 0 ? "UNKNOWN00" : id
      );
      write("procedures", tables.procedures.assign(new Table({person: vectorFromArray(person, new Utf8())})));
    },
    /^error +reference +1 of \d+ +procedures.person must be an id of persons$/m
  ],
  [
    "an exit before entry",
    () => {
      const exit = days(tables.persons, "exit");
      exit[0] = new Date("1960-01-01");
      write("persons", tables.persons.assign(new Table({exit: vectorFromArray(exit, new DateDay())})));
    },
    /^error +order +1 of 350 +persons.exit must not be before entry$/m
  ]
];

for (const [what, spoil, line] of bad) {
  test(`harmonic extract check exits with 1 or 2 and one line for ${what} (by hand)`, async () => {
    spoil();
    const {code, out, err} = await harmonic(["check", directory]);
    expect(out + err).toMatch(line);
    expect(code).toBeGreaterThan(0);
    expect(out + err).not.toMatch(/\n +at |UNKNOWN00/);
  });
}

test("harmonic extract make and pin write pins that HARMONIC_EXTRACT may name (by hand)", async () => {
  const made = join(directory, "made");
  const words = ["--seed", "9", "--cardiac", "40", "--radiotherapy", "10", "--out", made];
  const {out, code} = await harmonic(["make", ...words]);
  expect([code, out]).toEqual([0, `${join(made, "extract.json")}\n`]);
  expect(JSON.parse(readFileSync(out.trim(), "utf8"))).toMatchObject({
    version: "2026.1-9-40-10",
    location: "."
  });
  const own = join(directory, "own.json");
  await harmonic(["pin", made, "--name", "own-of-test", "--version", "1", "--out", own]);
  const pulled = await harmonic(["pull"], {HARMONIC_EXTRACT: own});
  expect(pulled.out).toMatch(/^own-of-test 1: 7 files brought, in /);
  expect((await harmonic(["check"], {HARMONIC_EXTRACT: own})).out).toMatch(/0 errors/);
});

test("harmonic extract pull exits with 1 and one line when nothing answers (by hand)", async () => {
  const made = join(directory, "unreachable.json");
  await harmonic(["pin", directory, "--name", "own-of-test", "--version", "2", "--out", made]);
  const {code, err} = await harmonic(["pull", "--from", "https://127.0.0.1:9/x"], {HARMONIC_EXTRACT: made});
  expect(err.split("\n").filter((line) => line.startsWith("harmonic:"))).toEqual([
    expect.stringMatching(
      /^harmonic: persons.arrow must be reachable at https:\/\/127.0.0.1:9\/x\/persons.arrow; got /
    )
  ]);
  expect(code).toBe(1);
});

test("harmonic extract and its verbs have help with examples; bad options exit with 2 (by hand)", async () => {
  for (const verb of [[], ["pull"], ["check"], ["pin"], ["make"]]) {
    const {code, out} = await harmonic([...verb, "--help"]);
    expect([code, out]).toEqual([0, expect.stringMatching(/Examples:\n {2}/)]);
    expect(out).toMatch("HARMONIC_EXTRACT");
  }
  expect((await harmonic(["make", "--seed", "x", "--out", directory])).code).toBe(2);
  expect((await harmonic(["check", join(directory, "nowhere")])).code).toBe(2);
});

test("harmonic extract, as a process, ends with its exit code and one line on standard error (by hand)", () => {
  const command = [join(root, "cli", "harmonic.js"), "extract", "check", join(directory, "nowhere")];
  const {status, stderr} = spawnSync(process.execPath, command, {encoding: "utf8"});
  expect(stderr).toMatch(/^harmonic: the place to check must be a folder or a pin; got .*nowhere\n$/);
  expect(status).toBe(2);
});
