import {expect, test} from "vitest";
import {commonDecimals, formatNumber, formatP} from "../../src/components/formatNumber.js";

test("formatNumber sets a true minus and commas, and never a negative nought (by hand)", () => {
  expect(formatNumber(-1234567.891, 1)).toBe("−1,234,567.9");
  expect(formatNumber(-0.004, 2)).toBe("0.00");
  expect(formatNumber(999, 0)).toBe("999");
  expect(formatNumber(Infinity, 2)).toBe("∞");
  expect(() => formatNumber(Number.NaN, 2)).toThrow("value must be a number; got NaN");
});

test("commonDecimals shows the largest value to the digits asked for (by hand)", () => {
  expect(commonDecimals([0.421, 1.91], 3)).toBe(2);
  expect(commonDecimals([0.0421, -0.9], 2)).toBe(2);
  expect(commonDecimals([12345], 3)).toBe(0);
  expect(commonDecimals([0], 3)).toBe(2);
});

test("formatP prints p-values as journals do (by hand)", () => {
  expect([0.00004, 0.0042, 0.031, 0.42, 1].map(formatP)).toEqual([
    "<0.001",
    "0.0042",
    "0.031",
    "0.42",
    "1.00"
  ]);
});
