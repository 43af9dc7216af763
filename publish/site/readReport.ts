import {existsSync, readdirSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import type {Report} from "../../src/stats/result/report.js";
import {resultKey} from "../resultKey.js";
import {siteResultsDirectory} from "../siteResults.js";

/**
 * The disclosed report `id` as `harmonic run` wrote it; `null` when there is none.
 * @throws Error when its key is not that of the inputs it names: such a page would show numbers that its
 *   provenance does not tell of.
 */
export function readReport(root: string, id: string): Report | null {
  const path = join(siteResultsDirectory(root), `${id}.json`);
  const stat = statSync(path, {throwIfNoEntry: false});
  if (!stat) return null;
  const known = kept.get(path);
  if (known?.mtime === stat.mtimeMs && known.size === stat.size) return known.report;
  const report = check(id, path);
  kept.set(path, {mtime: stat.mtimeMs, size: stat.size, report});
  return report;
}

/** Reports that have been read, until their files change: every page asks for all of them. */
const kept = new Map<string, {mtime: number; size: number; report: Report}>();

function check(id: string, path: string): Report {
  const report = JSON.parse(readFileSync(path, "utf8")) as Report;
  if (report.id !== id) throw new Error(`id must be ${id}; got ${report.id} in src/results/${id}.json`);
  if (report.provenance === null) return report;
  const {key, policy: _, ...inputs} = report.provenance;
  const expected = resultKey(inputs);
  if (key !== expected)
    throw new Error(
      `key of ${id} must be that of its inputs, ${expected.slice(0, 12)}; got ${key.slice(0, 12)} (run harmonic run)`
    );
  return report;
}

/** Every report of the site, in the order of their ids. */
export function readReports(root: string): Report[] {
  const directory = siteResultsDirectory(root);
  if (!existsSync(directory)) return [];
  return readdirSync(directory, {recursive: true, encoding: "utf8"})
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => readReport(root, file.slice(0, -".json".length))!);
}

/**
 * Checks that all reports were computed from one extract.
 * @throws Error that names the first two that were not.
 */
export function checkOneExtract(reports: readonly Report[]): void {
  const seen = new Map<string, {sha256: string; id: string}>();
  for (const {id, provenance} of reports) {
    if (provenance === null) continue;
    const {name, version, tables} = provenance.extract;
    for (const table of [{name: "", sha256: `${name} ${version}`}, ...tables]) {
      const first = seen.get(table.name);
      if (!first) seen.set(table.name, {sha256: table.sha256, id});
      else if (first.sha256 !== table.sha256)
        throw new Error(
          `${table.name ? `table ${table.name}` : "extract"} must be the same in all reports; got ${first.sha256} in ${first.id}, ${table.sha256} in ${id} (run harmonic run)`
        );
    }
  }
}
