import {cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {Ajv} from "ajv";
import {beforeAll, expect, test} from "vitest";
import schema from "../../../data/schema/manifest.json" with {type: "json"};
import type {ExtractPin} from "../../../loaders/pin.js";
import {downloads} from "../../../publish/downloads.js";
import {type FreezeRequest, freeze} from "../../../publish/release/freeze.js";
import {frozenFaults} from "../../../publish/release/frozenFaults.js";
import {packPages, unpackPages} from "../../../publish/release/pages.js";
import {publishRelease} from "../../../publish/release/publishRelease.js";
import {readRelease} from "../../../publish/release/readRelease.js";
import {sha256} from "../../../publish/release/sha256.js";
import {siteSums} from "../../../publish/release/siteSums.js";
import {parseSums} from "../../../publish/release/sums.js";
import {checkSite} from "../../../publish/site/checkSite.js";
import {writeVersions} from "../../../publish/versions/writeVersions.js";
import {projectRoot} from "../../site/fixtureProject.js";
import {cardiacEvents, leukaemia} from "../../site/fixtures.js";
import {crateFaults} from "./crateRules.js";

const environment = {node: "20.0.0", v8: "11", platform: "linux", arch: "x64", endianness: "LE", cpu: "test"};
let site: string;
let request: FreezeRequest;

beforeAll(() => {
  site = mkdtempSync(join(tmpdir(), "harmonic-freeze-"));
  const page = (path: string, text: string) => {
    mkdirSync(join(site, path, ".."), {recursive: true});
    writeFileSync(join(site, path), text);
  };
  page("cardiac/leukaemia.html", "<h1>Leukaemia</h1>");
  page(`${cardiacEvents.id}.html`, "<h1>Events</h1>");
  page("docs/releases.html", "<h1>Releases</h1>");
  const {extract} = leukaemia.provenance!;
  const tables = extract.tables.map((table) => ({...table, file: `${table.name}.arrow`, bytes: 1}));
  const pin: ExtractPin = {
    name: extract.name,
    version: extract.version,
    synthetic: extract.synthetic,
    location: "/secure/somewhere",
    tables,
    files: []
  };
  const attempt = {by: "Test", date: "2026-09-21T13:33:20+00:00", environment};
  request = {
    root: projectRoot,
    version: "2026.1",
    date: "2026-09-21T13:33:20+00:00",
    reason: "Test.",
    agent: {name: "Ada Test", orcid: "https://orcid.org/0000-0002-1825-0097"},
    commit: {commit: "c".repeat(40), clean: true},
    environment,
    pin,
    reports: [leukaemia, cardiacEvents].map((report) => {
      const {key: _, policy: __, ...inputs} = report.provenance!;
      return {
        report,
        inputs: {
          ...inputs,
          code: "d".repeat(64),
          lockfile: "e".repeat(64),
          modules: {"src/stats/a.ts": "f".repeat(64)}
        },
        attempts: [
          {
            ...attempt,
            level: "bit" as const,
            compared: 1,
            bit: 1,
            numeric: 0,
            failed: 0,
            largest: 0,
            worst: null
          }
        ]
      };
    }),
    site,
    bom: "{}\n",
    key: null
  };
});

const text = (files: Map<string, Uint8Array>, path: string) => Buffer.from(files.get(path)!).toString("utf8");

test("freeze gives the same bytes for the same request, each in the manifest of sums (law)", () => {
  const [a, b] = [freeze(request), freeze(request)];
  expect([...a.entries()]).toEqual([...b.entries()]);
  const sums = parseSums(text(a, "MANIFEST.sha256"), "MANIFEST.sha256");
  const outside = ["MANIFEST.sha256", "attestation.dsse.json"];
  expect([...sums.keys()]).toEqual([...a.keys()].filter((path) => !outside.includes(path)).sort());
});

test("freeze keeps pages to the byte and the sums of the site, but not of the pages about releases (by hand)", () => {
  const files = freeze(request);
  expect(unpackPages(files.get("pages.json.br")!)["cardiac/leukaemia"]).toBe("<h1>Leukaemia</h1>");
  expect([...parseSums(text(files, "site.sha256"), "site.sha256").keys()].sort()).toEqual(
    ["cardiac/leukaemia.html", `${cardiacEvents.id}.html`].sort()
  );
  expect(() => freeze({...request, site: mkdtempSync(join(tmpdir(), "harmonic-none-"))})).toThrow(
    "report must have a page in the built site; got none of cardiac/leukaemia"
  );
});

test("freeze tells of no path on this machine (law)", () => {
  for (const bytes of freeze(request).values()) expect(Buffer.from(bytes).includes("/secure/")).toBe(false);
});

test("freeze gives each report a manifest that keeps to data/schema/manifest.json (law)", () => {
  const ajv = new Ajv();
  const validate = ajv.compile(schema);
  const files = freeze(request);
  for (const path of [...files.keys()].filter((name) => name.endsWith("/manifest.json")))
    expect(validate(JSON.parse(text(files, path))) || validate.errors).toBe(true);
});

test("freeze writes a crate that keeps to RO-Crate 1.1 and Process Run Crate 0.5 (law)", () => {
  for (const one of [
    request,
    {...request, agent: {name: "A group"}, commit: {commit: null, clean: false}},
    {...request, site: null}
  ]) {
    const files = freeze(one);
    const crate = JSON.parse(text(files, "ro-crate-metadata.json"));
    expect(crateFaults(crate, [...files.keys()])).toEqual([]);
    const actions = crate["@graph"].filter((entity: {"@type": string}) => entity["@type"] === "CreateAction");
    expect(actions.length).toBe(2);
  }
});

test("crateFaults finds each of what the shapes of rocrate-validator find (by hand)", () => {
  const files = freeze(request);
  type Entities = Record<string, Record<string, unknown>>;
  const broken: [string, (of: Entities) => void][] = [
    ["the root must have name", ({root}) => delete root.name],
    ["the root must have license", ({root}) => delete root.license],
    ["datePublished must be a time", ({root}) => (root.datePublished = "yesterday")],
    ["the root must conform to Process Run Crate", ({root}) => delete root.conformsTo],
    ["the root must have a publisher", ({root}) => delete root.publisher],
    ["the root must mention", ({root}) => (root.mentions as unknown[]).shift()],
    ["must be part of the root", ({root}) => (root.hasPart as unknown[]).shift()],
    ["frobnicate must be a term", ({root}) => (root.frobnicate = "x")],
    ["Frobnication must be a term", ({root}) => (root["@type"] = ["Dataset", "Frobnication"])],
    ["the descriptor must conform", (of) => (of.descriptor.conformsTo = {"@id": "./"})],
    ["must be affiliated", ({person}) => delete person.affiliation],
    ["must have a media type", ({file}) => delete file.encodingFormat],
    ["must have a version", ({software}) => delete software.softwareVersion],
    ["must have a url", ({software}) => delete software.url],
    ["must have one instrument", ({action}) => delete action.instrument],
    ["must have name", ({action}) => delete action.name],
    ["must have description", ({action}) => delete action.description],
    ["must have endTime", ({action}) => (action.endTime = "2026-09-21T13:33:20Z")],
    [
      "must have actionStatus as a string",
      ({action}) => (action.actionStatus = {"@id": "http://schema.org/CompletedActionStatus"})
    ],
    ["must have an object", ({action}) => delete action.object],
    ["must have a result", ({action}) => delete action.result],
    ["must be data; got Person", ({action, person}) => (action.object = [{"@id": person["@id"]}])],
    ["it must have no error", ({action}) => (action.error = "none")],
    ["must have an agent", ({action}) => delete action.agent]
  ];
  for (const [fault, spoil] of broken) {
    const crate = JSON.parse(text(files, "ro-crate-metadata.json"));
    const first = (key: string, value: string) =>
      crate["@graph"].find((entity: Record<string, unknown>) => entity[key] === value);
    spoil({
      descriptor: first("@id", "ro-crate-metadata.json"),
      root: first("@id", "./"),
      person: first("@type", "Person"),
      file: first("@type", "File"),
      software: first("@type", "SoftwareApplication"),
      action: first("@type", "CreateAction")
    });
    expect(crateFaults(crate, [...files.keys()]).join("\n")).toContain(fault);
  }
  const whole = JSON.parse(text(files, "ro-crate-metadata.json"));
  expect(crateFaults(whole, [...files.keys()].slice(1)).join()).toContain("must be a file of the crate");
});

test("freeze gives the group the address that CITATION.cff names (by hand)", () => {
  const root = mkdtempSync(join(tmpdir(), "harmonic-group-"));
  for (const name of ["data", "package.json", "CITATION.cff"])
    cpSync(join(projectRoot, name), join(root, name), {recursive: true});
  const group = () =>
    JSON.parse(text(freeze({...request, root}), "ro-crate-metadata.json"))["@graph"].find(
      (entity: {"@type": string}) => entity["@type"] === "Organization"
    );
  expect(group()).not.toHaveProperty("url");
  const cited = readFileSync(join(root, "CITATION.cff"), "utf8");
  writeFileSync(
    join(root, "CITATION.cff"),
    cited.replace(/( *- name: .*\n)/, "$1    website: https://example.org\n")
  );
  expect(group()).toMatchObject({name: "The HARMONIC reports maintainers", url: "https://example.org"});
});

test("freeze writes the project's citation with the release's version and date (by hand)", () => {
  const root = mkdtempSync(join(tmpdir(), "harmonic-cite-"));
  for (const name of ["data", "package.json", "CITATION.cff"])
    cpSync(join(projectRoot, name), join(root, name), {recursive: true});
  const cited = text(freeze({...request, root}), "CITATION.cff");
  expect(cited).toMatch(/\nversion: "2026.1"\ndate-released: 2026-09-21\n$/);
  expect(cited.match(/^version:/gm)).toHaveLength(1);
  expect(readFileSync(join(root, "CITATION.cff"), "utf8")).toMatch(/^version: 0/m);
});

test("frozenFaults name a changed page, in the release and in a built site, and a download that does not follow (by hand)", async () => {
  const root = mkdtempSync(join(tmpdir(), "harmonic-frozen-"));
  const built = join(root, "site");
  cpSync(site, built, {recursive: true});
  // As a site offers them, but for one item, which its page does not show.
  const offer = (extension: string, spoilt?: string) => {
    for (const {report} of request.reports)
      for (const {file, bytes} of downloads(report)
        .filter(({file}) => file.endsWith(extension))
        .slice(1)) {
        const name = file.replace(/\.(\w+)$/, `.${sha256(bytes).slice(0, 8)}.$1`);
        const path = join(built, "_file", "results", report.id, name);
        mkdirSync(join(path, ".."), {recursive: true});
        writeFileSync(path, file === spoilt ? "other" : bytes);
      }
  };
  offer("");
  const arrow = downloads(request.reports[0].report).filter(({file}) => file.endsWith(".arrow"))[1].file;
  const wrong = join(root, "wrong");
  cpSync(built, wrong, {recursive: true});
  offer(".arrow", arrow);
  const spoilt = freeze({...request, site: built});
  await publishRelease(
    wrong,
    {version: request.version, date: request.date, reason: "r", conclusionsChanged: null, signed: false},
    spoilt
  );
  expect(frozenFaults(readRelease(wrong))).toEqual([
    `download reports/${request.reports[0].report.id}/${arrow}: does not follow from results.json`
  ]);
  offer(".arrow");
  const files = freeze({...request, site: built});
  const {version, date, reason} = request;
  await publishRelease(root, {version, date, reason, conclusionsChanged: null, signed: false}, files);
  expect(frozenFaults(readRelease(root), built)).toEqual([]);
  writeFileSync(join(built, "cardiac", "leukaemia.html"), "<h1>Leukemia</h1>");
  expect(frozenFaults(readRelease(root), built)).toEqual(["page cardiac/leukaemia.html: changed"]);
  const {directory} = readRelease(root);
  const pages = unpackPages(files.get("pages.json.br")!);
  const csv = [...files.keys()].find((path) => path.endsWith(".csv"))!;
  writeFileSync(
    join(directory, "pages.json.br"),
    packPages({...pages, "cardiac/leukaemia": "<h1>Leukemia</h1>"})
  );
  writeFileSync(join(directory, csv), "other");
  expect(frozenFaults(readRelease(root)).sort()).toEqual([
    `download ${csv}: changed`,
    `download ${csv}: does not follow from results.json`,
    "page cardiac/leukaemia: changed",
    "page pages.json.br: changed"
  ]);
});

test("writeVersions serves each release as it was, and a switch that changes neither its pages nor the site's sums (law)", async () => {
  const root = mkdtempSync(join(tmpdir(), "harmonic-versions-"));
  const built = join(root, "site");
  const page = (text: string) =>
    `<html><head><title>T</title></head><body><main id="m"><h1>T</h1>${text}</main></body></html>`;
  const show = (trend: string) => {
    for (const [file, text] of [
      ["index.html", "Home"],
      ["cardiac/leukaemia.html", `${trend} <a href="../${cardiacEvents.id}.html">events</a>`],
      [`${cardiacEvents.id}.html`, "Events"],
      ["docs/releases.html", "Releases"]
    ]) {
      mkdirSync(join(built, file, ".."), {recursive: true});
      writeFileSync(join(built, file), page(text));
    }
  };
  const publish = (version: string) => {
    const {date, reason} = request;
    const files = freeze({...request, version, site: built});
    return publishRelease(root, {version, date, reason, conclusionsChanged: null, signed: false}, files);
  };
  show("0.5");
  await publish("2026.1");
  const sums = siteSums(built);
  writeVersions(root, built);
  expect(siteSums(built)).toBe(sums);
  show("0.6");
  writeVersions(root, built);
  await publish("2026.2");
  show("0.7");
  writeVersions(root, built);
  const read = (file: string) => readFileSync(join(built, file), "utf8");
  const own = read("cardiac/leukaemia.html");
  expect(own).toContain("0.7");
  expect(own).toContain(
    '<a href="../releases/2026.1/cardiac/leukaemia.html">2026.1, a draft</a></nav>\n<h1>'
  );
  expect(read("index.html")).toContain('<a href="./releases/2026.2/index.html">2026.2, a draft</a>');
  for (const [version, trend] of [
    ["2026.1", "0.5"],
    ["2026.2", "0.6"]
  ]) {
    const old = read(`releases/${version}/cardiac/leukaemia.html`);
    expect(old).toContain(`${trend} <a href="../radiotherapy/`);
    expect(old).toContain('<a href="../../../cardiac/leukaemia.html">this build</a>');
    expect(old.match(/<nav class="versions"/g)).toHaveLength(1);
    expect(read(`releases/${version}/provenance/cardiac/leukaemia.html`)).toContain("c".repeat(40));
    expect(read(`releases/${version}/index.html`)).toContain('<a href="./cardiac/leukaemia.html">');
    expect(read(`releases/${version}/index.html`)).toContain(
      `<p>${version} is a draft, approved by nobody.</p>`
    );
    // This site has no downloads.
    const faults = frozenFaults(readRelease(root, version)).filter((fault) => !/^download/.test(fault));
    expect(faults).toEqual([]);
  }
  expect(checkSite(built)).toEqual([]);
});
