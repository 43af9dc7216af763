import {expect, test} from "vitest";
import {type LaggedCell, movedCases} from "../../../src/stats/persontime/movedCases.js";

const cell = (lag: number, from: number, lower: number, upper: number): LaggedCell => ({
  lag,
  from,
  lower,
  upper
});

test("movedCases of two lags with two bands each (by hand)", () => {
  // Above 5 they fall by 17 − 13 at most; below 5 they grow by 18 − 17 at least.
  const [moved] = movedCases([
    cell(0, 0, 13, 17),
    cell(0, 5, 13, 17),
    cell(2, 0, 18, 22),
    cell(2, 5, 13, 17)
  ]);
  expect(moved).toEqual({lags: [0, 2], edges: [5, 5], lower: 1, upper: 4});
});

test("movedCases of edges that differ: from above the lower one to below the higher (by hand)", () => {
  const moved = movedCases([cell(1, 0, 3, 4), cell(1, 2, 6, 7), cell(3, 0, 7, 8), cell(3, 8, 2, 3)]);
  // All edges of the longer lag lie above: 6 to 7 are above 2 at first, 2 to 3 above 8 later; totals 9 to 11.
  expect(moved).toEqual([{lags: [1, 3], edges: [2, 8], lower: 3, upper: 5}]);
});

test("movedCases refuses cells that no cases can have (by hand)", () => {
  expect(() => movedCases([cell(0, 0, 1, 2), cell(5, 0, 4, 5)])).toThrow(
    /^cells must be those of one stratum/
  );
});

const tables: LaggedCell[][] = [
  [cell(0, 0, 1, 3), cell(0, 5, 2, 4), cell(2, 0, 3, 5), cell(2, 5, 1, 2)],
  [cell(0, 0, 1, 3), cell(0, 5, 1, 3), cell(0, 9, 2, 3), cell(2, 0, 2, 4), cell(2, 9, 2, 3)],
  [
    cell(0, 0, 2, 4),
    cell(0, 5, 2, 3),
    cell(2, 0, 3, 4),
    cell(2, 5, 1, 3),
    cell(7, 0, 4, 5),
    cell(7, 3, 1, 2)
  ],
  [cell(1, 0, 1, 2), cell(1, 4, 3, 4), cell(5, 0, 2, 3), cell(5, 4, 1, 3), cell(9, 0, 2, 4), cell(9, 4, 1, 2)]
];
for (const [k, cells] of tables.entries())
  test(`movedCases is what every choice of counts and moves leaves, table ${k + 1} (law)`, () => {
    const expected = bruteForce(cells);
    expect(movedCases(cells)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });

/** Ranges over all counts within theirs whose cases above an edge only fall with the lag and the edge. */
function bruteForce(cells: readonly LaggedCell[]) {
  const lags = [...new Set(cells.map(({lag}) => lag))];
  const nodes = cells.filter(({lag, from}) => cells.some((own) => own.lag === lag && own.from < from));
  const ranges = new Map<
    string,
    {lags: [number, number]; edges: [number, number]; lower: number; upper: number}
  >();
  const above = (counts: readonly number[], lag: number, from: number) =>
    cells.reduce((sum, own, i) => sum + (own.lag === lag && own.from >= from ? counts[i] : 0), 0);
  for (const counts of every(cells)) {
    const totals = lags.map((lag) => above(counts, lag, 0));
    if (totals.some((total) => total !== totals[0])) continue;
    const falls = nodes.every((a) =>
      nodes.every((b) => {
        const orderly = a.from <= b.from && a.lag <= b.lag;
        return !orderly || above(counts, a.lag, a.from) >= above(counts, b.lag, b.from);
      })
    );
    if (!falls) continue;
    for (const a of nodes)
      for (const b of nodes) {
        if (!(a.lag < b.lag && a.from <= b.from)) continue;
        const key = `${a.lag} ${a.from} ${b.lag} ${b.from}`;
        const value = above(counts, a.lag, a.from) - above(counts, b.lag, b.from);
        const known = ranges.get(key);
        ranges.set(key, {
          lags: [a.lag, b.lag],
          edges: [a.from, b.from],
          lower: Math.min(known?.lower ?? Infinity, value),
          upper: Math.max(known?.upper ?? -Infinity, value)
        });
      }
  }
  return nodes.flatMap((a) =>
    nodes.flatMap((b) => {
      const range = ranges.get(`${a.lag} ${a.from} ${b.lag} ${b.from}`);
      return range ? [range] : [];
    })
  );
}

function every(cells: readonly LaggedCell[]): number[][] {
  return cells.reduce<number[][]>(
    (all, {lower, upper}) =>
      all.flatMap((own) => Array.from({length: upper - lower + 1}, (_, k) => [...own, lower + k])),
    [[]]
  );
}
