import {expect, test} from "vitest";
import {select} from "../../../src/stats/cohort/select.js";

test("select counts each subject under the first exclusion that applies (by hand)", () => {
  const age = [1, 30, 4, 25, 7];
  const syndrome = [true, true, false, false, false];
  const {rows, flow} = select(5, [
    {label: "aged 22 or more", excludes: (i) => age[i] >= 22},
    {label: "syndrome", excludes: (i) => syndrome[i]}
  ]);
  expect([...rows]).toEqual([2, 4]);
  expect(flow).toEqual([
    {label: "aged 22 or more", excluded: 2, remaining: 3},
    {label: "syndrome", excluded: 1, remaining: 2}
  ]);
});

test("select conserves subjects (law)", () => {
  const {rows, flow} = select(1000, [
    {label: "a", excludes: (i) => i % 3 === 0},
    {label: "b", excludes: (i) => i % 7 === 0},
    {label: "c", excludes: () => false}
  ]);
  expect(flow.reduce((sum, step) => sum + step.excluded, 0) + rows.length).toBe(1000);
});

test("select refuses a size that is no count", () => {
  expect(() => select(-1, [])).toThrow("size must be a count; got -1");
});
