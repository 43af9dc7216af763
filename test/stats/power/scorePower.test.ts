import {expect, test} from "vitest";
import {stream} from "../../../loaders/synthetic/stream.js";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import {scoreMoments, scorePower} from "../../../src/stats/power/scorePower.js";
import {expectAgreement} from "../../witness.js";

const random = stream(3, "power");
const size = 60;
const cells = {
  expected: Float64Array.from({length: size}, () => 1 + 9 * random.uniform()),
  dose: Float64Array.from({length: size}, () => random.exponential()),
  strata: Int32Array.from({length: size}, (_, i) => i % 6)
};

/** Cases drawn at a slope, by exponential gaps. */
function draw(slope: number): Float64Array {
  return cells.expected.map((value, i) => {
    const mean = value * (1 + slope * cells.dose[i]);
    let count = 0;
    for (let sum = random.exponential(); sum < mean; sum += random.exponential()) ++count;
    return count;
  });
}

/** The signed root of the score statistic. */
function statistic(cases: Float64Array): number {
  const total = new Float64Array(6);
  const weight = new Float64Array(6);
  const first = new Float64Array(6);
  cells.expected.forEach((value, i) => {
    const s = cells.strata[i];
    total[s] += cases[i];
    weight[s] += value;
    first[s] += value * cells.dose[i];
  });
  let score = 0;
  let variance = 0;
  cells.expected.forEach((value, i) => {
    const s = cells.strata[i];
    const distance = cells.dose[i] - first[s] / weight[s];
    score += cases[i] * distance;
    variance += ((total[s] * value) / weight[s]) * distance * distance;
  });
  return score / Math.sqrt(variance);
}

test("scorePower of two equal cells, one unexposed, is Φ((βI − z√V₀) / √V) in fractions (by hand)", () => {
  // E = 50 each, d = 0 and 1: μ = 1/2, I = 100/4 = 25, Σ E d (d − μ)² = 50/4, Σ E μ (d − μ)² = 25/2.
  const two = {
    expected: Float64Array.of(50, 50),
    dose: Float64Array.of(0, 1),
    strata: Int32Array.of(0, 0)
  };
  expect(scoreMoments(two)).toEqual({information: 25, third: 12.5, shift: 12.5});
  // β = 1: (25 − 1.959963984540054 √37.5) / √37.5 = 4.0824829046 − 1.9599639845 = 2.1225189201, and R's pnorm of it.
  expectAgreement(
    {estimator: "scorePower", figure: "power", peer: "by hand, R pnorm", data: "two cells", digits: 10},
    scorePower(two, 1),
    0.983102907204
  );
});

test("scorePower without a slope is half the level of the test (law)", () => {
  expect(scorePower(cells, 0)).toBeCloseTo(0.025, 12);
  expect(scorePower(cells, 0, {alpha: 0.1})).toBeCloseTo(0.05, 12);
});

test("scorePower rises with the slope and does not know the unit of the dose (law)", () => {
  const powers = [0, 0.1, 0.2, 0.5, 1].map((slope) => scorePower(cells, slope));
  expect(powers).toEqual([...powers].sort((a, b) => a - b));
  const inThousandths = {...cells, dose: cells.dose.map((value) => value * 1000)};
  expect(scorePower(inThousandths, 0.0002)).toBeCloseTo(powers[2], 12);
});

test("the score that scorePower is about is the score test of poissonRegression (law)", () => {
  const cases = draw(0.3);
  const {expected, dose, strata} = cells;
  const {tests} = poissonRegression({cases, pyr: expected, strata, excess: {kind: "relative", dose}});
  const z = statistic(cases);
  expect(z * z).toBeCloseTo(tests.doseScore.statistic, 8);
});

test.each([0.15, 0.3, 0.5])(
  "scorePower at slope %d is how often simulated score tests reject (law)",
  (slope) => {
    const runs = 3000;
    let rejected = 0;
    for (let run = 0; run < runs; ++run) if (statistic(draw(slope)) > 1.959963984540054) ++rejected;
    const power = scorePower(cells, slope);
    // Three standard errors of the simulation, and one hundredth for the normal approximation.
    const slack = 3 * Math.sqrt((power * (1 - power)) / runs) + 0.01;
    expect(Math.abs(rejected / runs - power)).toBeLessThan(slack);
  }
);

test("scorePower refuses what has no score (by hand)", () => {
  const alike = {...cells, dose: cells.dose.map(() => 2)};
  expect(() => scorePower(alike, 1)).toThrow("dose must vary within a stratum with expected cases");
  expect(() => scorePower(cells, -1)).toThrow("slope must be ≥ 0; got -1");
  expect(() => scorePower(cells, 1, {alpha: 1})).toThrow("alpha must lie between 0 and 1; got 1");
  const negative = {...cells, expected: cells.expected.map((value, i) => (i === 3 ? -1 : value))};
  expect(() => scorePower(negative, 1)).toThrow("expected must be ≥ 0; got -1 in row 3");
});
