import type {CountCell, Counts, CountTable} from "./countCells.js";
import {overlap, sumOf} from "./countCells.js";
import type {LinearSystem, Relation} from "./linearSystem.js";
import type {Range} from "./publishedCount.js";

/** Counts as one linear system: `count[i]` is the number in the system of cell i. */
export interface CountSystem extends LinearSystem {
  count: number[];
  /**
   * Reports in which a sum that their tables allow by themselves was left out, for it cannot hold when rows with the
   * same texts are one count: either may be wrong, so that the sums must be looked at without that too.
   */
  doubted: Set<string>;
}

/**
 * The sums that a reader can set up from the layout of tables, as far as the ranges of the counts allow them:
 * the same row of two tables is one count; the rows of a partition add up to one total; a row or column that
 * says "all" is the sum of the others; each line of a flow chart is the one before less those left out; a
 * total is the report's count of that kind; "without X" is all but X. With exact counts as ranges a sum is
 * found where it holds; with published ranges where it may hold.
 *
 * @param ranges of each cell.
 * @param linked whether the same row of two tables is one count.
 */
export function relate(
  {cells, tables}: Counts,
  ranges: readonly Range[],
  {linked = true}: {linked?: boolean} = {}
): CountSystem {
  const count = linked ? linkCells(cells, ranges) : cells.map((_, i) => i);
  const doubted = new Set<string>();
  const size = Math.max(-1, ...count) + 1;
  const own: Range[] = Array.from({length: size}, () => ({lower: 0, upper: Infinity}));
  cells.forEach((_, i) => {
    const at = own[count[i]];
    own[count[i]] = {lower: Math.max(at.lower, ranges[i].lower), upper: Math.min(at.upper, ranges[i].upper)};
  });
  const relations: Relation[] = [];
  const equal = (total: number, parts: readonly number[]) => {
    const terms = new Map<number, number>([[total, -1]]);
    for (const part of parts) terms.set(count[part], (terms.get(count[part]) ?? 0) + 1);
    relations.push({terms: [...terms].filter(([, times]) => times !== 0), lower: 0, upper: 0});
  };
  const sums = (parts: readonly number[]) => ({
    known: sumOf(parts.map((i) => own[count[i]])),
    alone: sumOf(parts.map((i) => ranges[i]))
  });
  /** Whether cells may add up to another; what they would, were each a count of its own, is kept in mind. */
  const fits = (total: number, parts: readonly number[]) => {
    const {known, alone} = sums(parts);
    const may = overlap(own[count[total]], known);
    if (!may && overlap(ranges[total], alone)) doubted.add(cells[total].report);
    return may;
  };
  const totals = (report: string, kind: string) =>
    cells.flatMap((cell, i) => (cell.report === report && cell.kind === kind && cell.row < 0 ? [i] : []));

  for (const table of tables) {
    if (isFlow(table)) {
      flow(table);
      continue;
    }
    table.data.columns.forEach((column, j) => {
      if (column.type === "count") for (const part of partsOf(table, j)) addUp(table, part);
    });
    shareTotals(table);
    addAcross(table);
    without(table);
  }
  return {ranges: own, relations, count, doubted};

  function flow(table: CountTable): void {
    const at = (name: string) => table.data.columns.findIndex((column) => column.name === name);
    const [excluded, remaining] = [at("excluded"), at("remaining")];
    for (let i = 1; i < table.data.rows.length; ++i) {
      const [before, now, out] = [
        table.cells[i - 1][remaining],
        table.cells[i][remaining],
        table.cells[i][excluded]
      ];
      if (before >= 0 && now >= 0) equal(count[before], out < 0 ? [now] : [now, out]);
    }
    const end = table.cells.at(-1)?.[remaining] ?? -1;
    for (const total of totals(table.report, "children"))
      if (end >= 0 && fits(total, [end])) equal(count[total], [end]);
  }

  /** Rows that may add up to a row of their own, or else to a count that the report gives by itself. */
  function addUp(table: CountTable, part: readonly number[]): void {
    const whole = part.filter((i) => cells[i].texts.some((text) => /^(all|total|together)\b/i.test(text)));
    const parts = part.filter((i) => !whole.includes(i));
    if (parts.length < 2) return;
    const wholes = whole.length > 0 ? whole : totals(table.report, cells[part[0]].kind);
    for (const total of wholes) if (fits(total, parts)) equal(count[total], parts);
  }

  /** Parts of one column that may have the same total, such as each characteristic of the same children. */
  function shareTotals(table: CountTable): void {
    if (table.data.partition === undefined) return;
    table.data.columns.forEach((column, j) => {
      if (column.type !== "count") return;
      const parts = partsOf(table, j);
      if (parts.length < 2) return;
      const all = parts.map(sums);
      const agree = (of: "known" | "alone") => all.every((a) => all.every((b) => overlap(a[of], b[of])));
      if (!agree("known")) {
        if (agree("alone")) doubted.add(table.report);
        return;
      }
      const total = own.push({lower: 0, upper: Infinity}) - 1;
      for (const part of parts) equal(total, part);
    });
  }

  function addAcross(table: CountTable): void {
    const columns = [...table.data.columns.keys()].filter((j) => table.data.columns[j].type === "count");
    const sum = columns.find((j) => /^(all|total|together)$/i.test(table.data.columns[j].label));
    if (sum === undefined || columns.length < 3) return;
    const rows = table.cells.map((row) => ({
      total: row[sum],
      parts: columns.filter((j) => j !== sum).map((j) => row[j])
    }));
    const whole = rows.filter(({total, parts}) => total >= 0 && parts.every((part) => part >= 0));
    if (whole.every(({total, parts}) => fits(total, parts)))
      for (const {total, parts} of whole) equal(count[total], parts);
  }

  function without(table: CountTable): void {
    for (const row of table.cells)
      for (const i of row) {
        if (i < 0) continue;
        const left = cells[i].texts.map((text) => /^without (.+)$/.exec(text)?.[1]).find(Boolean);
        if (left === undefined) continue;
        const named = cells.findIndex(
          ({report, kind, texts}) =>
            report === table.report && kind === cells[i].kind && texts.at(-1) === left
        );
        for (const total of totals(table.report, cells[i].kind))
          if (named >= 0 && fits(total, [i, named])) equal(count[total], [i, named]);
      }
  }
}

