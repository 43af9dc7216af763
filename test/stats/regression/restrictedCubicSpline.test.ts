import {expect, test} from "vitest";
import {quantileKnots, restrictedCubicSpline} from "../../../src/stats/regression/restrictedCubicSpline.js";
import oracle from "../../oracle/restrictedCubicSpline.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

test("restrictedCubicSpline with knots 0, 1, 2 is x and (x³₊ − 2(x − 1)³₊ + (x − 2)³₊) / 4 (by hand)", () => {
  const [x, curved] = restrictedCubicSpline(Float64Array.of(-1, 0, 1, 1.5, 2, 4), [0, 1, 2]);
  expect([...x]).toEqual([-1, 0, 1, 1.5, 2, 4]);
  expect([...curved]).toEqual([0, 0, 1 / 4, (27 / 8 - 2 / 8) / 4, (8 - 2) / 4, (64 - 54 + 8) / 4]);
});

test("restrictedCubicSpline matches Hmisc's basis within, between and beyond four knots (R)", () => {
  const columns = restrictedCubicSpline(Float64Array.from(oracle.x), oracle.knots);
  expect(columns).toHaveLength(oracle.spline.length);
  columns.forEach((column, k) => {
    expectAgreement(
      {
        estimator: "restrictedCubicSpline",
        figure: `basis column ${k + 1}`,
        peer: "R Hmisc, rcspline.eval",
        data: "15 values",
        digits: 12
      },
      column,
      oracle.spline[k]
    );
  });
});

test("restrictedCubicSpline is linear beyond its outer knots (law)", () => {
  const x = Float64Array.of(-5, -4, -3, 8, 9, 10);
  for (const column of restrictedCubicSpline(x, oracle.knots)) {
    expect(column[2] - 2 * column[1] + column[0]).toBeCloseTo(0, 12);
    expect(column[5] - 2 * column[4] + column[3]).toBeCloseTo(0, 12);
  }
});

test("quantileKnots matches Hmisc's knots, 3 to 7 of them (R)", () => {
  for (const count of [3, 4, 5, 6, 7] as const)
    expectAgreement(
      {
        estimator: "quantileKnots",
        figure: `${count} knots`,
        peer: "R Hmisc, rcspline.eval",
        data: "150 values",
        digits: 12
      },
      quantileKnots(Float64Array.from(oracle.values), count),
      oracle.quantiles[`${count}`]
    );
});

test("restrictedCubicSpline and quantileKnots name what is wrong (by hand)", () => {
  const x = Float64Array.of(0, 0, 0, 1);
  expect(() => restrictedCubicSpline(x, [1, 2])).toThrow("knots must be three or more; got 2");
  expect(() => restrictedCubicSpline(x, [1, 3, 2])).toThrow("knots must ascend; got 2 after 3");
  expect(() => restrictedCubicSpline(x, [1, NaN, 2])).toThrow("knots must be finite; got NaN at place 1");
  expect(() => quantileKnots(x, 8)).toThrow("knots must be 3 to 7 in number; got 8");
  expect(() => quantileKnots(x, 3)).toThrow("knots at quantiles must differ; got 0 twice");
  expect(() => quantileKnots(Float64Array.of(), 3)).toThrow("values must hold a number; got none");
});
