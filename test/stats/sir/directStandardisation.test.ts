import {expect, test} from "vitest";
import {directStandardisation} from "../../../src/stats/sir/directStandardisation.js";
import {poissonInterval} from "../../../src/stats/sir/poissonInterval.js";
import oracle from "../../oracle/sir.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

test("directStandardisation gives the rate and the gamma interval of Fay and Feuer (R)", () => {
  const {cases, pyr, weights, expected} = oracle.direct;
  const ours = directStandardisation(cases, pyr, weights);
  for (const figure of ["estimate", "se", "crude", "lower", "upper"] as const)
    expectAgreement(
      {
        estimator: "directStandardisation",
        figure,
        peer: `R ${oracle.versions.R}, qgamma of Fay and Feuer's moments`,
        data: "four strata",
        digits: 12
      },
      ours[figure],
      expected[figure]
    );
});

test("directStandardisation of one stratum is the rate with Garwood's interval (law)", () => {
  const ours = directStandardisation([7], [1000], [3]);
  const {lower, upper} = poissonInterval(7);
  expect(ours.estimate).toBeCloseTo(0.007, 16);
  expect(Math.abs(ours.lower / (lower / 1000) - 1)).toBeLessThan(1e-12);
  expect(Math.abs(ours.upper / (upper / 1000) - 1)).toBeLessThan(1e-12);
});

test("directStandardisation without cases is 0 with an upper bound (by hand)", () => {
  expect(directStandardisation([0, 0], [10, 10], [1, 1])).toMatchObject({estimate: 0, se: 0, lower: 0});
  expectAgreement(
    {
      estimator: "directStandardisation",
      figure: "upper bound",
      peer: "by hand",
      data: "two strata without cases",
      digits: 14
    },
    directStandardisation([0, 0], [10, 10], [1, 1]).upper,
    3.6888794541139363 / 20
  );
});

test("directStandardisation names what is wrong (by hand)", () => {
  expect(() => directStandardisation([], [], [])).toThrow("cases must hold a stratum; got none");
  expect(() => directStandardisation([1], [0], [1])).toThrow("pyr must be > 0; got 0 in stratum 0");
  expect(() => directStandardisation([1], [2, 3], [1])).toThrow(
    "pyr must have 1 entries as cases has; got 2"
  );
  expect(() => directStandardisation([1], [2], [-1])).toThrow("weights must be ≥ 0; got -1 in stratum 0");
  expect(() => directStandardisation([1], [2], [0])).toThrow("weights must have a sum > 0; got 0");
  expect(() => directStandardisation([0.5], [2], [1])).toThrow(
    "cases must be a whole number ≥ 0; got 0.5 in stratum 0"
  );
});
