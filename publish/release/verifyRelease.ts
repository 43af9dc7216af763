import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {extractDirectory} from "../../loaders/extract/extractDirectory.js";
import {parseLocation} from "../../loaders/extract/location.js";
import {codeHash} from "../codeHash.js";
import {discover} from "../discover.js";
import {moduleHashes} from "../moduleHashes.js";
import {recompute, summary} from "../recompute/recompute.js";
import {compareEstimates, type Reproduction, summarise, type Verdict} from "./compareEstimates.js";
import {estimates} from "./estimates.js";
import {frozenFaults} from "./frozenFaults.js";
import {type Release, readRelease} from "./readRelease.js";
import {modulesOf} from "./reportManifest.js";
import {runTree} from "./runTree.js";
import {sha256} from "./sha256.js";
import {hasCommit, tree} from "./tree.js";

/** How to verify a release. */
export interface VerifyRequest {
  root: string;
  /** The latest, if not said. */
  version?: string;
  /** Compute with the code as it stands, not as it stood at the release's commit. */
  here?: boolean;
  /** Compare bytes only, compute nothing. */
  frozenOnly?: boolean;
  /** A built site to compare with the released one. */
  site?: string;
  onProgress?: (done: number, total: number, what: string) => void;
}

/** What verifying a release gave. */
export interface Verified {
  version: string;
  /** Bytes that are not as released, one line each. */
  faults: string[];
  /** Files of code here that are not those of the release; no fault where its commit is at hand. */
  codeChanges: string[];
  /** Where the code that computed came from; `null` where nothing was computed. */
  code: string | null;
  /** Why nothing was computed. */
  notComputed: string | null;
  verdicts: Verdict[];
  reproduction: Reproduction | null;
  /** What follows from the published values alone, computed again by the code as it stands here. */
  recomputed: {figures: number; agreeing: number; digits: number; wrong: string[]};
}

/**
 * Verifies a release: its bytes, its place in the chain and its signature; then computes every report again
 * from the pinned extract, by the code of the release's commit where that is at hand, and gives a verdict for
 * every published number. With or without the extract, what follows from published values is computed again.
 */
export async function verifyRelease(request: VerifyRequest): Promise<Verified> {
  const {root, version, here = false, frozenOnly = false, site, onProgress = () => {}} = request;
  const release = readRelease(root, version);
  const result: Verified = {
    version: release.entry.version,
    faults: [...frozenFaults(release, site), ...dataFaults(root, release)],
    codeChanges: await codeChanges(root, release),
    code: null,
    notComputed: null,
    verdicts: [],
    reproduction: null,
    recomputed: frozenOnly ? {figures: 0, agreeing: 0, digits: Infinity, wrong: []} : recomputeAll(release)
  };
  if (frozenOnly) return {...result, notComputed: "only bytes were to be compared"};
  if (!atHand(root, release))
    return {...result, notComputed: `extract ${release.pin.name} ${release.pin.version} is not at hand`};
  const {commit, clean} = release.reports[0].manifest.code;
  const pinned =
    !here && result.codeChanges.length > 0 && clean && commit !== null && hasCommit(root, commit);
  const where = tree(root, pinned ? commit : null);
  try {
    const ids = release.reports.map(({manifest}) => manifest.id);
    const {reports, failures} = await runTree(where.directory, {pin: release.pin, ids, onProgress});
    for (const {report} of release.reports) {
      const again = reports.find(({id}) => id === report.id);
      const because = failures.get(report.id) ?? "not computed";
      result.verdicts.push(
        ...(again
          ? compareEstimates(estimates(report), estimates(again))
          : estimates(report).map(({id}): Verdict => ({id, verdict: "failed", because})))
      );
    }
  } finally {
    where.remove();
  }
  result.code = pinned ? `commit ${commit}` : "the code as it stands here";
  result.reproduction = summarise(result.verdicts);
  return result;
}

/** Computes again what the published values of every report determine. */
function recomputeAll({reports}: Release): Verified["recomputed"] {
  const all = reports.flatMap(({report}) =>
    recompute(report).map((one) => ({...one, item: `${report.id}#${one.item}`}))
  );
  const wrong = all.filter(({verdict}) => verdict === "wrong").map(({item, what}) => `${item}: ${what}`);
  const {figures, agreeing, digits} = summary(all);
  return {figures, agreeing, digits, wrong};
}

/** Files of the pulled extract whose bytes are not those of the pin. */
function dataFaults(root: string, {pin}: Release): string[] {
  const directory = extractDirectory(root, pin);
  return [...pin.tables, ...pin.files].flatMap(({file, sha256: sum}) => {
    const path = join(directory, file);
    return existsSync(path) && sha256(readFileSync(path)) !== sum ? [`data ${file}: changed`] : [];
  });
}

/** A synthetic extract can be made, one at an address pulled; any other must have been pulled before. */
function atHand(root: string, {pin}: Release): boolean {
  if (parseLocation(pin.location).kind !== "folder") return true;
  return pin.tables.every(({file}) => existsSync(join(extractDirectory(root, pin), file)));
}

async function codeChanges(root: string, {reports, modules: released}: Release): Promise<string[]> {
  const changes = new Set<string>();
  const found = discover(root);
  for (const {manifest} of reports) {
    const module = found.find(({id}) => id === manifest.id)?.module;
    if (!module) {
      changes.add(`analyses/${manifest.id}.ts`);
      continue;
    }
    try {
      const {hash, files} = await codeHash([module, join(root, "loaders", "extract", "readTable.ts")], root);
      if (hash === manifest.code.hash) continue;
      const modules = await moduleHashes(files, root);
      for (const file of new Set([...files, ...modulesOf(manifest.code)]))
        if (modules[file] !== released[file]) changes.add(file);
    } catch (error) {
      changes.add(
        `analyses/${manifest.id}.ts (${error instanceof Error ? error.message.split("\n")[0] : error})`
      );
    }
  }
  return [...changes].sort();
}
