import type {KeyObject} from "node:crypto";
import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {ExtractPin} from "../../loaders/pin.js";
import type {Report} from "../../src/stats/result/report.js";
import {downloads} from "../downloads.js";
import type {Inputs} from "../inputs.js";
import {withoutSwitch} from "../versions/versionSwitch.js";
import {type Agent, maintainers} from "./agent.js";
import {attest, publicPem, releaseStatement} from "./attestation.js";
import type {Commit} from "./commit.js";
import {compactJson} from "./compactJson.js";
import {crate} from "./crate.js";
import type {Environment} from "./environment.js";
import {estimates} from "./estimates.js";
import {packPages} from "./pages.js";
import {type Attempt, type ReportManifest, reportManifest} from "./reportManifest.js";
import {sha256} from "./sha256.js";
import {siteSums} from "./siteSums.js";
import {type Files, sumsText} from "./sums.js";

/** A report that is to be frozen: disclosed, with its inputs and the attempts to compute it again. */
export interface Frozen {
  report: Report;
  inputs: Inputs;
  attempts: Attempt[];
}

/** All that a release is made of. */
export interface FreezeRequest {
  root: string;
  version: string;
  date: string;
  reason: string;
  agent: Agent;
  commit: Commit;
  environment: Environment;
  pin: ExtractPin;
  reports: readonly Frozen[];
  /** The built site; `null` for a release without pages. */
  site: string | null;
  bom: string;
  key: KeyObject | null;
}

/**
 * Every file of a release, the same bytes for the same request: results and CSV downloads of each report
 * with its manifest, all pages, the pin, the sums of the whole built site, the crate, the bill of materials,
 * the citation, the manifest of sums, and the attestation. Drawings and Arrow files follow from results.json;
 * the sums of the site hold theirs.
 * @throws Error when the site has no page of a report.
 */
export function freeze(request: FreezeRequest): Files {
  const {root, version, date, reason, pin, site, key} = request;
  const files: Files = new Map();
  const put = (path: string, text: string) => files.set(path, Buffer.from(text, "utf8"));
  const pages = site ? readPages(site, request.reports) : null;
  const manifests = request.reports.map((frozen) => freezeReport(request, frozen, pages, files));
  put("extract.json", compactJson(publicPin(pin)));
  const modules = Object.assign({}, ...request.reports.map(({inputs}) => inputs.modules));
  put(
    "code.json",
    compactJson(Object.fromEntries(Object.entries(modules).sort(([a], [b]) => (a < b ? -1 : 1))))
  );
  if (pages) files.set("pages.json.br", packPages(pages));
  if (site) put("site.sha256", siteSums(site));
  put("CITATION.cff", citation(root, version, date));
  put("bom.json", request.bom);
  if (key) put("key.pem", publicPem(key));
  const {version: software} = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const later = ["MANIFEST.sha256", "attestation.dsse.json"];
  put(
    "ro-crate-metadata.json",
    compactJson(
      crate({version, date, reason, software, maintainers: maintainers(root)}, manifests, files, later)
    )
  );
  put("MANIFEST.sha256", sumsText(files));
  const statement = releaseStatement(sha256(files.get("MANIFEST.sha256")!), predicate(request));
  put("attestation.dsse.json", compactJson(attest(statement, key)));
  return files;
}

function freezeReport(
  request: FreezeRequest,
  {report, inputs, attempts}: Frozen,
  pages: Record<string, string> | null,
  files: Files
): ReportManifest {
  const {root, version, date, pin} = request;
  const folder = `reports/${report.id}`;
  const results = Buffer.from(JSON.stringify(report), "utf8");
  files.set(`${folder}/results.json`, results);
  for (const {file, bytes} of downloads(report))
    if (file.endsWith(".csv")) files.set(`${folder}/${file}`, bytes);
  const manifest = reportManifest({
    root,
    release: version,
    report,
    inputs,
    pin,
    commit: request.commit,
    environment: request.environment,
    agent: request.agent,
    date,
    policy: policyHash(root),
    resultHash: sha256(results),
    estimates: estimates(report).length,
    page: pages && sha256(pages[report.id]),
    attempts
  });
  files.set(`${folder}/manifest.json`, Buffer.from(compactJson(manifest), "utf8"));
  return manifest;
}

/** The built page of each report, by its id. */
function readPages(site: string, reports: readonly Frozen[]): Record<string, string> {
  return Object.fromEntries(
    reports.map(({report: {id}}) => {
      const page = join(site, `${id}.html`);
      if (!existsSync(page)) throw new Error(`report must have a page in the built site; got none of ${id}`);
      return [id, withoutSwitch(readFileSync(page, "utf8"))];
    })
  );
}

/** The pin without the path of a folder: that is the holder's own affair. */
function publicPin({location, ...pin}: ExtractPin): unknown {
  return /^(synthetic|https):/.test(location) ? {...pin, location} : {...pin, location: "."};
}

function policyHash(root: string): string {
  const folder = join(root, "data", "policy");
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort();
  return sha256(sumsText(new Map(names.map((name) => [name, readFileSync(join(folder, name))]))));
}

/** The project's citation with the release's version and date. */
function citation(root: string, version: string, date: string): string {
  const text = readFileSync(join(root, "CITATION.cff"), "utf8").replace(
    /^(version|date-released):.*\n/gm,
    ""
  );
  return `${text.trimEnd()}\nversion: "${version}"\ndate-released: ${date.slice(0, 10)}\n`;
}

/** How the release was made, in the terms of SLSA. */
function predicate({version, date, pin, commit, environment}: FreezeRequest): unknown {
  return {
    buildDefinition: {
      buildType: "urn:harmonic:release:1",
      externalParameters: {version},
      internalParameters: {environment},
      resolvedDependencies: [
        ...(commit.commit ? [{uri: `swh:1:rev:${commit.commit}`, digest: {gitCommit: commit.commit}}] : []),
        ...pin.tables.map(({name, sha256}) => ({
          uri: `urn:harmonic:extract:${pin.name}:${pin.version}:${name}`,
          digest: {sha256}
        }))
      ]
    },
    runDetails: {
      builder: {id: "urn:harmonic:command:release"},
      metadata: {startedOn: date.replace("+00:00", "Z"), finishedOn: date.replace("+00:00", "Z")}
    }
  };
}
