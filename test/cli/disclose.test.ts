import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test, vi} from "vitest";
import {main} from "../../cli/main.js";
import {schemas} from "../../loaders/check/schemas.js";
import {openTables} from "../../loaders/extract/openTables.js";
import {readPin} from "../../loaders/pin.js";
import type {GateReport} from "../../publish/disclosure/gate/openGate.js";

const root = new URL("../..", import.meta.url).pathname;
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "harmonic-disclose-"));
});
afterAll(() => rmSync(directory, {recursive: true}));

/** Runs `harmonic disclose …` in this process: what it prints, and the code that it would exit with. */
async function harmonic(words: string[]): Promise<{code: number; out: string; err: string}> {
  const printed = {out: "", err: ""};
  vi.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((printed.out += text)));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => Boolean((printed.err += text)));
  process.exitCode = 0;
  await main(["node", "harmonic", "disclose", ...words]);
  const code = Number(process.exitCode);
  process.exitCode = 0;
  vi.restoreAllMocks();
  return {code, ...printed};
}

test("disclose check finds a child of the pinned extract in a built site, and repeats nothing of it", async () => {
  const {tables} = await openTables({root, pin: readPin(root), schemas});
  const [id] = tables.persons!.texts("id").slice(-1);
  const site = join(directory, "site");
  mkdirSync(site);
  writeFileSync(join(site, "index.html"), "<p>45 cases</p>");
  writeFileSync(join(site, "leak.js"), `throw new RangeError("dose must be ≥ 0; got -1 for ${id}")`);
  const json = join(directory, "check.json");
  const {code, out} = await harmonic(["check", site, "--json", json]);
  const report = JSON.parse(readFileSync(json, "utf8")) as GateReport;
  expect(code).toBe(1);
  expect(out).toMatch(/^FAIL {2}scan[\s\S]*leak\.js: holds 1 identifiers of children/);
  expect(report.passed).toBe(false);
  expect(report.findings).toContainEqual({
    part: "scan",
    where: "leak.js",
    what: "holds 1 identifiers of children"
  });
  expect(report.findings.filter(({where}) => where === "index.html")).toEqual([]);
  expect(`${out}${readFileSync(json, "utf8")}`).not.toContain(id);
});

test("disclose check says in one line that there is no such site", async () => {
  const {code, err} = await harmonic(["check", join(directory, "none")]);
  expect(code).toBe(2);
  expect(err).toMatch(/^harmonic: directory must be a built site; got .*none, which is not there\n$/);
});
