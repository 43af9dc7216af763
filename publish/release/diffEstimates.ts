import type {PublishedEstimate} from "./estimates.js";

/** What a reader of a changed number wants to be told at once. */
export type Flag =
  | "sign"
  | "crosses null"
  | "outside the old interval"
  | "added"
  | "removed"
  | "newly withheld"
  | "newly published";

/** A published number that is not the same in two releases. */
export interface Change {
  id: string;
  kind: PublishedEstimate["kind"];
  unit?: string;
  old: PublishedEstimate | null;
  new: PublishedEstimate | null;
  /** New minus old; `null` where one of them is no number. */
  delta: number | null;
  /** Δ over the old standard error, which a two-sided interval gives; `null` where there is none. */
  deltaOverSe: number | null;
  flags: Flag[];
}

/**
 * The published numbers that differ between two releases, by id: the old ones in their order, then those
 * that are new. Numbers of which just a bound of the interval or the p-value differs are among them.
 * Witness: by hand in test/publish/release/diffEstimates.test.ts.
 */
export function diffEstimates(
  before: readonly PublishedEstimate[],
  after: readonly PublishedEstimate[]
): Change[] {
  const found = new Map(after.map((estimate) => [estimate.id, estimate]));
  const known = new Set(before.map(({id}) => id));
  const changes = before.flatMap((estimate) => changeOf(estimate, found.get(estimate.id) ?? null));
  return [
    ...changes,
    ...after.filter(({id}) => !known.has(id)).flatMap((estimate) => changeOf(null, estimate))
  ];
}

function changeOf(a: PublishedEstimate | null, b: PublishedEstimate | null): Change[] {
  const {id, kind, unit} = (b ?? a)!;
  const change = {id, kind, ...(unit ? {unit} : {}), old: a, new: b};
  if (!a || !b) return [{...change, delta: null, deltaOverSe: null, flags: [a ? "removed" : "added"]}];
  if (same(a, b)) return [];
  const flags: Flag[] = [];
  if (a.withheld === undefined && b.withheld !== undefined) flags.push("newly withheld");
  if (a.withheld !== undefined && b.withheld === undefined) flags.push("newly published");
  const delta = a.value === null || b.value === null ? null : b.value - a.value;
  const none = b.none ?? a.none;
  if (delta !== null && none !== undefined) {
    if ((a.value! - none) * (b.value! - none) < 0) flags.push("sign");
    if (excludes(a, none) !== excludes(b, none)) flags.push("crosses null");
    if (outside(b.value!, a)) flags.push("outside the old interval");
  }
  const se = standardError(a);
  return [{...change, delta, deltaOverSe: delta === null || se === null ? null : delta / se, flags}];
}

/** Whether two published numbers are the same in all that is published of them. */
export function same(a: PublishedEstimate, b: PublishedEstimate): boolean {
  return (["value", "withheld", "lower", "upper", "p"] as const).every((part) =>
    Object.is(a[part] ?? null, b[part] ?? null)
  );
}

/** Whether the interval leaves out the value of no effect; a bound that is not determined leaves nothing out. */
function excludes({lower, upper}: PublishedEstimate, none: number): boolean {
  return (typeof lower === "number" && lower > none) || (typeof upper === "number" && upper < none);
}

function outside(value: number, {lower, upper}: PublishedEstimate): boolean {
  return (typeof lower === "number" && value < lower) || (typeof upper === "number" && value > upper);
}

/** Half the width of the interval over the normal quantile of its level (95 % where none is said). */
function standardError({lower, upper, level = 0.95}: PublishedEstimate): number | null {
  if (typeof lower !== "number" || typeof upper !== "number" || upper <= lower) return null;
  const quantile = quantiles.find(([of]) => Math.abs(of - level) < 1e-9)?.[1];
  return quantile === undefined ? null : (upper - lower) / (2 * quantile);
}

/** Two-sided quantiles of the normal distribution at the levels that reports use. */
const quantiles = [
  [0.9, 1.6448536269514722],
  [0.95, 1.959963984540054],
  [0.99, 2.5758293035489004]
] as const;
