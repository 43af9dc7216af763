import {expect, test} from "vitest";
import {mergeNeighbours} from "../../../analyses/steps/mergeNeighbours.js";

const groups = (cases: readonly number[]) =>
  cases.map((count, k) => ({from: 10 * k, to: 10 * (k + 1), cases: count, pyr: 1}));

test("mergeNeighbours joins small groups to the next, and the last to the one before (by hand)", () => {
  const merged = mergeNeighbours(groups([3, 4, 5, 12, 2]), 10);
  expect(merged).toEqual([
    {from: 0, to: 30, cases: 12, pyr: 3},
    {from: 30, to: 50, cases: 14, pyr: 2}
  ]);
});

test("mergeNeighbours leaves out groups without person-time, and makes one group of too few (by hand)", () => {
  const [first, ...others] = groups([0, 3, 4]);
  expect(mergeNeighbours([{...first, pyr: 0}, ...others], 10)).toEqual([
    {from: 10, to: 30, cases: 7, pyr: 2}
  ]);
  expect(mergeNeighbours([], 10)).toEqual([]);
});
