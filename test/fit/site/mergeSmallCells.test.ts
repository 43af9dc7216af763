import {expect, test} from "vitest";
import {mergeSmallCells} from "../../../fit/site/mergeSmallCells.js";
import type {Cells} from "../../../src/stats/persontime/cells.js";
import {personsByCell} from "../../../src/stats/persontime/personsByCell.js";
import {tabulate} from "../../../src/stats/persontime/tabulate.js";
import {randomCohort} from "../../stats/persontime/cohorts.js";

const how = {
  scales: {age: [0, 4, 8, 12, 16, 20], year: [1960, 1985]},
  dose: {lagYears: 2, breaks: [0, 10, 40]}
};

/** A table by sex and dose of so many children and cases a cell, no child in two cells. */
function table(counts: [sex: number, dose: number, children: number, cases: number][]) {
  let next = 0;
  const key = (labels: string[], codes: number[]) => ({labels, codes: Int32Array.from(codes)});
  const cells = {
    keys: {
      dose: key(
        ["0–1", "1–2", "2+"],
        counts.map(([, dose]) => dose)
      ),
      sex: key(
        ["f", "m", "missing"],
        counts.map(([sex]) => sex)
      )
    },
    personDays: new Float64Array(counts.length),
    cases: Float64Array.from(counts, ([, , , cases]) => cases)
  } as unknown as Cells;
  return {cells, members: counts.map(([, , children]) => Int32Array.from({length: children}, () => next++))};
}

const merge = (counts: Parameters<typeof table>[0]) => {
  const {cells, members} = table(counts);
  const {row, group} = mergeSmallCells(cells, members, {threshold: 10, width: 4});
  return {row: [...row], group: [...group]};
};

test("mergeSmallCells joins classes of dose of few children, and rows until their cases are enough (by hand)", () => {
  expect(
    merge([
      [0, 0, 100, 0],
      [0, 1, 6, 1],
      [0, 2, 5, 0],
      [1, 0, 90, 6],
      [1, 1, 20, 3],
      [1, 2, 30, 2]
    ])
  ).toEqual({row: [0, 3, 3, 1, 2, 4], group: [0, 1, 1, 1, 1]});
  // A remainder of children joins the class before it, a remainder of cases the rows before it.
  expect(
    merge([
      [0, 0, 40, 12],
      [0, 1, 40, 0],
      [0, 2, 4, 0],
      [1, 0, 90, 4]
    ])
  ).toEqual({row: [0, 2, 2, 1], group: [0, 0, 0]});
});

test("mergeSmallCells joins what has few children over all its doses with the next of its like (by hand)", () => {
  expect(
    merge([
      [0, 0, 4, 0],
      [0, 1, 4, 0],
      [1, 0, 50, 10],
      [2, 0, 7, 0]
    ])
  ).toEqual({row: [1, 1, 0, 1], group: [0, 1]});
  expect(
    merge([
      [0, 0, 4, 0],
      [1, 0, 50, 10]
    ])
  ).toEqual({row: [0, 0], group: [0]});
});

test("mergeSmallCells cannot hide all that a site has (by hand)", () => {
  expect(() => merge([[0, 0, 9, 0]])).toThrow("site must have at least 10 children; got fewer");
  expect(() => merge([[0, 0, 90, 9]])).toThrow(
    "site must have at least 10 cases in several rows to merge any; got fewer"
  );
  expect(merge([[0, 0, 90, 0]])).toEqual({row: [0], group: [0]});
});

test("mergeSmallCells leaves no row of few children and no group of few cases, and nothing else merged (law)", () => {
  for (const [n, seed] of [
    [60, 1],
    [300, 2],
    [2000, 3]
  ]) {
    const persons = randomCohort(n, seed);
    const cells = tabulate(persons, how);
    const members = personsByCell(persons, how, cells);
    const {row, group, casesAtLeast} = mergeSmallCells(cells, members, {threshold: 10, width: 4});
    const rows = Math.max(...row) + 1;
    const children = Array.from({length: rows}, () => new Set<number>());
    const size = new Array(rows).fill(0);
    const cases = new Array(Math.max(...group) + 1).fill(0);
    row.forEach((r, i) => {
      ++size[r];
      for (const child of members[i]) children[r].add(child);
      cases[group[r]] += cells.cases[i];
    });
    expect(Math.min(...children.map((set) => set.size))).toBeGreaterThanOrEqual(10);
    expect(cases.filter((count) => count > 0 && count < 10)).toEqual([]);
    // The sum of a group leaves each of its rows a range of 4 for its cases.
    cases.forEach((count, g) => {
      const own = [...group.keys()].filter((r) => group[r] === g);
      if (own.length === 1) return;
      const above = count - own.reduce((sum, r) => sum + casesAtLeast[r], 0);
      expect(Math.min(9, above) - Math.max(0, above - 9 * (own.length - 1))).toBeGreaterThanOrEqual(4);
    });
    // Cells of many children stay as they are where no cell of few is beside them.
    if (n === 2000) expect(size.filter((s) => s === 1).length).toBeGreaterThan(rows / 3);
  }
});
