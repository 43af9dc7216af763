import {expect, test} from "vitest";
import reference from "../../../data/reference/risk-models.json" with {type: "json"};
import {stream} from "../../../loaders/synthetic/stream.js";
import {correlatedNormals} from "../../../src/stats/projection/correlatedNormals.js";
import {lifeTable} from "../../../src/stats/projection/lifeTable.js";
import {lifetimeAttributableRisk} from "../../../src/stats/projection/lifetimeAttributableRisk.js";
import {monteCarlo} from "../../../src/stats/projection/monteCarlo.js";
import {siteModel} from "../../../src/stats/projection/siteModel.js";
import {type RiskModels, siteParameters} from "../../../src/stats/projection/siteParameters.js";
import oracle from "../../oracle/projection.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const {canEpiRisk} = oracle;
const girls = {lifeTable: lifeTable(canEpiRisk.mortalityFemale), incidence: canEpiRisk.incidence.allsolid};
const girl = [{age: 15, doseGy: 0.1}];
/** As CanEpiRisk has them: one transfer, no DDREF, a step of five years. */
const site = {
  ...siteParameters(reference as unknown as RiskModels, "all solid"),
  ddref: {kind: "fixed", value: 1} as const,
  latency: {years: 5}
};

for (const [transfer, weight] of [
  ["relative", 1],
  ["absolute", 0]
] as const)
  test(`siteModel of all solid cancer, ${transfer} transfer, has the risk and 95 % interval of CanEpiRisk (R)`, () => {
    const own = {...site, weight: {kind: "fixed", value: weight} as const};
    const risk = (uniform?: () => number) =>
      lifetimeAttributableRisk(girl, siteModel(own, "F", uniform), girls, {rateAt: 0.5, survivalAt: 0}).risk;
    const [estimate, mean, median, lower, upper] = canEpiRisk.incidence.simulated[transfer];
    expectAgreement(
      {
        estimator: "siteModel",
        figure: `all solid cancer, ${transfer} transfer`,
        peer: `R CanEpiRisk ${canEpiRisk.version}`,
        data: "WHO region 1, girl of 15, 0.1 Gy",
        digits: 8
      },
      risk(),
      estimate
    );
    const {uniform} = stream(1, "joint");
    const [ours] = monteCarlo(10_000, () => [risk(uniform)]);
    // Percentiles of 10,000 and of 20,000 draws are known to about 1 %.
    for (const [figure, theirs] of [
      [ours.mean, mean],
      [ours.median, median],
      [ours.lower, lower],
      [ours.upper, upper]
    ])
      expect(Math.abs(figure / theirs - 1)).toBeLessThan(0.03);
  });

test("correlatedNormals of variances 4 and 1 and covariance 1 (by hand)", () => {
  // L = (2, 0; ½, √¾).
  const draws = [0.8413447460685429, 0.5];
  const [first, second] = correlatedNormals(
    [10, 20],
    [
      [4, 1],
      [1, 1]
    ],
    () => draws.shift()!
  );
  expect(first).toBeCloseTo(12, 12);
  expect(second).toBeCloseTo(20.5, 12);
  expect(correlatedNormals([3], [[0]], () => 0.9)).toEqual([3]);
});

test("correlatedNormals and siteModel name what is wrong (by hand)", () => {
  expect(() => correlatedNormals([1, 2], [[1, 0]], () => 0.5)).toThrow(
    "covariance must be 2 × 2 as the mean is; got 1 rows"
  );
  expect(() => correlatedNormals([1], [[NaN]], () => 0.5)).toThrow(
    "covariance must be finite; got an entry that is not"
  );
  const joint = {
    order: ["beta F", "gamma"],
    mean: [1, 1],
    covariance: [
      [1, 0],
      [0, 1]
    ]
  };
  const transfer = {joint, ageAtExposure: {reference: 30, capped: true}, attainedAge: {reference: 70}};
  expect(() => siteModel({...site, relative: transfer}, "M")).toThrow(
    "joint parameters must hold beta of sex M; got beta F, gamma"
  );
});
