import type {Report, Withheld} from "../../../src/stats/result/report.js";
import type {Policy} from "../../policy.js";
import {attack} from "../attack.js";
import {type CountCell, countCells} from "../countCells.js";
import {type Range, rangeOf, roundTo} from "../publishedCount.js";
import {relate} from "../relations.js";
import {acrossReleases} from "./acrossReleases.js";
import {attackSupposed, equality} from "./attackSupposed.js";
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
 * together, first by what is certain of them, then by what a reader will suppose (`acrossReleases`); there the
 * number of children who came since an earlier release is attacked as well. Suppositions that contradict the
 * published counts are none: they find nothing. Where taking rows with the same texts for one count leaves out a
 * sum, the tables of that report are attacked without it as well. Of how many came rounding leaves a range of 8 where it rounds to
 * 5; sums may narrow it, and a finding it is where they tell the very number.
 *
 * @param releases the reports of each release, the oldest first; one where there is none but the present.
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
  const {same, supposed} = acrossReleases(releases, cells, system);
  const certain = {ranges: system.ranges, relations: [...system.relations, ...same.map(equality)]};
  const small = smallCounts(cells, system.count);
  const numbers = [...small.keys()];
  const ranges = attackApart(certain, numbers);
  const findings = cells
    .filter(({value}) => typeof value === "number" && !isPublishable(value, policy))
    .map(
      (cell): GateFinding => ({
        part: "attack",
        where: placeOf(cell),
        what: `holds a count that is not as the policy publishes it: none but 0 below ${policy.threshold}, others a multiple of ${policy.roundTo}`
      })
    );
  const isNarrow = ({lower, upper}: Range) => upper - lower < policy.width;
  const find = (cell: CountCell, what: string) => findings.push({part: "attack", where: placeOf(cell), what});
  const leaves = ({lower, upper}: Range) =>
    `only ${lower} to ${upper}; the policy asks for a range of ${policy.width}`;
  const left = new Map<string, number[]>();
  numbers.forEach((number, k) => {
    const [cell, range] = [small.get(number)!, ranges[k]];
    if (range === null)
      find(cell, "stands in sums that contradict each other: one of them is not what it seems");
    else if (isNarrow(range)) find(cell, `is withheld, yet the sums leave ${leaves(range)}`);
    else left.set(idOf(cell), [...(left.get(idOf(cell)) ?? []), number]);
  });
  for (const report of reports.filter(({id}) => system.doubted.has(id)))
    for (const {cell, range} of attackUnlinked(report, policy))
      if (range && isNarrow(range) && !findings.some(({where}) => where === placeOf(cell)))
        find(cell, `is withheld, yet the sums of its own tables leave ${leaves(range)}`);
  const {known, grown} = attackSupposed(certain, supposed, left, policy);
  for (const [number, range] of known)
    if (isNarrow(range)) find(small.get(number)!, `is withheld, yet another release leaves ${leaves(range)}`);
  for (const {number, range} of grown)
    if (range.lower > 0 && range.upper < policy.threshold && range.lower === range.upper)
      find(
        cells[system.count.indexOf(number)],
        `has grown by ${range.lower} since another release: rounding hides nothing of it`
      );
  const widths = ranges.flatMap((range) => (range ? [range.upper - range.lower] : []));
  return {
    findings,
    counts: cells.length,
    sums: certain.relations.length,
    withheld: numbers.length,
    narrowest: widths.length > 0 ? Math.min(...widths) : null
  };
}

/** The first cell of each withheld small count, by its number. */
function smallCounts(cells: readonly CountCell[], count: readonly number[]): Map<number, CountCell> {
  const small = new Map<number, CountCell>();
  cells.forEach((cell, i) => {
    if (isSmall(cell.value) && !small.has(count[i])) small.set(count[i], cell);
  });
  return small;
}

/**
 * A report by itself, no row of one table taken for that of another: rows with the same texts may be of other
 * children, and a sum that would give a count away must not go unseen for that.
 */
function attackUnlinked(report: Report, policy: Policy): {cell: CountCell; range: Range | null}[] {
  const counts = countCells([report]);
  const ranges = counts.cells.map(({value}) => knownRange(value, policy));
  const system = relate(counts, ranges, {linked: false});
  const small = smallCounts(counts.cells, system.count);
  const found = attackApart(system, [...small.keys()]);
  return [...small.values()].map((cell, k) => ({cell, range: found[k]}));
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

/** The report's id without the number of its release. */
function idOf({report}: CountCell): string {
  return report.replace(/^\d+:/, "");
}

function placeOf(cell: CountCell): string {
  const {item, series, texts} = cell;
  return `${idOf(cell)}#${item}${series && ` (${series})`}${texts.length > 0 ? `, ${texts.join(", ")}` : ""}`;
}
