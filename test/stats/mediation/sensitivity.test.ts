import {expect, test} from "vitest";
import {confounderBias} from "../../../src/stats/mediation/confounderBias.js";
import {correlatedErrors} from "../../../src/stats/mediation/correlatedErrors.js";
import {eValue} from "../../../src/stats/mediation/eValue.js";
import oracle from "../../oracle/mediation.json" with {type: "json"};

test("correlatedErrors at the confounder's own correlation is the true indirect effect (R)", () => {
  // 200,000 simulated rows: the standard error of the indirect effect is about 0.001.
  const {rho, true: truth, ...fit} = oracle.confounded;
  const ours = correlatedErrors({...fit, change: 1}, [0, rho]);
  expect(ours.indirect[0]).toBeCloseTo(fit.exposureOnMediator * fit.mediatorOnOutcome, 12);
  expect(Math.abs(ours.indirect[0] - truth)).toBeGreaterThan(0.2);
  expect(Math.abs(ours.indirect[1] - truth)).toBeLessThan(0.004);
});

test("correlatedErrors vanishes at rhoAtZero (law)", () => {
  const fit = {exposureOnMediator: 2, mediatorOnOutcome: 3, mediatorSd: 1, outcomeSd: 4, change: 10};
  const {rhoAtZero} = correlatedErrors(fit, []);
  expect(rhoAtZero).toBe(0.6);
  expect(correlatedErrors(fit, [rhoAtZero]).indirect[0]).toBeCloseTo(0, 12);
  expect(() => correlatedErrors(fit, [1])).toThrow("rho must lie between -1 and 1; got 1");
  expect(() => correlatedErrors({...fit, outcomeSd: 0}, [])).toThrow(
    "residual standard deviations must be > 0; got 1 and 0"
  );
});

test("confounderBias moves what it takes from the direct effect to the indirect one (by hand)", () => {
  expect(confounderBias({effect: 2, difference: 0.25}, {direct: 3, indirect: 1})).toEqual({
    direct: 2.5,
    indirect: 1.5,
    bias: 0.5
  });
  // (1 + 2·0.5)/(1 + 2·0.25) = 4/3.
  const odds = confounderBias({oddsRatio: 3, prevalence: [0.5, 0.25]}, {direct: 1, indirect: 0});
  expect(odds.bias).toBeCloseTo(Math.log(4 / 3), 14);
  expect(odds.direct + odds.indirect).toBeCloseTo(1, 14);
  expect(() => confounderBias({oddsRatio: 0, prevalence: [0, 0]}, {direct: 0, indirect: 0})).toThrow(
    "oddsRatio must be > 0; got 0"
  );
  expect(() => confounderBias({oddsRatio: 2, prevalence: [1.5, 0]}, {direct: 0, indirect: 0})).toThrow(
    "prevalence must be a probability; got 1.5"
  );
});

test("eValue of 3.9 (1.8 to 8.7) is 7.26 and 3.0 (published: VanderWeele and Ding 2017)", () => {
  const {estimate, bound} = eValue(3.9, {lower: 1.8, upper: 8.7});
  expect(Number(estimate.toFixed(2))).toBe(7.26);
  expect(Number(bound!.toFixed(1))).toBe(3);
});

test("eValue of a protective ratio is that of its inverse, and 1 where the interval holds 1 (law)", () => {
  expect(eValue(0.25).estimate).toBe(eValue(4).estimate);
  expect(eValue(1.5, {lower: 0.9, upper: 2}).bound).toBe(1);
  expect(eValue(0.5, {lower: 0.2, upper: 0.8}).bound).toBe(eValue(0.8).estimate);
  expect(() => eValue(0)).toThrow("riskRatio must be > 0; got 0");
});
