import {expect, test} from "vitest";
import {areFractional} from "../../../src/stats/survival/areFractional.js";

test("areFractional finds a weight that is no whole number, wherever it stands (by hand)", () => {
  expect(areFractional(undefined)).toBe(false);
  expect(areFractional(new Float64Array())).toBe(false);
  expect(areFractional(Float64Array.of(0, 1, 2, 1e15))).toBe(false);
  expect(areFractional([1, 2, 0.5])).toBe(true);
  expect(areFractional(Float64Array.of(1.5, 2))).toBe(true);
});
