import {expect, it} from "vitest";
import {hazardDay, makeSteps, steppedHazardDay} from "../../../loaders/synthetic/hazardDay.js";
import {ageEdges, rateGroups, rateIndex, rates, yearEdges} from "../../../loaders/synthetic/rates.js";
import {NO_DAY} from "../../../src/stats/cohort/factor.js";

it("steppedHazardDay inverts the cumulative hazard (by hand)", () => {
  // 0.1 a year for 1 year (365.25 days), then 0.2: 0.1 is spent by day 365.25, 0.15 a quarter of a year later.
  expect(steppedHazardDay([0, 365], [0.36525, 0.7305], 0, 2000, 1, 0.1)).toBe(100);
  expect(steppedHazardDay([0, 365], [0.36525, 0.7305], 0, 2000, 1, 0.365 + 0.1)).toBe(365 + 50);
  expect(steppedHazardDay([0, 365], [0.36525, 0.7305], 0, 2000, 2, 0.2)).toBe(100);
  expect(steppedHazardDay([0], [0.36525], 0, 100, 1, 0.2)).toBe(NO_DAY);
});

it("hazardDay gives the day on which a walk day by day spends its target (law)", () => {
  const birth = 9000;
  const from = 9400;
  const to = 19_000;
  const start = rateIndex(6, 1, rateGroups.indexOf("death"));
  const steps = makeSteps(3);
  steps.count = 3;
  steps.day.set([from, 11_000, 14_500]);
  steps.factor.set([40, 400, 90]);
  for (const target of [0.01, 0.05, 0.2, 0.5, 1, 1e9]) {
    let left = target;
    let expected = NO_DAY;
    for (let day = from; day < to && expected === NO_DAY; ++day) {
      const band = ageEdges.findLastIndex((edge) => birth + edge <= day);
      const period = yearEdges.findLastIndex((edge) => edge <= day);
      const factor = day < 11_000 ? 40 : day < 14_500 ? 400 : 90;
      left -= (rates[start + band * yearEdges.length + period] * factor) / 365.25;
      if (left <= 0) expected = day + 1;
    }
    expect(hazardDay(birth, from, to, start, steps, target)).toBe(expected);
  }
});
