import {expect, test} from "vitest";
import {boundText, deserved, intervalTexts} from "../../src/components/intervalText.js";

test("deserved gives two digits of the half-width, no more than three of the estimate (by hand)", () => {
  expect(deserved({estimate: 0.0062, lower: -0.1225, upper: 0.2333})).toBe(2);
  expect(deserved({estimate: 0.09, lower: 0.038, upper: 0.171})).toBe(3);
  expect(deserved({estimate: 2.25, lower: 0.34, upper: 6.03})).toBe(2);
  expect(deserved({estimate: 16.72, lower: 15.66, upper: 17.83})).toBe(1);
  expect(deserved({estimate: 92.44, lower: -8, upper: 41978.65})).toBe(0);
  expect(deserved({estimate: 1, lower: null, upper: null})).toBe(Number.POSITIVE_INFINITY);
});

test("boundText rounds what is ten times beyond its estimate to three digits (by hand)", () => {
  expect(boundText(41978.65, 92.44, 0)).toBe("42,000");
  expect(boundText(1234.5, 1000, 0)).toBe("1,235");
});

test("intervalTexts prints rows to one place but where their interval is too wide, or one digit too few (by hand)", () => {
  const rows = [
    {estimate: 0.14, lower: 0.0593, upper: 0.261},
    {estimate: 0.318, lower: 0.139, upper: 0.581},
    {estimate: 0.0457, lower: 0.0187, upper: 0.0894},
    {estimate: 5.72, lower: -1.2, upper: 50.92},
    {estimate: 11.09, lower: -0.81, upper: null}
  ];
  const {estimate, bound} = intervalTexts(rows);
  expect(rows.map((row) => `${estimate(row)} (${bound(row, "lower")} to ${bound(row, "upper")})`)).toEqual([
    "0.14 (0.06 to 0.26)",
    "0.32 (0.14 to 0.58)",
    "0.046 (0.019 to 0.089)",
    "5.7 (−1.2 to 50.9)",
    "11.1 (−0.8 to n.d.)"
  ]);
});
