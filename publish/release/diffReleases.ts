import type {InputChange} from "../inputs.js";
import {inputChanges} from "../inputs.js";
import {type Change, diffEstimates, same} from "./diffEstimates.js";
import {estimates, type PublishedEstimate} from "./estimates.js";
import {type Release, readRelease} from "./readRelease.js";
import {inputsOfManifest, type ReportManifest} from "./reportManifest.js";
import {type Factor, factors, type Swap, swapFactors} from "./swapFactors.js";

/** What one factor alone does to a number: its new value, or why it could not be computed. */
export interface Effect {
  factor: Factor;
  /** Whether it changes the number, its interval or its p-value, or that could not be told. */
  changes: boolean;
  /** The change of the number; `null` where there is none on one side. */
  delta: number | null;
  /** Whether it alone makes the new number, to the bit. */
  whole: boolean;
  because?: string;
}

/** A changed number with its cause. */
export interface CausedChange extends Change {
  /** Factors that differ between the two manifests, or, where they were swapped, those that change the number alone. */
  causes: string[];
  /** The effect of each factor alone; absent where none was swapped. */
  effects?: Effect[];
}

/** All that differs between two releases. */
export interface ReleaseDiff {
  from: string;
  to: string;
  reason: string;
  conclusionsChanged: boolean | null;
  /** How the inputs of each report differ; reports whose inputs are the same are left out. */
  inputs: Record<string, InputChange[]>;
  compared: number;
  changes: CausedChange[];
}

/** How to compare two releases. */
export interface DiffRequest {
  root: string;
  from: string;
  to: string;
  /** Compute the old release with one factor at a time from the new one, to find each change's cause. */
  attribute?: boolean;
  onProgress?: (done: number, total: number, what: string) => void;
}

/**
 * Every published number that differs between two releases, with its cause: the factors that differ in the
 * manifests of its report; with `attribute`, those that change it when they alone are swapped.
 * @throws RangeError when there is no such release; Error when factors cannot be swapped.
 */
export async function diffReleases({
  root,
  from,
  to,
  attribute,
  onProgress
}: DiffRequest): Promise<ReleaseDiff> {
  const [before, after] = [readRelease(root, from), readRelease(root, to)];
  const diff = compareReleases(before, after);
  if (!attribute) return diff;
  const swaps = await swap(root, before, after, diff, onProgress);
  const changes = diff.changes.map((change) =>
    attributed(change, diff.inputs[reportOf(change.id)] ?? [], swaps)
  );
  return {...diff, changes};
}

/** Every published number that differs between two releases, and the factors that differ in the manifests. */
export function compareReleases(before: Release, after: Release): ReleaseDiff {
  const inputs = manifestChanges(before, after);
  const [old, recent] = [before, after].map(({reports}) => reports.flatMap(({report}) => estimates(report)));
  const {version, reason, conclusionsChanged} = after.entry;
  return {
    from: before.entry.version,
    to: version,
    reason,
    conclusionsChanged,
    inputs,
    compared: new Set([...old, ...recent].map(({id}) => id)).size,
    changes: diffEstimates(old, recent).map((change) => ({
      ...change,
      causes: told(change, inputs[reportOf(change.id)] ?? [])
    }))
  };
}

/** How the inputs of each report differ between two releases, by the report's id. */
function manifestChanges(before: Release, after: Release): Record<string, InputChange[]> {
  const result: Record<string, InputChange[]> = {};
  for (const {manifest} of after.reports) {
    const was = before.reports.find((report) => report.manifest.id === manifest.id)?.manifest;
    if (!was) continue;
    const changes = inputChanges(
      inputsOfManifest(was, before.modules),
      inputsOfManifest(manifest, after.modules)
    );
    changes.push(...otherChanges(was, manifest));
    if (changes.length > 0) result[manifest.id] = changes;
  }
  return result;
}

