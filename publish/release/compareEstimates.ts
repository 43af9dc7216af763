import type {PublishedEstimate} from "./estimates.js";

/** How a published number came out when it was computed again. */
export interface Verdict {
  id: string;
  verdict: "bit" | "numeric" | "failed";
  /** Largest relative difference over the number and its interval and p-value; absent where it has none. */
  difference?: number;
  /** Why it failed. */
  because?: string;
}

/** What an attempt to compute a release again gave, over all its numbers. */
export interface Reproduction {
  level: "bit" | "numeric" | "partial" | "failed";
  compared: number;
  bit: number;
  numeric: number;
  failed: number;
  /** Largest relative difference, and where; zero and `null` where all bits are the same. */
  largest: number;
  worst: string | null;
}

/** Relative difference up to which two numbers count as the same: far below any digit that is shown. */
export const tolerance = 1e-8;

/**
 * A verdict for every published number, the ones that are only in one of the two lists included: the same
 * bits, within `tolerance`, or failed.
 * Witness: by hand in test/publish/release/compareEstimates.test.ts.
 */
export function compareEstimates(
  published: readonly PublishedEstimate[],
  again: readonly PublishedEstimate[]
): Verdict[] {
  const found = new Map(again.map((estimate) => [estimate.id, estimate]));
  const verdicts = published.map((estimate) => verdictOf(estimate, found.get(estimate.id)));
  const known = new Set(published.map(({id}) => id));
  for (const {id} of again)
    if (!known.has(id)) verdicts.push({id, verdict: "failed", because: "not published"});
  return verdicts;
}

/** Counts of verdicts and the worst of them. */
export function summarise(verdicts: readonly Verdict[]): Reproduction {
  const count = (wanted: Verdict["verdict"]) => verdicts.filter(({verdict}) => verdict === wanted).length;
  const [bit, numeric, failed] = [count("bit"), count("numeric"), count("failed")];
  let largest = 0;
  let worst: string | null = verdicts.find(({verdict}) => verdict === "failed")?.id ?? null;
  for (const {id, difference = 0} of verdicts) if (difference > largest) [largest, worst] = [difference, id];
  const level = failed === 0 ? (numeric === 0 ? "bit" : "numeric") : bit + numeric > 0 ? "partial" : "failed";
  return {level, compared: verdicts.length, bit, numeric, failed, largest, worst};
}

function verdictOf(a: PublishedEstimate, b: PublishedEstimate | undefined): Verdict {
  const {id} = a;
  if (!b) return {id, verdict: "failed", because: "not computed any more"};
  if (a.withheld !== b.withheld)
    return {id, verdict: "failed", because: `${told(a)} published, ${told(b)} computed`};
  let largest = 0;
  for (const part of ["value", "lower", "upper", "p"] as const) {
    const [was, is] = [a[part] ?? null, b[part] ?? null];
    if (Object.is(was, is)) continue;
    if (was === null || is === null)
      return {id, verdict: "failed", because: `${part} ${was} published, ${is} computed`};
    const difference = relative(was, is);
    if (difference > tolerance)
      return {id, verdict: "failed", difference, because: `${part} ${was} published, ${is} computed`};
    largest = Math.max(largest, difference);
  }
  return largest === 0 ? {id, verdict: "bit"} : {id, verdict: "numeric", difference: largest};
}

function relative(a: number, b: number): number {
  const scale = Math.max(Math.abs(a), Math.abs(b));
  return scale === 0 ? Number.MIN_VALUE : Math.abs(a - b) / scale;
}

function told({value, withheld}: PublishedEstimate): string {
  return withheld ?? String(value);
}
