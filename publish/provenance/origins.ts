import type {Report} from "../../src/stats/result/report.js";
import {type ReleaseAttempt, readAttempts} from "../release/attempts.js";
import {type ReleaseEntry, readChain} from "../release/chain.js";
import {readRelease} from "../release/readRelease.js";
import {modulesOf, type ReportManifest} from "../release/reportManifest.js";
import {openStore, storeDirectory} from "../store.js";

/** A release that holds a report with the very result that the site shows. */
export interface Released {
  entry: ReleaseEntry;
  manifest: ReportManifest;
  /** Attempts to verify the whole release since it was made. */
  since: ReleaseAttempt[];
}

/** Where a report of the site came from, beyond what its result says itself. */
export interface Origin {
  /** Files of code that it reaches; empty where neither the store nor a release knows the result. */
  modules: string[];
  released: Released[];
}

/** The origin of each report that an extract has made, by its id. */
export async function origins(root: string, reports: readonly Report[]): Promise<Map<string, Origin>> {
  const store = openStore(storeDirectory(root));
  const releases = readChain(root).map((entry) => ({
    entry,
    since: readAttempts(root, entry.version),
    manifests: readRelease(root, entry.version).reports.map(({manifest}) => manifest)
  }));
  const found = new Map<string, Origin>();
  for (const {id, provenance} of reports) {
    if (!provenance) continue;
    const released = releases.flatMap(({entry, since, manifests}): Released[] =>
      manifests
        .filter((manifest) => manifest.id === id && manifest.result.key === provenance.key)
        .map((manifest) => ({entry, manifest, since}))
    );
    const inputs = await store.inputs(id, provenance.key);
    const modules = inputs
      ? Object.keys(inputs.modules)
      : released.length > 0
        ? modulesOf(released[0].manifest.code)
        : [];
    found.set(id, {modules, released});
  }
  return found;
}