/** The same number for cells of different tables that have the same kind, texts and, as far as known, value. */
function linkCells(cells: readonly CountCell[], ranges: readonly Range[]): number[] {
  const seen = new Map<string, {number: number; range: Range; table: string}[]>();
  let next = 0;
  return cells.map((cell, i) => {
    const {report, kind, texts, item, series, column} = cell;
    const key = [report, kind, ...texts].join("\u0000");
    const table = `${item} ${series} ${column}`;
    const known = seen.get(key) ?? [];
    const same = known.find((other) => other.table !== table && overlap(other.range, ranges[i]));
    const number = same ? same.number : next++;
    seen.set(key, [...known, {number, range: ranges[i], table}]);
    return number;
  });
}

function isFlow({data: {columns}}: CountTable): boolean {
  return ["excluded", "remaining"].every((name) => columns.some((column) => column.name === name));
}

/** The cells of a column in the groups that the table's partition makes. */
function partsOf({data, cells}: CountTable, j: number): number[][] {
  const by = data.columns.findIndex(({name}) => name === data.partition);
  const parts = new Map<unknown, number[]>();
  cells.forEach((row, i) => {
    if (row[j] < 0) return;
    const key = by < 0 ? "" : data.rows[i][by];
    parts.set(key, [...(parts.get(key) ?? []), row[j]]);
  });
  return [...parts.values()];
}
