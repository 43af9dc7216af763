import {expect, test} from "vitest";
import {correctedInformation} from "../../../src/stats/dose/correctedInformation.js";
import {ensemble} from "../../../src/stats/dose/ensemble.js";
import {extendedCalibration} from "../../../src/stats/dose/extendedCalibration.js";
import {fewRealisations} from "../../../src/stats/dose/fewRealisations.js";
import {modelAveraging} from "../../../src/stats/dose/modelAveraging.js";
import {monteCarloLikelihood} from "../../../src/stats/dose/monteCarloLikelihood.js";
import {rateLikelihood} from "../../../src/stats/dose/rateLikelihood.js";
import {strataSets} from "../../../src/stats/dose/rateModel.js";
import {realisationsOf} from "../../../src/stats/dose/realisations.js";
import {regressionCalibration} from "../../../src/stats/dose/regressionCalibration.js";
import {twoRealisations, twoRows} from "./hand.js";

test("regressionCalibration of two rows at the mean dose of 3/2 has the slope 2/3 and variance 32/9 (by hand)", () => {
  const {parameters, realisations, n, events} = regressionCalibration(twoRealisations);
  expect(parameters[0].estimate).toBeCloseTo(2 / 3, 8);
  expect(parameters[0].se ** 2).toBeCloseTo(32 / 9, 7);
  expect([realisations, n, events]).toEqual([2, 2, 2]);
});

test("monteCarloLikelihood is where the mean likelihood is level: (1 − β)/(3 + β)³ = −2(1 − 2β)/(3 + 2β)³ (by hand)", () => {
  const {parameters, logLik, effective} = monteCarloLikelihood(twoRealisations);
  const [{estimate, se}] = parameters;
  const likelihood = (beta: number) =>
    ((1 + beta) / (3 + beta) ** 2 + (1 + 2 * beta) / (3 + 2 * beta) ** 2) / 2;
  const slope = (beta: number) => (1 - beta) / (3 + beta) ** 3 + (2 * (1 - 2 * beta)) / (3 + 2 * beta) ** 3;
  expect(slope(estimate)).toBeCloseTo(0, 12);
  expect(logLik).toBeCloseTo(Math.log(likelihood(estimate)), 12);
  const h = 1e-4;
  const ratio = (slope(estimate + h) - slope(estimate - h)) / (2 * h) / (2 * likelihood(estimate));
  expect(1 / se ** 2).toBeCloseTo(-ratio, 7);
  expect(effective).toBeGreaterThan(1.99);
});

test("modelAveraging of slopes 1 and 1/2 with variances 8 and 2 and equal likelihoods is 3/4 ± 9/4 (by hand)", () => {
  const {parameters, weights} = modelAveraging(twoRealisations);
  expect(weights[0]).toBeCloseTo(0.5, 12);
  expect(parameters[0].estimate).toBeCloseTo(0.75, 8);
  expect(parameters[0].se).toBeCloseTo(2.25, 7);
});

test("correctedInformation adds 8/81 to the variance 32/9 of two rows (by hand)", () => {
  const {parameters} = correctedInformation(twoRealisations);
  expect(parameters[0].estimate).toBeCloseTo(2 / 3, 8);
  expect(parameters[0].se ** 2).toBeCloseTo(296 / 81, 7);
});

test("all methods are regression calibration where realisations do not differ (law)", () => {
  const same = ensemble(
    twoRows,
    realisationsOf([
      [0, 1.5],
      [0, 1.5],
      [0, 1.5]
    ])
  );
  const [expected] = regressionCalibration(same).parameters;
  for (const method of [monteCarloLikelihood, modelAveraging, extendedCalibration, correctedInformation]) {
    const [{estimate, se}] = method(same).parameters;
    expect(estimate, method.name).toBeCloseTo(expected.estimate, 8);
    expect(se, method.name).toBeCloseTo(expected.se, 8);
  }
});

test("modelAveraging with equal weights does not ask for the likelihood (by hand)", () => {
  const all = ensemble(
    twoRows,
    realisationsOf([
      [0, 1],
      [0, 2],
      [0, 4]
    ])
  );
  const {parameters, weights} = modelAveraging(all, {weights: "equal"});
  expect(Array.from(weights)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  expect(parameters[0].estimate).toBeCloseTo((1 + 1 / 2 + 1 / 4) / 3, 7);
});

test("monteCarloLikelihood's profile interval ends where twice the log-likelihood has fallen by the quantile (law)", () => {
  const all = ensemble(
    twoRows,
    realisationsOf([
      [0, 1],
      [0, 2]
    ])
  );
  const {parameters, logLik} = monteCarloLikelihood(all, {
    interval: {level: 0.5, methods: ["wald", "profile"]}
  });
  const {profile} = parameters[0];
  const fall = (beta: number) =>
    2 * (logLik - Math.log(((1 + beta) / (3 + beta) ** 2 + (1 + 2 * beta) / (3 + 2 * beta) ** 2) / 2));
  // The median of χ² on one degree of freedom.
  expect(profile!.status).toEqual({lower: "ok", upper: "ok"});
  expect(fall(profile!.lower)).toBeCloseTo(0.454936423119572, 9);
  expect(fall(profile!.upper)).toBeCloseTo(0.454936423119572, 9);
});

test("fewRealisations warns when under ten realisations, and under half of them, carry the result (by hand)", () => {
  expect(fewRealisations(9.9, 100)).toEqual(["the result rests on 9.9 of 100 realisations; more are needed"]);
  expect(fewRealisations(11, 100)).toEqual([]);
  expect(fewRealisations(4, 6)).toEqual([]);
});

test("extendedCalibration and correctedInformation want two realisations (by hand)", () => {
  const one = ensemble(twoRows, realisationsOf([[0, 1]]));
  for (const method of [extendedCalibration, correctedInformation])
    expect(() => method(one)).toThrow(new RangeError("realisations must be 2 or more; got 1"));
});

test("extendedCalibration refuses errors too large for its expansion (by hand)", () => {
  const far = ensemble(
    twoRows,
    realisationsOf([
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 400]
    ])
  );
  expect(() => extendedCalibration(far)).toThrow(/^the fit by erc must settle; got no maximum/);
});

test("monteCarloLikelihood takes the higher of two maxima, though regression calibration lies under the lower (law)", () => {
  const three = rateLikelihood({cases: Float64Array.of(1000, 2000, 3000), sets: strataSets([0, 0, 0])});
  const doses = [2.2, 2.25, 2.3, 2.15].map((d) => [0, 1, d]);
  // Only the last has doses by which the excess is a straight line: 10 a unit.
  const {parameters, effective} = monteCarloLikelihood(
    ensemble(three, realisationsOf([...doses, [0, 0.1, 0.2]]))
  );
  expect(parameters[0].estimate).toBeCloseTo(10, 2);
  expect(effective).toBeCloseTo(1, 2);
});
