import {xoroshiro128plus} from "pure-rand/generator/xoroshiro128plus";
import {expect, test} from "vitest";
import {attack} from "../../../publish/disclosure/attack.js";
import type {Relation} from "../../../publish/disclosure/linearSystem.js";
import {type Suppressible, suppress} from "../../../publish/disclosure/suppress.js";

const threshold = 10;
const width = 4;

interface Margins {
  counts: Suppressible[];
  relations: Relation[];
  /** The counts of each row and column of the table. */
  lines: number[][];
}

/** A table of counts with its margins; `base` 1 publishes exact counts. */
function margins(values: number[][], base: number): Margins {
  const rows = values.length;
  const columns = values[0].length;
  const all = [...values.map((row) => [...row, sum(row)])];
  all.push(Array.from({length: columns + 1}, (_, j) => sum(all.map((row) => row[j]))));
  const at = (i: number, j: number) => i * (columns + 1) + j;
  const counts = all.flatMap((row, i) =>
    row.map((value, j): Suppressible => {
      const lower = Math.ceil(Math.round(value / base) * base - base / 2);
      const margin = i === rows || j === columns;
      return {
        shown: {lower, upper: lower + base - 1},
        hidden:
          value > 0 && value < threshold ? {lower: 1, upper: threshold - 1} : {lower: 1, upper: Infinity},
        small: value > 0 && value < threshold,
        cost: value === 0 || margin ? Infinity : 1
      };
    })
  );
  const line = (parts: number[], total: number): Relation => ({
    terms: [...parts.map((part) => [part, 1] as const), [total, -1] as const],
    lower: 0,
    upper: 0
  });
  const across = Array.from({length: rows + 1}, (_, i) => Array.from({length: columns}, (_, j) => at(i, j)));
  const down = Array.from({length: columns + 1}, (_, j) => Array.from({length: rows}, (_, i) => at(i, j)));
  return {
    counts,
    relations: [
      ...across.map((parts, i) => line(parts, at(i, columns))),
      ...down.map((parts, j) => line(parts, at(rows, j)))
    ],
    lines: [...across.slice(0, rows), ...down.slice(0, columns)]
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function narrowest({counts, relations}: Margins, withheld: readonly boolean[]): number {
  const ranges = counts.map(({shown, hidden}, i) => (withheld[i] ? hidden : shown));
  const small = [...counts.keys()].filter((i) => counts[i].small);
  return Math.min(...attack({ranges, relations}, small).map(({lower, upper}) => upper - lower));
}

/** The simple rule: while a small count is exposed, the smallest count shown in its row or column is withheld too. */
function greedy(table: Margins, values: number[]): boolean[] | null {
  const withheld = table.counts.map(({small}) => small);
  const small = [...table.counts.keys()].filter((i) => table.counts[i].small);
  for (;;) {
    const ranges = table.counts.map(({shown, hidden}, i) => (withheld[i] ? hidden : shown));
    const left = attack({ranges, relations: table.relations}, small);
    const k = left.findIndex(({lower, upper}) => upper - lower < width);
    if (k < 0) return withheld;
    const near = table.lines.filter((line) => line.includes(small[k])).flat();
    const shown = (list: readonly number[]) =>
      list
        .filter((i) => !withheld[i] && Number.isFinite(table.counts[i].cost))
        .sort((a, b) => values[a] - values[b])[0];
    const next = shown(near) ?? shown([...table.counts.keys()]);
    if (next === undefined) return null;
    withheld[next] = true;
  }
}

function lost(withheld: readonly boolean[]): number {
  return withheld.filter(Boolean).length;
}

function randomTables(number: number): number[][][] {
  const random = xoroshiro128plus(20_261_124);
  const below = (n: number) => (random.next() >>> 0) % n;
  return Array.from({length: number}, () => {
    const [rows, columns] = [3 + below(4), 3 + below(4)];
    return Array.from({length: rows}, () =>
      Array.from({length: columns}, () => (below(4) === 0 ? 1 + below(9) : 10 + below(90)))
    );
  });
}

for (const [base, what] of [
  [1, "exact margins"],
  [5, "rounded counts"]
] as const)
  test(`suppress loses no more cells than the greedy rule on 60 random tables with ${what} and protects them all (law)`, () => {
    let [ours, theirs] = [0, 0];
    for (const values of randomTables(60)) {
      const table = margins(values, base);
      if (!table.counts.some(({small}) => small)) continue;
      const other = greedy(table, flat(values));
      if (other === null) {
        expect(() => suppress(table.counts, table.relations, width)).toThrow("cells to withhold must exist");
        continue;
      }
      const withheld = suppress(table.counts, table.relations, width);
      expect(narrowest(table, withheld)).toBeGreaterThanOrEqual(width);
      expect(lost(withheld)).toBeLessThanOrEqual(lost(other));
      ours += lost(withheld);
      theirs += lost(other);
    }
    expect(ours).toBeLessThan(theirs);
  });

function flat(values: number[][]): number[] {
  const all = values.map((row) => [...row, sum(row)]);
  return [
    ...all.flat(),
    ...Array.from({length: values[0].length + 1}, (_, j) => sum(all.map((row) => row[j])))
  ];
}

test("suppress is as cheap as the best of all choices (law)", () => {
  for (const values of [
    [
      [4, 20, 31],
      [15, 12, 40],
      [22, 33, 11]
    ],
    [
      [4, 20, 31],
      [15, 3, 40],
      [22, 33, 11]
    ],
    [
      [9, 9, 31],
      [15, 50, 40],
      [22, 33, 2]
    ]
  ]) {
    const table = margins(values, 1);
    const free = [...table.counts.keys()].filter((i) => !table.counts[i].small && table.counts[i].cost === 1);
    let best = Infinity;
    for (let choice = 0; choice < 2 ** free.length; ++choice) {
      const withheld = table.counts.map(({small}) => small);
      free.forEach((i, k) => {
        withheld[i] = ((choice >> k) & 1) === 1;
      });
      if (lost(withheld) < best && narrowest(table, withheld) >= width) best = lost(withheld);
    }
    expect(lost(suppress(table.counts, table.relations, width))).toBe(best);
  }
});

test("suppress withholds nothing more where rounding protects already (by hand)", () => {
  // 4 of 4 + 20 + 31 = 55: shown are 20, 30 and 55, so that 1 to 9 all remain possible.
  const [total, small, a, b] = [55, 4, 20, 31].map((value): Suppressible => {
    const lower = Math.round(value / 5) * 5 - 2;
    return {
      shown: {lower, upper: lower + 4},
      hidden: {lower: 1, upper: value < 10 ? 9 : Infinity},
      small: value < 10,
      cost: 1
    };
  });
  const relation: Relation = {
    terms: [
      [0, -1],
      [1, 1],
      [2, 1],
      [3, 1]
    ],
    lower: 0,
    upper: 0
  };
  expect(suppress([total, small, a, b], [relation], width)).toEqual([false, true, false, false]);
});
