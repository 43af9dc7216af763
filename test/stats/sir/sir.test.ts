import {expect, test} from "vitest";
import {poissonInterval} from "../../../src/stats/sir/poissonInterval.js";
import {sir} from "../../../src/stats/sir/sir.js";
import {expectAgreement} from "../../witness.js";

test("sir(10, 4) is 2.5 with Garwood's bounds over 4, and the excess over the person-years (by hand)", () => {
  const {lower, upper} = poissonInterval(10);
  const ratio = sir(10, 4, {pyr: 2000});
  expect(ratio).toMatchObject({observed: 10, expected: 4, estimate: 2.5, level: 0.95, method: "exact"});
  expect([ratio.lower, ratio.upper]).toEqual([lower / 4, upper / 4]);
  expect(ratio.excess).toEqual({estimate: 0.003, lower: (lower - 4) / 2000, upper: (upper - 4) / 2000});
});

test("sir's p-value and interval say the same, exact and mid-p (law)", () => {
  for (const method of ["exact", "mid-p"] as const) {
    for (const observed of [1, 4, 17, 120]) {
      const {lower, upper} = poissonInterval(observed, method, 0.9);
      // At a bound of the 90 % interval as expected number, p is 0.1.
      expect(sir(observed, lower, {method}).p).toBeCloseTo(0.1, 11);
      expect(sir(observed, upper, {method}).p).toBeCloseTo(0.1, 11);
    }
  }
});

test("sir's p-value of no cases where 3 are expected is 2·exp(−3), by mid-p exp(−3) (by hand)", () => {
  const byHand = {estimator: "sir", figure: "p", peer: "by hand", data: "no cases where 3 are expected"};
  expectAgreement({...byHand, digits: 14}, sir(0, 3).p, 0.09957413673572789);
  expectAgreement({...byHand, digits: 14}, sir(0, 3, {method: "mid-p"}).p, 0.049787068367863944);
  expect(sir(0, 3).lower).toBe(0);
});

test("sir names what is wrong (by hand)", () => {
  expect(() => sir(3, 0)).toThrow("expected must be > 0; got 0");
  expect(() => sir(3, NaN)).toThrow("expected must be > 0; got NaN");
  expect(() => sir(-3, 1)).toThrow("count must be a whole number ≥ 0; got -3");
  expect(() => sir(3, 1, {pyr: 0})).toThrow("pyr must be > 0; got 0");
});
