import {expect, test} from "vitest";
import {meanDifference} from "../../../src/stats/survival/meanDifference.js";

test("meanDifference of 10 ± 3 and 14 ± 4 is 4 ± 5 (by hand)", () => {
  const difference = meanDifference({horizon: 20, estimate: 10, se: 3}, {horizon: 20, estimate: 14, se: 4});
  expect(difference).toMatchObject({estimate: 4, se: 5, statistic: 0.8});
  expect(difference.wald.upper).toBeCloseTo(4 + 5 * 1.959963984540054, 13);
  expect(() => meanDifference({horizon: 20, estimate: 1, se: 1}, {horizon: 10, estimate: 1, se: 1})).toThrow(
    "horizons must be the same; got 20 and 10"
  );
});
