import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {lognormalInterval} from "../../../src/stats/dose/correctedInformation.js";
import {mixtureInterval} from "../../../src/stats/dose/mixture.js";
import {expectAgreement} from "../../witness.js";

const oracle = JSON.parse(readFileSync(new URL("../../oracle/dose.json", import.meta.url), "utf8"));

test("mixtureInterval of one component is its normal interval (by hand)", () => {
  const {lower, upper} = mixtureInterval([1], [3], [2]);
  expect(upper).toBeCloseTo(3 + 2 * 1.959963984540054, 12);
  expect(lower).toBeCloseTo(3 - 2 * 1.959963984540054, 12);
});

test("mixtureInterval of three components is R's root (R)", () => {
  const {weights, means, sds, lower, upper} = oracle.mixture;
  const ours = mixtureInterval(weights, means, sds);
  expectAgreement(
    {
      estimator: "mixtureInterval",
      figure: "bounds",
      peer: "R uniroot",
      data: "three normal parts",
      digits: 11
    },
    [ours.lower, ours.upper],
    [lower, upper]
  );
  expect(() => mixtureInterval([0], [1], [1])).toThrow(
    new RangeError("weights must hold a positive one; got none")
  );
  expect(() => mixtureInterval([1], [1], [1], 1)).toThrow(
    new RangeError("level must lie between 0 and 1; got 1")
  );
});

test("lognormalInterval is R's integral solved for the slope (R)", () => {
  const {estimate, se, added, lower, upper} = oracle.lognormal;
  const ours = lognormalInterval(estimate, se, added);
  expectAgreement(
    {
      estimator: "correctedInformation",
      figure: "lognormal interval",
      peer: "R integrate and uniroot",
      data: "0.8 ± 0.2",
      digits: 10
    },
    [ours.lower, ours.upper],
    [lower, upper]
  );
});

test("lognormalInterval is the normal interval where doses do not err (by hand)", () => {
  const {lower, upper} = lognormalInterval(0.8, 0.2, 0);
  expect(lower).toBeCloseTo(0.8 - 0.2 * 1.959963984540054, 11);
  expect(upper).toBeCloseTo(0.8 + 0.2 * 1.959963984540054, 11);
  expect(() => lognormalInterval(1, 1, 1, 0)).toThrow(
    new RangeError("level must lie between 0 and 1; got 0")
  );
});
