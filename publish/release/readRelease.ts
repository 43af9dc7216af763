import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {type ExtractPin, parsePin} from "../../loaders/pin.js";
import type {Report} from "../../src/stats/result/report.js";
import {siteFiles} from "../site/siteFiles.js";
import {type ReleaseEntry, readChain, releasesDirectory} from "./chain.js";
import type {ReportManifest} from "./reportManifest.js";

/** A frozen report: what was published, and its manifest. */
export interface ReleasedReport {
  report: Report;
  manifest: ReportManifest;
}

/** A release as it lies in `data/releases`. */
export interface Release {
  entry: ReleaseEntry;
  directory: string;
  /** Paths of all its files. */
  files: string[];
  pin: ExtractPin;
  /** SHA-256 of each file of code that a report reaches. */
  modules: Record<string, string>;
  reports: ReleasedReport[];
}

/**
 * Reads a release; the latest, if no version is said. Its bytes are not compared with its manifest here.
 * @throws RangeError when there is no such release: the ones that there are are named.
 */
export function readRelease(root: string, version?: string): Release {
  const chain = readChain(root);
  const entry = version === undefined ? chain.at(-1) : chain.find((one) => one.version === version);
  if (!entry) {
    const known = chain.length === 0 ? "there is none yet" : chain.map((one) => one.version).join(", ");
    throw new RangeError(`version must be that of a release (${known}); got ${version ?? "none"}`);
  }
  const directory = join(releasesDirectory(root), entry.version);
  if (!existsSync(directory))
    throw new RangeError(`release ${entry.version} must lie in ${directory}; got nothing`);
  const files = siteFiles(directory);
  const reports = files
    .filter((file) => /^reports\/.+\/manifest\.json$/.test(file))
    .map((file): ReleasedReport => {
      const read = (name: string) => parse(join(directory, file.replace(/manifest\.json$/, name)), name);
      return {report: read("results.json") as Report, manifest: read("manifest.json") as ReportManifest};
    });
  const modules = parse(join(directory, "code.json"), "code.json") as Record<string, string>;
  const pinFile = join(directory, "extract.json");
  return {
    entry,
    directory,
    files,
    reports,
    modules,
    pin: parsePin(readFileSync(pinFile, "utf8"), pinFile, directory)
  };
}

function parse(path: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`${name} must be JSON that can be read; got ${(error as Error).message} in ${path}`, {
      cause: error
    });
  }
}
