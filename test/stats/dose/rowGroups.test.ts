import {expect, test} from "vitest";
import {rowGroups} from "../../../src/stats/dose/rowGroups.js";

test("rowGroups gathers rows that agree in every column, as they first come (by hand)", () => {
  const {of, first, size} = rowGroups(
    [
      [0, 1, 0, 1, 0],
      [2, 2, 3, 2, 2]
    ],
    5
  );
  expect(size).toBe(3);
  expect(Array.from(of)).toEqual([0, 1, 2, 1, 0]);
  expect(Array.from(first)).toEqual([0, 1, 2]);
  expect(rowGroups([], 2)).toEqual({of: Int32Array.of(0, 0), first: Int32Array.of(0), size: 1});
});