/** What the manifests tell beside the inputs of the result: the rules of disclosure, and what computed. */
function otherChanges(was: ReportManifest, is: ReportManifest): InputChange[] {
  const changes: InputChange[] = [];
  if (was.disclosure.sha256 !== is.disclosure.sha256)
    changes.push({factor: "code", what: "data/policy", how: "other rules of disclosure"});
  for (const part of ["node", "v8", "platform", "arch", "endianness", "cpu"] as const)
    if (was.environment[part] !== is.environment[part])
      changes.push({
        factor: "environment",
        what: part,
        how: `${was.environment[part]} → ${is.environment[part]}`
      });
  return changes;
}

/** Swaps each factor in the reports whose numbers changed and whose manifests say that it differs. */
function swap(
  root: string,
  before: Release,
  after: Release,
  {inputs, changes}: ReleaseDiff,
  onProgress: DiffRequest["onProgress"]
): Promise<Swap[]> {
  const changed = new Set(changes.map(({id}) => reportOf(id)));
  const wanted = new Map<Factor, string[]>();
  for (const factor of factors) {
    const ids = Object.keys(inputs).filter(
      (id) => changed.has(id) && inputs[id].some((change) => factorOf(change, id) === factor)
    );
    if (ids.length > 0) wanted.set(factor, ids);
  }
  return swapFactors(root, before, after, wanted, onProgress);
}

/** A change of the analysis's own file is one of its parameters: it holds choices, no arithmetic. */
function factorOf({factor, what}: InputChange, id: string): InputChange["factor"] {
  return factor === "code" && what === `analyses/${id}.ts` ? "parameters" : factor;
}

/** The causes that the manifests tell of. */
function told({id, old, new: recent}: Change, inputs: readonly InputChange[]): string[] {
  if (inputs.length > 0) return [...new Set(inputs.map((change) => factorOf(change, reportOf(id))))];
  return [old === null ? "report added" : recent === null ? "report removed" : "unknown"];
}

/**
 * The change with the effect of each factor alone. Where one factor changes the number by itself, but to
 * another than the new one, those that change nothing alone have a part in it together with it.
 * Witness: by hand in test/publish/release/diffEstimates.test.ts.
 */
export function attributed(
  change: CausedChange,
  inputs: readonly InputChange[],
  swaps: readonly Swap[]
): CausedChange {
  const id = reportOf(change.id);
  if (!change.old || inputs.length === 0) return change;
  const effects = swaps
    .filter(({failures, estimates}) => failures.has(id) || estimates.some((one) => reportOf(one.id) === id))
    .map((swapped) => effectOf(change, swapped));
  const causes: string[] = effects.filter(({changes}) => changes).map(({factor}) => factor);
  const [only] = effects.filter(({changes}) => changes);
  const silent = effects.filter(({changes}) => !changes).map(({factor}) => factor);
  if (causes.length === 1 && !only.whole && silent.length > 0)
    return {...change, effects, causes: [...causes, `${silent.join(" and ")} with it`]};
  if (causes.length > 0) return {...change, effects, causes};
  const environment = inputs.some(({factor}) => factor === "environment");
  return {...change, effects, causes: [environment ? "environment" : "factors together"]};
}

function effectOf({id, old, new: recent}: Change, {factor, estimates, failures}: Swap): Effect {
  const failure = failures.get(reportOf(id));
  const found = estimates.find((one) => one.id === id);
  if (failure !== undefined || !found) {
    const because =
      failure === undefined ? "the number is not there" : `could not be computed alone: ${failure}`;
    return {factor, changes: true, delta: null, whole: recent === null && failure === undefined, because};
  }
  const delta = found.value === null || old!.value === null ? null : found.value - old!.value;
  const changes = !same(old!, found);
  const whole = recent !== null && same(recent, found);
  return {factor, changes, delta, whole, ...(changes && delta === null ? {because: state(found)} : {})};
}

function state({value, withheld}: PublishedEstimate): string {
  return withheld === undefined ? `published: ${value}` : `withheld: ${withheld}`;
}

function reportOf(id: string): string {
  return id.slice(0, id.indexOf("#"));
}
