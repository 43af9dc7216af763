import type {Policy} from "../../policy.js";
import {attack} from "../attack.js";
import type {LinearSystem, Relation} from "../linearSystem.js";
import type {Range} from "../publishedCount.js";
import type {Pair, Supposition} from "./acrossReleases.js";

/** What suppositions leave of counts. */
export interface Supposed {
  /** The withheld counts of each report that a supposition concerns, with the narrowest range that is left. */
  known: Map<number, Range>;
  /** By how much a count may have grown, for each that may have grown by fewer than the policy's threshold. */
  grown: {number: number; range: Range}[];
}

/** That two counts are one. */
export function equality([a, b]: Pair): Relation {
  return {
    terms: [
      [a, 1],
      [b, -1]
    ],
    lower: 0,
    upper: 0
  };
}

/**
 * Attacks counts by what a reader supposes of several releases: by all suppositions together; where those
 * of a report contradict what is published, by those of each of its items; where these do, by none.
 *
 * @param system what is certain; it must be consistent where `numbers` are.
 * @param withheld the withheld counts of each report, by its id.
 */
export function attackSupposed(
  system: LinearSystem,
  suppositions: readonly Supposition[],
  withheld: ReadonlyMap<string, readonly number[]>,
  policy: Policy
): Supposed {
  const result: Supposed = {known: new Map(), grown: []};
  attackBy(suppositions);
  return result;

  function attackBy(some: readonly Supposition[]): void {
    if (some.length === 0) return;
    try {
      add(some);
    } catch {
      const reports = [...new Set(some.map(({report}) => report))];
      if (reports.length > 1) for (const id of reports) attackBy(some.filter(({report}) => report === id));
      else if (some.length > 1) for (const one of some) attackBy([one]);
    }
  }

  /** @throws Error when the suppositions contradict what is published. */
  function add(some: readonly Supposition[]): void {
    const ranges = [...system.ranges];
    const relations = [...system.relations];
    const growths: {number: number; growth: number}[] = [];
    for (const {kind, pairs} of some)
      for (const [a, b] of pairs) {
        if (a === b) continue;
        if (kind === "same") {
          relations.push(equality([a, b]));
          continue;
        }
        const growth = ranges.push({lower: 0, upper: Infinity}) - 1;
        relations.push({
          terms: [
            [b, 1],
            [a, -1],
            [growth, -1]
          ],
          lower: 0,
          upper: 0
        });
        if (ranges[b].lower - ranges[a].upper < policy.threshold) growths.push({number: b, growth});
      }
    const asked = [...new Set(some.map(({report}) => report))].flatMap(
      (report) => withheld.get(report) ?? []
    );
    const found = attack({ranges, relations}, [...asked, ...growths.map(({growth}) => growth)]);
    asked.forEach((number, k) => {
      const before = result.known.get(number);
      if (!before || width(found[k]) < width(before)) result.known.set(number, found[k]);
    });
    growths.forEach(({number}, k) => {
      result.grown.push({number, range: found[asked.length + k]});
    });
  }
}

function width({lower, upper}: Range): number {
  return upper - lower;
}
