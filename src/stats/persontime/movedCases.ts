/** A cell of one stratum under one lag: its lower edge of dose, and the least and greatest count that it may have. */
export interface LaggedCell {
  lag: number;
  from: number;
  lower: number;
  upper: number;
}

/** Cases at or above one dose under one lag that are not at or above another under a longer one. */
export interface Moved {
  lags: [number, number];
  edges: [number, number];
  /** What their number may be for one who knows the ranges of all cells. */
  lower: number;
  upper: number;
}

/**
 * What the cells of one stratum under several lags tell together. Doses only fall as the lag grows, so that
 * the cases at or above an edge under two lags differ by those that moved below it, a count that stands in
 * no table. With N(edge, lag) the cases at or above an edge, all that is known are bounds of differences:
 *
 *   lower ≤ N(edge, lag) − N(next edge, lag) ≤ upper for each cell;  N(0, lag) is one total for all lags;
 *   N(e, l) ≥ N(e′, l′) where e ≤ e′ and l ≤ l′
 *
 * and the exact range of every other difference is a shortest path over them, whole numbers where the
 * bounds are. Each pair of lags and edges e ≤ e′ is told, but for the total.
 *
 * @throws RangeError when no counts satisfy all of it.
 * Source: Cormen and others, Introduction to Algorithms, 24.4 (difference constraints).
 * Witness: every choice of counts and moves on small tables (law), test/stats/persontime/movedCases.test.ts.
 */
export function movedCases(cells: readonly LaggedCell[]): Moved[] {
  const lags = [...new Set(cells.map(({lag}) => lag))].sort((a, b) => a - b);
  // Node 0 is none at all, node 1 the total; the rest are N of an edge above the lowest.
  const nodes: {lag: number; from: number}[] = [];
  const chains = lags.map((lag) => {
    const own = cells.filter((cell) => cell.lag === lag).sort((a, b) => a.from - b.from);
    const numbers = own.map(({from}, k) => (k === 0 ? 1 : nodes.push({lag, from}) + 1));
    return own.map((cell, k) => ({cell, at: numbers[k], next: numbers[k + 1] ?? 0}));
  });
  const size = nodes.length + 2;
  const most = Array.from({length: size}, (_, i) =>
    Array.from({length: size}, (_, j) => (i === j ? 0 : Infinity))
  );
  const bound = (i: number, j: number, by: number) => {
    most[i][j] = Math.min(most[i][j], by);
  };
  for (const {cell, at, next} of chains.flat()) {
    bound(at, next, cell.upper);
    bound(next, at, -cell.lower);
  }
  nodes.forEach((a, i) => {
    nodes.forEach((b, j) => {
      if (a.from <= b.from && a.lag <= b.lag) bound(j + 2, i + 2, 0);
    });
  });
  for (let k = 0; k < size; ++k)
    for (let i = 0; i < size; ++i)
      for (let j = 0; j < size; ++j) most[i][j] = Math.min(most[i][j], most[i][k] + most[k][j]);
  if (most.some((row, i) => row[i] < 0))
    throw new RangeError(
      "cells must be those of one stratum under several lags; got counts that no cases can have"
    );
  return nodes.flatMap((a, i) =>
    nodes.flatMap((b, j): Moved[] =>
      a.lag < b.lag && a.from <= b.from
        ? [
            {
              lags: [a.lag, b.lag],
              edges: [a.from, b.from],
              lower: 0 - most[j + 2][i + 2],
              upper: most[i + 2][j + 2]
            }
          ]
        : []
    )
  );
}
