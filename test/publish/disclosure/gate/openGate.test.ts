import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {schemas} from "../../../../loaders/check/schemas.js";
import {readFolder} from "../../../../loaders/extract/readFolder.js";
import type {ExtractTable} from "../../../../loaders/extract/table.js";
import {writeExtract} from "../../../../loaders/synthetic/generate.js";
import {type Canary, canaryFiles} from "../../../../publish/disclosure/gate/canaries.js";
import {fingerprints} from "../../../../publish/disclosure/gate/fingerprints.js";
import {type GateReport, openGate} from "../../../../publish/disclosure/gate/openGate.js";
import {scanner} from "../../../../publish/disclosure/gate/scanner.js";
import {isTelling} from "../../../../publish/disclosure/gate/tokens.js";
import {verdict} from "../../../../publish/disclosure/gate/verdict.js";
import {cases, policy, reportOf, small, tableOf, total} from "./reports.js";

let directory: string;
let tables: Record<string, ExtractTable>;
let canary: Canary;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "harmonic-gate-"));
  const extract = join(directory, "extract");
  mkdirSync(extract);
  writeExtract(extract, {seed: 11, cardiac: 400, radiotherapy: 60});
  const {rates: _, ...rows} = readFolder(extract, schemas);
  tables = rows;
  canary = lastRow();
});
afterAll(() => rmSync(directory, {recursive: true}));

/** Another row than the gate takes for its own canaries. */
function lastRow(): Canary {
  const {persons, treatments} = tables;
  const columns = treatments.columns
    .filter(({kind}) => kind === "number")
    .map(({name}) => treatments.numbers(name));
  const figures = columns.map((values) => values[treatments.rows - 1]).filter(isTelling);
  return {
    id: persons.texts("id")[persons.rows - 1],
    birth: persons.days("birth")[persons.rows - 1],
    figures: figures.slice(0, 4)
  };
}

