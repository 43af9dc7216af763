import {expect, test} from "vitest";
import {heterogeneityTest, trendTest} from "../../../src/stats/sir/sirTests.js";
import oracle from "../../oracle/sir.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const {observed, expected, score, heterogeneity, trend} = oracle.groups;
const scoreTest = {
  figure: "statistic and p",
  peer: `R ${oracle.versions.R}, anova(glm(family = poisson), test = "Rao")`,
  data: "five groups",
  digits: 7,
  because: "R's score test starts from a fit that converged to 1e-14 in the deviance, 1e-7 in the coefficient"
};

test("heterogeneityTest is the score test of groups in a Poisson regression (R)", () => {
  const ours = heterogeneityTest(observed, expected);
  expect(ours.df).toBe(4);
  expectAgreement(
    {...scoreTest, estimator: "heterogeneityTest"},
    [ours.statistic, ours.p],
    [heterogeneity.statistic, heterogeneity.p]
  );
});

test("trendTest is the score test of a score in a Poisson regression (R)", () => {
  const ours = trendTest(observed, expected, score);
  expect(ours.df).toBe(1);
  expectAgreement(
    {...scoreTest, estimator: "trendTest"},
    [ours.statistic, ours.p],
    [trend.statistic, trend.p]
  );
});

test("heterogeneityTest and trendTest of 3 and 1 cases where 2 and 2 are expected are 1 (by hand)", () => {
  expect(heterogeneityTest([3, 1], [2, 2]).statistic).toBe(1);
  expect(trendTest([3, 1], [2, 2], [0, 5]).statistic).toBe(1);
});

test("trendTest does not depend on origin and unit of the score (law)", () => {
  const shifted = trendTest(
    observed,
    expected,
    score.map((x) => 1000 * x + 7)
  );
  expect(Math.abs(shifted.statistic / trendTest(observed, expected, score).statistic - 1)).toBeLessThan(
    1e-12
  );
});

test("heterogeneityTest and trendTest name what is wrong (by hand)", () => {
  expect(() => heterogeneityTest([1], [1])).toThrow("groups must be two or more; got 1");
  expect(() => heterogeneityTest([0, 0], [1, 1])).toThrow("observed must hold a case; got none");
  expect(() => heterogeneityTest([1, 2], [1])).toThrow("expected must have 2 entries as observed has; got 1");
  expect(() => heterogeneityTest([1, 2], [1, 0])).toThrow("expected must be > 0; got 0 in group 1");
  expect(() => heterogeneityTest([1, NaN], [1, 1])).toThrow("got NaN in group 1");
  expect(() => trendTest([1, 2], [1, 1], [3, 3])).toThrow("scores must differ; got 3 in all groups");
  expect(() => trendTest([1, 2], [1, 1], [3, NaN])).toThrow("scores must be finite; got NaN in group 1");
  expect(() => trendTest([1, 2], [1, 1], [3])).toThrow("scores must have 2 entries; got 1");
});
