import type {Report, Withheld} from "../../src/stats/result/report.js";
import type {Policy} from "../policy.js";
import {type CountCell, countCells} from "./countCells.js";
import {publishedCount, type Range, rangeOf} from "./publishedCount.js";
import {relate} from "./relations.js";
import {suppress} from "./suppress.js";

/** What is published of each count of a report, by the place where it stands. */
export interface PublishedCounts {
  /** A count by itself, or that an estimate rests on. */
  alone(item: string): number | Withheld | undefined;
  /** A count in a table. */
  cell(item: string, series: string, row: number, column: number): number | Withheld | undefined;
}

/**
 * The counts of a report as they are published: small ones withheld as `<10`, and with them as few others as
 * keep the sums of all its tables from giving one away, as `·`; the rest rounded.
 */
export function publishedCounts(report: Report, policy: Policy): PublishedCounts {
  const counts = countCells([report]);
  const {cells} = counts;
  const exact = cells.map(
    ({value}): Range => (typeof value === "number" ? {lower: value, upper: value} : anything)
  );
  const system = relate(counts, exact);
  const places = system.ranges.map((): CountCell[] => []);
  cells.forEach((cell, i) => {
    places[system.count[i]].push(cell);
  });
  const withheld = suppress(
    places.map((at, i) => suppressible(at, system.ranges[i].lower, policy)),
    system.relations,
    policy.width
  );
  const published = new Map<string, number | Withheld>();
  cells.forEach(({item, series, row, column, value}, i) => {
    const own = typeof value === "number" ? publishedCount(value, policy) : value;
    const hidden = withheld[system.count[i]] && typeof own === "number";
    published.set(place(item, series, row, column), hidden ? {withheld: "·"} : own);
  });
  return {
    alone: (item) => published.get(place(item, "", -1, -1)),
    cell: (item, series, row, column) => published.get(place(item, series, row, column))
  };
}

const anything: Range = {lower: 0, upper: Infinity};

function place(item: string, series: string, row: number, column: number): string {
  return [item, series, row, column].join("\u0000");
}

/** A sum that nobody publishes by itself is known to be anything; a count that a text rests on is a dear loss. */
function suppressible(at: readonly CountCell[], exact: number, policy: Policy) {
  if (at.length === 0) return {shown: anything, hidden: anything, small: false, cost: Infinity};
  if (typeof at[0].value !== "number")
    return {shown: anything, hidden: anything, small: false, cost: Infinity};
  const own = publishedCount(exact, policy);
  const small = typeof own !== "number";
  return {
    shown: rangeOf(own, policy),
    hidden: rangeOf(small ? own : {withheld: "·"}, policy),
    small,
    cost:
      exact === 0 ? Infinity : at.reduce((sum, {row}) => sum + (row < 0 ? 1000 : 1), 0) * (1 + 1e-7 * exact)
  };
}