function site(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(directory, "site-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), {recursive: true});
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const clean = {
  "index.html":
    "<h1>Report</h1><p>ERR 0.56 (−1.05 to 12.39) per 100 mGy, 45 cases, of 81,855 children. 24 November 2026</p>",
  "page.js": "const curve=[[0,1],[5,0.98],[10,0.951]];export{curve}",
  "table.csv": "dose,cases\r\n1.73,15\r\n13.9,20\r\n"
};

function check(files: Record<string, string | Buffer>, reports = [reportOf({cases: total(45)})]): GateReport {
  return openGate({directories: [site({...clean, ...files})], reports, policy, tables})(null);
}

test("openGate passes a clean site, and finds all its canaries", () => {
  const report = check({});
  expect(report).toMatchObject({
    passed: true,
    findings: [],
    scan: {files: 3, canaries: 29, canariesFound: 29}
  });
  expect(verdict(report)).toMatch(
    /^pass {2}scan .*29 of 29 canaries found[\s\S]*Nothing was found that leads back to a child\.\n$/
  );
});

test("openGate finds a planted leak of every kind, and its report repeats none", () => {
  for (const {leak, file, bytes} of canaryFiles(canary, policy.rowsAtMost)) {
    const planted = file in clean ? `planted/${file}` : file;
    const report = check({[planted]: bytes});
    expect(
      report.findings.map(({where}) => where),
      leak
    ).toEqual([planted]);
    expect(report.passed).toBe(false);
    expect(JSON.stringify(report).replaceAll(planted, ""), leak).not.toContain(canary.id);
  }
});

test("scanFile finds a row however it is written", () => {
  const prints = fingerprints(tables);
  const [a, b, c, d] = canary.figures;
  const day = new Date(canary.birth * 86_400_000);
  const found = (text: string) => scanner(prints, 5000)("a.html", Buffer.from(text)).length > 0;
  for (const text of [
    `{"dose_heart_gy":${a},"x":${b},"flag":true,"y":${c},"z":${d}}`,
    `${a}\t${b}\n${c};${d}`,
    `M${a} ${b}L${c}-${d}`,
    `<td>${a}</td><td>${b}</td><td>${c}</td><td>${d}</td>`,
    `born ${day.getUTCDate()}.${day.getUTCMonth() + 1}.${day.getUTCFullYear()}`,
    `born ${day.toISOString().slice(0, 10).replaceAll("-", "/")}`,
    `born ${day.toLocaleDateString("en-GB", {day: "numeric", month: "long", year: "numeric", timeZone: "UTC"})}`
  ])
    expect(found(text), text.replace(/[\d.]+/g, "#")).toBe(true);
  expect(found(`${a}, ${b}, 999.25, ${c}, ${d}`)).toBe(false);
});

test("openGate knows days that a record of the project gives for a day of birth", () => {
  const date = new Date(canary.birth * 86_400_000).toISOString().slice(0, 10);
  const record = {...reportOf({}), provenance: null, question: `Measured ${date}`};
  expect(check({"a.html": `<p>${date}</p>`}, [record]).passed).toBe(true);
});

test("openGate tells of a count that two releases give away together as of one of releases", () => {
  const release = (low: 45 | "·", high: "<10" | "·") => [
    reportOf({
      bands: tableOf(
        [cases],
        [
          ["low", low === 45 ? 45 : {withheld: low}],
          ["high", high === "<10" ? small : {withheld: high}]
        ]
      ),
      cases: total(45)
    })
  ];
  const report = openGate({
    directories: [],
    reports: release(45, "·"),
    releases: [release("·", "<10")],
    policy,
    tables
  })(null);
  expect(report.findings).toMatchObject([{part: "releases", where: "cardiac/x#bands, high"}]);
  expect(verdict(report)).toContain("FAIL  releases");
});

test("openGate tells of approvals that do not count, and of too few where they must be (by hand)", () => {
  const by = [{name: "Person 1", orcid: "0000-0000-0000-0001", date: "2026-09-21T13:33:20+00:00"}];
  const draft = {version: "2026.1", status: "draft" as const, by, faults: []};
  const approval = (more: Partial<Parameters<typeof openGate>[0]>) => {
    const {findings, ...report} = openGate({directories: [], reports: [], policy, tables, ...more})(null);
    return {told: verdict({findings, ...report}), whats: findings.map(({part, what}) => [part, what])};
  };
  expect(approval({approvals: [draft]})).toMatchObject({
    told: expect.stringContaining("pass  approval  2026.1 is a draft, approved by Person 1 alone"),
    whats: []
  });
  expect(approval({approvals: [draft], mustBeApproved: true}).whats).toEqual([
    ["approval", "must be approved by 2 persons; got 1"]
  ]);
  expect(approval({mustBeApproved: true}).whats).toEqual([
    ["approval", "must be approved by 2 persons; got no release"]
  ]);
  expect(approval({approvals: [{...draft, faults: ["approvals are void: file a: changed"]}]}).whats).toEqual([
    ["approval", "approvals are void: file a: changed"]
  ]);
  const approved = {...draft, status: "approved" as const, by: [...by, {...by[0], name: "Person 2"}]};
  expect(approval({approvals: [draft, approved], mustBeApproved: true})).toMatchObject({
    told: expect.stringContaining("2026.1 approved by Person 1 and Person 2"),
    whats: []
  });
});

test("openGate looks at the results first, and finds what a site holds that is given to it after (by hand)", () => {
  const request = {directories: [site(clean)], reports: [], policy, tables};
  const before = openGate(request)(null);
  expect(before).toMatchObject({passed: true, scan: {files: 3}});
  const leaking = site({...clean, "error.txt": `no dose for ${canary.id}`});
  const after = openGate(request)(leaking);
  expect(after).toMatchObject({passed: false, scan: {files: 7}});
  expect(after.findings.map(({where}) => where)).toEqual(["error.txt"]);
});
