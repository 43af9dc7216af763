import {cpSync, existsSync, rmSync} from "node:fs";
import {join} from "node:path";
import type {ExtractPin} from "../../loaders/pin.js";
import {estimates, type PublishedEstimate} from "./estimates.js";
import type {Release} from "./readRelease.js";
import {runTree} from "./runTree.js";
import {hasCommit, type Tree, tree} from "./tree.js";

/**
 * The factors that can change a number. Parameters are an analysis's own file, for it holds its choices and
 * no arithmetic; code is all other code; the environment is the locked packages.
 */
export const factors = ["data", "code", "parameters"] as const;
export type Factor = (typeof factors)[number];

/** The numbers of the old release with one factor taken from the new one; or why that could not be computed. */
export interface Swap {
  factor: Factor;
  estimates: PublishedEstimate[];
  failures: Map<string, string>;
}

/**
 * Computes reports by the old release with one factor at a time from the new one.
 * @param ids reports that both releases have.
 * @throws Error when the commit of a release is not at hand or its files were not those of a commit.
 * Witness: test/publish/release/attribution.test.ts, where data, code and a parameter change at once.
 */
export async function swapFactors(
  root: string,
  before: Release,
  after: Release,
  wanted: ReadonlyMap<Factor, readonly string[]>,
  onProgress: (done: number, total: number, what: string) => void = () => {}
): Promise<Swap[]> {
  const [old, recent] = [commitOf(root, before), commitOf(root, after)];
  const swaps: Swap[] = [];
  for (const factor of factors) {
    const ids = wanted.get(factor) ?? [];
    if (ids.length === 0) continue;
    onProgress(swaps.length, wanted.size, `${factor} of ${after.entry.version} alone`);
    const {made, pin} = mix(root, factor, ids, {old, recent}, before.pin, after.pin);
    try {
      const {reports, failures} = await runTree(made.directory, {pin, ids});
      swaps.push({factor, estimates: reports.flatMap(estimates), failures});
    } finally {
      made.remove();
    }
  }
  return swaps;
}

function mix(
  root: string,
  factor: Factor,
  ids: readonly string[],
  {old, recent}: {old: string; recent: string},
  oldPin: ExtractPin,
  newPin: ExtractPin
): {made: Tree; pin: ExtractPin} {
  if (factor === "data") return {made: tree(root, old), pin: newPin};
  const made = tree(root, factor === "code" ? recent : old);
  const other = tree(root, factor === "code" ? old : recent);
  try {
    for (const id of ids) {
      const file = join("analyses", `${id}.ts`);
      rmSync(join(made.directory, file), {force: true});
      if (existsSync(join(other.directory, file)))
        cpSync(join(other.directory, file), join(made.directory, file));
    }
  } finally {
    other.remove();
  }
  return {made, pin: oldPin};
}

function commitOf(root: string, {entry, reports}: Release): string {
  const {commit, clean} = reports[0].manifest.code;
  if (commit === null || !clean)
    throw new Error(`release ${entry.version} must be of a commit to swap its factors; got changed files`);
  if (!hasCommit(root, commit))
    throw new Error(`commit of release ${entry.version} must be in the history; got no ${commit}`);
  return commit;
}
