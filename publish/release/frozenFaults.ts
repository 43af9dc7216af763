import {existsSync, readFileSync} from "node:fs";
import {extname, join} from "node:path";
import {Ajv} from "ajv";
import schema from "../../data/schema/manifest.json" with {type: "json"};
import {downloads} from "../downloads.js";
import {attestationFaults, type Envelope} from "./attestation.js";
import {estimates} from "./estimates.js";
import {unpackPages} from "./pages.js";
import type {Release, ReleasedReport} from "./readRelease.js";
import {sha256} from "./sha256.js";
import {siteSums} from "./siteSums.js";
import {checkSums, parseSums} from "./sums.js";

const outside = ["MANIFEST.sha256", "attestation.dsse.json"];

/**
 * What is wrong with the bytes of a release, one line each, found without the extract: a file that is not as
 * the manifest says, a manifest that is not the chain's, a signature that does not hold, a report's manifest
 * that does not keep to its schema or is not of its results, a download that does not follow from them.
 *
 * @param site a built site to compare with the sums of the one that was released, if any.
 * Witness: by hand in test/publish/release/release.test.ts.
 */
export function frozenFaults(release: Release, site?: string): string[] {
  const {directory, files, reports} = release;
  if (outside.some((file) => !files.includes(file))) return byteFaults(release);
  const faults = byteFaults(release);
  for (const report of reports) faults.push(...reportFaults(report, directory));
  try {
    faults.push(...publishedFaults(release));
  } catch (error) {
    faults.push(`page pages.json.br: cannot be read (${(error as Error).message})`);
  }
  if (site !== undefined) {
    const sums = files.includes("site.sha256") ? readFileSync(join(directory, "site.sha256"), "utf8") : null;
    faults.push(...siteFaults(site, sums));
  }
  return faults;
}

/** Of what is wrong with a release, what is so of its bytes alone: sums, chain and signature. */
export function byteFaults({
  directory,
  entry,
  files
}: Omit<Release, "reports" | "modules" | "pin">): string[] {
  const read = (file: string) => readFileSync(join(directory, file), "utf8");
  const missing = outside.filter((file) => !files.includes(file));
  if (missing.length > 0) return missing.map((file) => `${file}: missing`);
  const text = read("MANIFEST.sha256");
  const faults: string[] = [];
  if (sha256(text) !== entry.manifest)
    faults.push(
      `MANIFEST.sha256: must have SHA-256 ${entry.manifest}, as the chain says; got ${sha256(text)}`
    );
  const listed = files.filter((file) => !outside.includes(file));
  for (const {path, how} of checkSums(directory, parseSums(text, "MANIFEST.sha256"), listed))
    faults.push(`${kindOf(path)} ${path}: ${how}`);
  const pem = files.includes("key.pem") ? read("key.pem") : null;
  return [...faults, ...attested(read("attestation.dsse.json"), entry.manifest, pem, entry.signed)];
}

function attested(text: string, manifest: string, pem: string | null, signed: boolean): string[] {
  if (signed && pem === null) return ["key.pem: missing, though the release is signed"];
  try {
    return attestationFaults(JSON.parse(text) as Envelope, manifest, pem).map(
      (fault) => `attestation.dsse.json: ${fault}`
    );
  } catch (error) {
    return [`attestation.dsse.json: must be a DSSE envelope; got ${(error as Error).message}`];
  }
}

function reportFaults({report, manifest}: ReleasedReport, directory: string): string[] {
  const where = `reports/${manifest.id}`;
  const ajv = new Ajv();
  if (!ajv.validate(schema, manifest)) {
    const {instancePath, message} = ajv.errors![0];
    return [`${where}/manifest.json: ${instancePath || "manifest"} ${message}`];
  }
  const faults: string[] = [];
  const results = readFileSync(join(directory, where, "results.json"));
  if (sha256(results) !== manifest.result.sha256)
    faults.push(`result ${where}/results.json: is not the one of its manifest`);
  if (report.provenance?.key !== manifest.result.key)
    faults.push(`result ${where}/results.json: key is not the one of its manifest`);
  if (estimates(report).length !== manifest.result.estimates)
    faults.push(`result ${where}/results.json: must hold ${manifest.result.estimates} numbers`);
  return faults;
}

/** Pages that are not those of the manifests, and downloads that do not follow from the results. */
function publishedFaults({directory, files, reports}: Release): string[] {
  const faults: string[] = [];
  if (files.includes("pages.json.br")) {
    const pages = unpackPages(readFileSync(join(directory, "pages.json.br")));
    for (const {manifest} of reports)
      if (manifest.page !== sha256(pages[manifest.id] ?? "")) faults.push(`page ${manifest.id}: changed`);
  }
  const text = files.includes("site.sha256") ? readFileSync(join(directory, "site.sha256"), "utf8") : "";
  const sums = parseSums(text, "site.sha256");
  for (const {report} of reports)
    for (const {file, bytes} of downloads(report)) {
      const path = `reports/${report.id}/${file}`;
      const released = files.includes(path)
        ? sha256(readFileSync(join(directory, path))) === sha256(bytes)
        : offered(sums, report.id, file).every((sum) => sum === sha256(bytes));
      if (!released) faults.push(`download ${path}: does not follow from results.json`);
    }
  return faults;
}

/** The sums under which a site offers a download of a report; none where its page does not show the item. */
function offered(sums: ReadonlyMap<string, string>, report: string, file: string): string[] {
  const extension = extname(file);
  const stem = `_file/results/${report}/${file.slice(0, -extension.length)}.`;
  return [...sums].flatMap(([path, sum]) =>
    path.startsWith(stem) &&
    /^[0-9a-f]{8}$/.test(path.slice(stem.length, -extension.length)) &&
    extname(path) === extension
      ? [sum]
      : []
  );
}

function siteFaults(site: string, text: string | null): string[] {
  if (text === null) return ["site.sha256: missing, the release was made without pages"];
  if (!existsSync(site)) return [`site must be a folder; got ${site}`];
  const there = parseSums(siteSums(site), site);
  return [...parseSums(text, "site.sha256")].flatMap(([path, sum]) => {
    if (there.get(path) === sum) return [];
    return `${path.endsWith(".html") ? "page" : "file of the site"} ${path}: ${there.has(path) ? "changed" : "missing"}`;
  });
}

function kindOf(path: string): string {
  if (path === "pages.json.br") return "page";
  if (path.endsWith("results.json")) return "result";
  if (path.endsWith(".csv")) return "download";
  if (path.endsWith("manifest.json")) return "manifest";
  return "file";
}
