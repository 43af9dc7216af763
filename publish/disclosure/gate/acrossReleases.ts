import type {Provenance, Report} from "../../../src/stats/result/report.js";
import {estimates} from "../../release/estimates.js";
import type {CountCell} from "../countCells.js";
import {overlap} from "../countCells.js";
import type {Range} from "../publishedCount.js";
import type {CountSystem} from "../relations.js";

/** Two counts at one place of a report in two releases; of two that grew, the one that can be no greater first. */
export type Pair = readonly [number, number];

/** What a reader will suppose of one item that two releases show, and cannot know. */
export interface Supposition {
  report: string;
  item: string;
  /** The counts are the same; or the second holds the children of the first and those who came since. */
  kind: "same" | "grown";
  pairs: Pair[];
}

/** What the counts of several releases have to do with each other. */
export interface Across {
  /** Counts that are certainly the same: from the same tables, by the same code, with the same parameters. */
  same: Pair[];
  supposed: Supposition[];
}

/**
 * How the counts of several releases hang together. Where a report has the inputs of an earlier one, its
 * counts are the earlier ones. Where its code or parameters are others, but its tables have no more rows than
 * before, an item is supposed to be as it was if no number that both show of it differs: a correction that
 * concerns it would be seen. Where tables grew, the children of before are supposed to be among those of now,
 * unless a count of the item has become less.
 *
 * @param releases the reports of each release, the oldest first; ids in `cells` bear the number of their
 *   release before a colon.
 * Witness: by hand in test/publish/disclosure/gate/countAttack.test.ts.
 */
export function acrossReleases(
  releases: readonly (readonly Report[])[],
  cells: readonly CountCell[],
  {count, ranges}: Pick<CountSystem, "count" | "ranges">
): Across {
  const items = placesByItem(cells, count);
  const across: Across = {same: [], supposed: []};
  releases.forEach((reports, k) => {
    for (const report of reports) {
      const earlier = releases
        .slice(0, k)
        .flatMap((list, release) => list.filter(({id}) => id === report.id).map((one) => ({one, release})))
        .reverse();
      const twin = earlier.find(({one}) => inputsOf(one) === inputsOf(report));
      const last = twin ?? earlier[0];
      if (!last || !report.provenance || !last.one.provenance) continue;
      const grew = growth(last.one.provenance, report.provenance);
      if (Number.isNaN(grew)) continue;
      for (const item of Object.keys(report.items)) {
        const before = items.get(`${last.release}:${report.id}\u0000${item}`);
        const now = items.get(`${k}:${report.id}\u0000${item}`);
        if (!before || !now) continue;
        const both = [...now].flatMap(([place, own]): Pair[] =>
          before.has(place) ? [[before.get(place)!, own]] : []
        );
        if (twin) {
          across.same.push(...both.filter(([a, b]) => a !== b && overlap(ranges[a], ranges[b])));
          continue;
        }
        const pairs = grew < 0 ? both.map(([a, b]): Pair => [b, a]) : both;
        if (grew === 0 ? sameNumbers(last.one, report, item) : pairs.every((pair) => mayGrow(pair, ranges)))
          across.supposed.push({report: report.id, item, kind: grew === 0 ? "same" : "grown", pairs});
      }
    }
  });
  return across;
}

/** The number in the system of each count by its place in its item, the items by release, report and name. */
function placesByItem(cells: readonly CountCell[], count: readonly number[]) {
  const items = new Map<string, Map<string, number>>();
  cells.forEach(({report, item, series, column, kind, texts, row}, i) => {
    const key = `${report}\u0000${item}`;
    const places = items.get(key) ?? new Map<string, number>();
    items.set(key, places);
    const place = [series, column, kind, ...(texts.length > 0 ? texts : [row])].join("\u0000");
    let own = place;
    for (let k = 2; places.has(own); ++k) own = `${place}\u0000${k}`;
    places.set(own, count[i]);
  });
  return items;
}

function inputsOf({provenance}: Report): string {
  const {extract, code, parameters, seed} = provenance ?? {};
  return JSON.stringify([extract?.tables, code, parameters, seed]);
}

/** 1 where every table that both read has as many rows or more, −1 or fewer, 0 where all have as many; NaN else. */
function growth(before: Provenance, now: Provenance): number {
  const rows = new Map(before.extract.tables.map(({name, rows}) => [name, rows]));
  const signs = now.extract.tables.map((table) =>
    Math.sign(table.rows - (rows.get(table.name) ?? table.rows))
  );
  const [least, most] = [Math.min(0, ...signs), Math.max(0, ...signs)];
  return least < 0 && most > 0 ? Number.NaN : least + most;
}

function mayGrow([less, more]: Pair, ranges: readonly Range[]): boolean {
  return ranges[less].lower <= ranges[more].upper;
}

/** Whether no number that two reports publish of an item differs. */
function sameNumbers(a: Report, b: Report, item: string): boolean {
  const [before, now] = [a, b].map((report) => estimates({...report, items: {[item]: report.items[item]}}));
  const found = new Map(before.map((estimate) => [estimate.id, estimate]));
  return now.every((is) => {
    const was = found.get(is.id);
    return (["value", "lower", "upper", "p"] as const).every(
      (part) => typeof was?.[part] !== "number" || typeof is[part] !== "number" || was[part] === is[part]
    );
  });
}
