import {expect, test} from "vitest";
import {profileFigure} from "../../../analyses/steps/profileFigure.js";
import {inwards, isAtEnd, scaled, scaledEstimate, slopeEstimate} from "../../../analyses/steps/slope.js";
import type {Study} from "../../../analyses/study.js";
import type {Parameter} from "../../../src/stats/result/fit.js";

/** A slope whose lower bound is −1 over the highest dose. */
const slopeOf = (highest: number, estimate = 0.3): Parameter => ({
  term: "dose",
  estimate,
  se: 0.2,
  statistic: 1,
  p: 0.1,
  wald: {lower: 0, upper: 0},
  profile: {lower: -1 / highest, upper: 1.1, status: {lower: "boundary", upper: "ok"}}
});
const publishing = {per: 1, unit: "per Gy", level: 0.95};

test("the end of what a model allows is given to two digits, outwards, and so is an estimate there (by hand)", () => {
  const parameter = slopeOf(3.217);
  expect(scaled(parameter.profile!, 1)).toEqual({lower: -0.32, upper: 1.1});
  expect(isAtEnd(parameter)).toBe(false);
  const atEnd = slopeOf(3.217, -1 / 3.217);
  expect(isAtEnd(atEnd)).toBe(true);
  expect(scaledEstimate(atEnd, 100)).toBe(-32);
  expect([inwards(atEnd.estimate), inwards(0.0987), inwards(-0.31)]).toEqual([-0.31, 0.098, -0.31]);
  expect(slopeEstimate("ERR", atEnd, publishing, {cases: 20})).toMatchObject({value: -0.32, lower: -0.32});
});

test("profileFigure tells the highest dose no better than its bound does (law)", () => {
  const drawn = (highest: number, estimate?: number) => {
    const slope = slopeOf(highest, estimate === undefined ? 0.3 : -1 / highest);
    const logLikAt = (value: number) => (1 + value * highest > 0 ? -((value - 0.3) ** 2) : -Infinity);
    return profileFigure(publishing, () => ({slope, logLik: 0, logLikAt}))({} as Study);
  };
  expect(drawn(3.217)).toEqual(drawn(3.199));
  expect(drawn(3.217, -1)).toMatchObject({options: {estimate: -0.32}});
});
