import {jStat} from "jstat";
import {expect, test} from "vitest";
import {betaLower, betaQuantile} from "../../../src/stats/numeric/beta.js";
import {chiSquareLower, chiSquareQuantile} from "../../../src/stats/numeric/chiSquare.js";
import {fisherFLower} from "../../../src/stats/numeric/fisherF.js";
import {gammaQuantile} from "../../../src/stats/numeric/gamma.js";
import {normalLower, normalQuantile} from "../../../src/stats/numeric/normal.js";
import {studentTLower} from "../../../src/stats/numeric/studentT.js";

// An independent program in the centre of each distribution, where its authors claim six digits.
const centre = [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99];
const agrees = (ours: number, theirs: number) =>
  expect(Math.abs(ours - theirs)).toBeLessThan(1e-6 * Math.abs(theirs));

test("quantiles of the normal, gamma, chi-square and beta agree with jStat to six digits", () => {
  for (const p of centre) {
    if (p !== 0.5) agrees(normalQuantile(p), jStat.normal.inv(p, 0, 1));
    for (const shape of [0.5, 1, 4, 30]) {
      agrees(gammaQuantile(p, shape), jStat.gamma.inv(p, shape, 1));
      agrees(chiSquareQuantile(p, 2 * shape), jStat.chisquare.inv(p, 2 * shape));
      agrees(betaQuantile(p, shape, 2), jStat.beta.inv(p, shape, 2));
    }
  }
});

test("lower tails of the normal, chi-square, t, F and beta agree with jStat to six digits", () => {
  for (const x of [0.2, 0.5, 0.9, 1.5, 2.5]) {
    agrees(normalLower(x), jStat.normal.cdf(x, 0, 1));
    for (const df of [1, 3, 12]) {
      agrees(chiSquareLower(x, df), jStat.chisquare.cdf(x, df));
      agrees(studentTLower(x, df), jStat.studentt.cdf(x, df));
      agrees(fisherFLower(x, df, 7), jStat.centralF.cdf(x, df, 7));
      if (x < 1) agrees(betaLower(x, df, 2), jStat.beta.cdf(x, df, 2));
    }
  }
});
