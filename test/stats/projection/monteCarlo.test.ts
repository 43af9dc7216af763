import {expect, test} from "vitest";
import reference from "../../../data/reference/risk-models.json" with {type: "json"};
import {stream} from "../../../loaders/synthetic/stream.js";
import {centreOf, quantileOf} from "../../../src/stats/projection/distribution.js";
import {lifeTable} from "../../../src/stats/projection/lifeTable.js";
import {lifetimeAttributableRisk} from "../../../src/stats/projection/lifetimeAttributableRisk.js";
import {monteCarlo} from "../../../src/stats/projection/monteCarlo.js";
import {type Sex, siteModel} from "../../../src/stats/projection/siteModel.js";
import {type RiskModels, siteParameters} from "../../../src/stats/projection/siteParameters.js";
import oracle from "../../oracle/projection.json" with {type: "json"};

const models = reference as unknown as RiskModels;

for (const theirs of oracle.larisk.cases)
  test(`monteCarlo of ${theirs.site} (${theirs.sex}, exposed at ${theirs.age}) has the mean and 90 % bounds of LARisk (R)`, () => {
    const sex = theirs.sex as Sex;
    const mortality = oracle.larisk.death[sex].map((q) => -Math.log(1 - Math.min(q, 0.9)));
    const population = {
      lifeTable: lifeTable(mortality),
      incidence: theirs.incidence.map((rate) => rate / 1e5)
    };
    const site = siteParameters(models, theirs.site);
    // LARisk holds the weight at its value where ours is a choice between the two.
    const fixed = {...site, weight: {kind: "fixed", value: centreOf(site.weight)} as const};
    const {uniform} = stream(1, `larisk ${theirs.site}`);
    const [ours] = monteCarlo(
      4000,
      () => [
        1e5 *
          lifetimeAttributableRisk(
            [{age: theirs.age, doseGy: 0.1}],
            siteModel(fixed, sex, uniform),
            population
          ).risk
      ],
      0.9
    );
    // Percentiles of 4,000 draws are known to 2 to 3 %, and LARisk's survival begins at the end of latency.
    expect(Math.abs(ours.mean / theirs.mean - 1)).toBeLessThan(0.025);
    expect(Math.abs(ours.lower / theirs.lower - 1)).toBeLessThan(0.05);
    expect(Math.abs(ours.upper / theirs.upper - 1)).toBeLessThan(0.05);
    const {baseline} = lifetimeAttributableRisk(
      [{age: theirs.age, doseGy: 0.1}],
      siteModel(fixed, sex),
      population
    );
    expect(Math.abs((1e5 * baseline) / theirs.baseline - 1)).toBeLessThan(0.005);
  });

test("monteCarlo of listed figures (by hand)", () => {
  const [first, second] = monteCarlo(5, (draw) => [draw, 4 - draw], 0.5);
  expect(first).toEqual({mean: 2, median: 2, lower: 1, upper: 3, level: 0.5, draws: 5});
  expect(second).toEqual(first);
});

test("quantileOf each distribution (by hand)", () => {
  expect(quantileOf({kind: "fixed", value: 3}, 0.2)).toBe(3);
  expect(quantileOf({kind: "normal", mean: 3, sd: 2}, 0.5)).toBe(3);
  expect(quantileOf({kind: "lognormal", median: 1.5, gsd: 1.35}, 0.5)).toBe(1.5);
  expect(quantileOf({kind: "lognormal", median: 1, gsd: Math.E}, 0.975)).toBeCloseTo(
    Math.exp(1.959963984540054),
    12
  );
  expect(quantileOf({kind: "uniform", min: 2, max: 6}, 0.25)).toBe(3);
  const triangle = {kind: "triangular", min: 0, mode: 1, max: 3} as const;
  expect(quantileOf(triangle, 1 / 3)).toBeCloseTo(1, 14);
  expect(quantileOf(triangle, 1 / 12)).toBeCloseTo(0.5, 14);
  expect(quantileOf(triangle, 5 / 6)).toBeCloseTo(2, 14);
  expect([0.69, 0.71].map((u) => quantileOf({kind: "bernoulli", p: 0.7}, u))).toEqual([1, 0]);
  expect(centreOf(triangle)).toBe(1);
  expect(centreOf({kind: "bernoulli", p: 0.7})).toBe(0.7);
});

test("siteModel takes five uniforms whatever the site, so that draws of two sites belong together (law)", () => {
  for (const [site, sex] of [
    ["breast", "F"],
    ["thyroid", "M"],
    ["leukaemia", "M"]
  ] as const) {
    let taken = 0;
    siteModel(siteParameters(models, site), sex, () => {
      ++taken;
      return 0.5;
    });
    expect(taken).toBe(5);
  }
});

test("siteModel with every draw at its median is the central model of a fixed weight (by hand)", () => {
  const site = {...siteParameters(models, "colon"), weight: {kind: "fixed", value: 0.7} as const};
  const drawn = siteModel(site, "M", () => 0.5);
  const central = siteModel(site, "M");
  expect(drawn.ddref).toBe(central.ddref);
  expect(drawn.relative!(0.1, 5, 60)).toBe(central.relative!(0.1, 5, 60));
  expect(drawn.latency).toEqual({kind: "sigmoid", midpoint: 7.5, scale: 0.76});
});

test("monteCarlo and quantileOf name what is wrong (by hand)", () => {
  expect(() => monteCarlo(1, () => [1])).toThrow("draws must be a whole number ≥ 2; got 1");
  expect(() => monteCarlo(2, () => [1], 90)).toThrow("level must lie between 0 and 1; got 90");
  expect(() => monteCarlo(2, () => [NaN])).toThrow("figure must be finite; got NaN in draw 0");
  expect(() => quantileOf({kind: "fixed", value: 1}, 0)).toThrow("u must lie between 0 and 1; got 0");
  expect(() => quantileOf({kind: "normal", mean: 0, sd: -1}, 0.5)).toThrow("sd must be ≥ 0; got -1");
  expect(() => quantileOf({kind: "lognormal", median: 0, gsd: 2}, 0.5)).toThrow(
    "median must be > 0 and gsd ≥ 1; got 0 and 2"
  );
  expect(() => quantileOf({kind: "uniform", min: 2, max: 1}, 0.5)).toThrow("max must be ≥ min; got 1 and 2");
  expect(() => quantileOf({kind: "triangular", min: 2, mode: 1, max: 3}, 0.5)).toThrow(
    "min, mode and max must ascend; got 2, 1 and 3"
  );
  expect(() => quantileOf({kind: "bernoulli", p: 2}, 0.5)).toThrow("p must be a probability; got 2");
});
