import {expect, test} from "vitest";
import {inclusionProbability} from "../../../src/stats/survival/inclusionProbability.js";

test("inclusionProbability of six subjects in fractions (by hand)", () => {
  // At time 2 five controls are at risk, at time 4 (late entry of the last) three.
  const p = inclusionProbability(
    {entry: [0, 0, 0, 0, 0, 3], exit: [2, 3, 4, 5, 6, 6], event: [1, 0, 1, 0, 0, 0]},
    1
  );
  [1, 1 / 4, 1, 1 / 2, 1 / 2, 1 / 3].forEach((expected, i) => {
    expect(p[i]).toBeCloseTo(expected, 15);
  });
});

test("inclusionProbability is 1 where there are no more controls than are drawn (by hand)", () => {
  expect(Array.from(inclusionProbability({exit: [1, 2, 2], event: [1, 0, 0]}, 2))).toEqual([1, 1, 1]);
  expect(() => inclusionProbability({exit: [1], event: [1]}, 0)).toThrow(
    "m must be a whole number ≥ 1; got 0"
  );
});
