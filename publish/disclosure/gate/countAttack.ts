import type {Report, Withheld} from "../../../src/stats/result/report.js";
import type {Policy} from "../../policy.js";
import {attack} from "../attack.js";
import {type CountCell, countCells, overlap} from "../countCells.js";
import {type Range, rangeOf, roundTo} from "../publishedCount.js";
import {type CountSystem, relate} from "../relations.js";
import type {GateFinding} from "./finding.js";

/** What an attack on all released counts came to. */
export interface AttackResult {
  findings: GateFinding[];
  /** Counts, sums among them, and small counts that are withheld. */
  counts: number;
  sums: number;
  withheld: number;
  /** Highest less lowest possible value of the withheld count that is known best; `null` where none is withheld. */
  narrowest: number | null;
}

/**
 * All released counts as one linear system, rounded ones as ranges: what each withheld count may still be.
 * One with fewer possible values than the policy asks is a finding. Reports of several releases are attacked
 * together: where they come from the same tables of an extract, the same place is the same count.
 *
 * @param releases the reports of each release; one where there is none but the present.
 */
export function countAttack(releases: readonly (readonly Report[])[], policy: Policy): AttackResult {
  const reports = releases.flatMap((list, k) =>
    list.filter(({provenance}) => provenance !== null).map((report) => ({...report, id: `${k}:${report.id}`}))
  );
  const counts = countCells(reports);
  const {cells} = counts;
  const system = relate(
    counts,
    cells.map(({value}) => knownRange(value, policy))
  );
  const same = sameAcross(cells, releases, system);
  const relations = [
    ...system.relations,
    ...same.map(([a, b]) => ({
      terms: [
        [a, 1],
        [b, -1]
      ] as const,
      lower: 0,
      upper: 0
    }))
  ];
  const small = [...cells.keys()].filter((i) => isSmall(cells[i].value));
  const numbers = [...new Set(small.map((i) => system.count[i]))];
  const places = (number: number) =>
    small.filter((i) => system.count[i] === number).map((i) => placeOf(cells[i]));
  const ranges = attackApart({ranges: system.ranges, relations}, numbers);
  const bare = cells
    .filter(({value}) => typeof value === "number" && !isPublishable(value, policy))
    .map(
      (cell): GateFinding => ({
        part: "attack",
        where: placeOf(cell),
        what: `holds a count that is not as the policy publishes it: none but 0 below ${policy.threshold}, others a multiple of ${policy.roundTo}`
      })
    );
  const narrow = numbers.flatMap((number, k): GateFinding[] => {
    const range = ranges[k];
    if (range === null)
      return [
        {
          part: "attack",
          where: places(number)[0],
          what: "stands in sums that contradict each other: one of them is not what it seems"
        }
      ];
    const {lower, upper} = range;
    if (upper - lower >= policy.width) return [];
    const what = `is withheld, yet the sums leave only ${lower} to ${upper}; the policy asks for a range of ${policy.width}`;
    return [{part: "attack", where: places(number)[0], what}];
  });
  const widths = ranges.flatMap((range) => (range ? [range.upper - range.lower] : []));
  return {
    findings: [...bare, ...narrow],
    counts: cells.length,
    sums: relations.length,
    withheld: numbers.length,
    narrowest: widths.length > 0 ? Math.min(...widths) : null
  };
}

/** Ranges by `attack`; where the whole is contradictory, each by itself, `null` for those that are. */
function attackApart(system: Parameters<typeof attack>[0], numbers: readonly number[]) {
  try {
    return attack(system, numbers);
  } catch {
    return numbers.map((number) => {
      try {
        return attack(system, [number])[0];
      } catch {
        return null;
      }
    });
  }
}

/** What a reader knows of a count; one that is not rounded is known. */
function knownRange(value: number | Withheld, policy: Policy): Range {
  return typeof value === "number" && !isPublishable(value, policy)
    ? {lower: value, upper: value}
    : rangeOf(value, policy);
}

function isPublishable(value: number, policy: Policy): boolean {
  if (value === 0) return policy.zeros === "publish";
  return value % policy.roundTo === 0 && value >= roundTo(policy.threshold, policy.roundTo);
}

function isSmall(value: number | Withheld): boolean {
  return typeof value === "object" && value.withheld.startsWith("<");
}

function placeOf({report, item, series, texts}: CountCell): string {
  return `${report.replace(/^\d+:/, "")}#${item}${series && ` (${series})`}${texts.length > 0 ? `, ${texts.join(", ")}` : ""}`;
}

/** Pairs of counts at one place of one report in two releases that were made from the same tables. */
function sameAcross(
  cells: readonly CountCell[],
  releases: readonly (readonly Report[])[],
  {count, ranges}: CountSystem
): [number, number][] {
  const seen = new Map<string, number>();
  const pairs: [number, number][] = [];
  const tables = releases.map((list) => new Map(list.map((report) => [report.id, madeFrom(report)])));
  cells.forEach(({report, item, series, column, kind, texts, row}, i) => {
    const [, release, id] = /^(\d+):(.*)$/.exec(report)!;
    const place = [
      id,
      tables[Number(release)].get(id),
      item,
      series,
      column,
      kind,
      ...(texts.length > 0 ? texts : [row])
    ].join("\u0000");
    const before = seen.get(place);
    if (before === undefined) seen.set(place, count[i]);
    else if (before !== count[i] && overlap(ranges[before], ranges[count[i]])) pairs.push([before, count[i]]);
  });
  return pairs;
}

function madeFrom({provenance}: Report): string {
  return JSON.stringify(provenance?.extract.tables);
}
