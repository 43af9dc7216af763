import {describe, expect, test} from "vitest";
import {stream} from "../../../loaders/synthetic/stream.js";
import type {DoseForm} from "../../../src/stats/dose/doseForm.js";
import type {DoseLikelihood} from "../../../src/stats/dose/doseLikelihood.js";
import {logisticLikelihood} from "../../../src/stats/dose/logisticLikelihood.js";
import {rateLikelihood} from "../../../src/stats/dose/rateLikelihood.js";
import {strataSets} from "../../../src/stats/dose/rateModel.js";
import {fitOneDose} from "../../../src/stats/dose/regressionCalibration.js";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import {logisticRegression} from "../../../src/stats/regression/logisticRegression.js";
import {conditionalLogistic} from "../../../src/stats/survival/conditionalLogistic.js";
import {coxph} from "../../../src/stats/survival/coxph.js";
import {riskSets} from "../../../src/stats/survival/riskSets.js";
import {expectAgreement} from "../../witness.js";

const random = stream(1, "dose likelihood");
const n = 300;
const make = (value: (i: number) => number) => Float64Array.from({length: n}, (_, i) => value(i));
const dose = make(() => (random.uniform() < 0.2 ? 0 : random.exponential()));
const x = make(() => random.normal());
const half = make(() => (random.uniform() < 0.5 ? 1 : 0));
const pyr = make(() => 0.5 + random.uniform());
const strata = Int32Array.from({length: n}, (_, i) => i % 10);
const rate = make((i) => 0.4 * Math.exp(0.3 * x[i]) * (1 + 0.8 * dose[i]));
const cases = make((i) => {
  let count = 0;
  for (let left = rate[i] * pyr[i]; (left -= random.exponential()) > 0; ) ++count;
  return count;
});
const binary = make((i) => (random.uniform() < rate[i] / (1 + rate[i]) ? 1 : 0));
const exit = make((i) => 1 + Math.floor((20 * random.exponential()) / rate[i]));
const event = make((i) => (exit[i] < 60 ? 1 : 0));
const entry = make((i) => (half[i] ? Math.floor(0.6 * exit[i] * random.uniform()) : 0));
const coarse = exit.map((time, i) => Math.max(entry[i] + 1, 5 * Math.ceil(time / 5)));
const loglinear = {names: ["x", "half"], columns: [x, half]};
const forms: DoseForm[] = [
  {scale: "excess", degree: 1},
  {scale: "excess", degree: 2},
  {scale: "log", degree: 1},
  {scale: "log", degree: 2},
  {scale: "linear-exponential", degree: 2},
  {scale: "excess", degree: 2, interactions: {names: ["u"], columns: [half]}},
  {scale: "log", degree: 2, modifiers: {names: ["z"], columns: [x]}},
  {
    scale: "excess",
    degree: 1,
    interactions: {names: ["u"], columns: [x.map((value) => value / 20)]},
    modifiers: {names: ["z"], columns: [half]}
  },
  {
    scale: "linear-exponential",
    degree: 2,
    interactions: {names: ["u"], columns: [half]},
    modifiers: {names: ["z", "x2"], columns: [x, half.map((value) => 1 - value)]}
  }
];
const families: Record<string, (form: DoseForm) => DoseLikelihood> = {
  "Poisson with an intercept": (form) => rateLikelihood({cases, personTime: pyr, loglinear, form}),
  "Poisson in strata": (form) =>
    rateLikelihood({cases, personTime: pyr, sets: strataSets(strata), loglinear, form}),
  Cox: (form) => rateLikelihood({cases: event, sets: riskSets(entry, exit, event, strata), loglinear, form}),
  "Cox with Efron's ties": (form) =>
    rateLikelihood({cases: event, sets: riskSets(entry, coarse, event), ties: "efron", loglinear, form}),
  logistic: (form) => logisticLikelihood({cases: binary, loglinear, form})
};

describe.each(Object.entries(families))("%s likelihood", (_, family) => {
  test.each(forms)(
    "has the slopes of its differences, in parameters and doses, $scale $degree (law)",
    (form) => {
      const likelihood = family(form);
      const theta = likelihood.start.map(
        (value, k) => value + [0.2, 0.03, 0.1, -0.1, 0.05, 0.02, 0.04][k % 7]
      );
      const {evaluate} = likelihood.given(dose);
      const point = evaluate(theta)!;
      const h = 3e-5;
      const moved = (k: number, by: number) =>
        evaluate(theta.map((value, j) => (j === k ? value + by : value)))!;
      theta.forEach((_, k) => {
        const slope = (moved(k, h).logLik - moved(k, -h).logLik) / (2 * h);
        expect(Math.abs(slope - point.gradient[k])).toBeLessThan(2e-5 * (1 + Math.abs(slope)));
        theta.forEach((_, l) => {
          const curve = -(moved(k, h).gradient[l] - moved(k, -h).gradient[l]) / (2 * h);
          const information = point.information[k * theta.length + l];
          expect(Math.abs(curve - information)).toBeLessThan(2e-5 * (1 + Math.abs(curve)));
        });
      });
      const slopes = likelihood.slopes(theta, dose)!;
      const change = dose.map((d, i) => d * (((i * 7) % 11) / 11 - 0.4));
      const along = (t: number) => likelihood.given(dose.map((d, i) => d + t * change[i])).evaluate(theta)!;
      const first = slopes.first.reduce((sum, value, i) => sum + value * change[i], 0);
      expect((along(h).logLik - along(-h).logLik) / (2 * h)).toBeCloseTo(first, 4);
      const second = (along(1e-3).logLik - 2 * along(0).logLik + along(-1e-3).logLik) / 1e-6;
      expect(Math.abs(second - slopes.second(change))).toBeLessThan(1e-3 * (1 + Math.abs(second)));
      // Both leave the same constants out, whether they see rows or groups, up to terms of person-time.
      const other = likelihood.slopes(
        theta.map((value) => 0.9 * value),
        dose
      )!;
      const there = evaluate(theta.map((value) => 0.9 * value))!;
      expect(slopes.logLik - other.logLik).toBeCloseTo(point.logLik - there.logLik, 8);
    }
  );
});

test("rateLikelihood at one dose is poissonRegression, with strata and without (law)", () => {
  for (const codes of [strata, undefined]) {
    const sets = codes && strataSets(codes);
    const ours = fitOneDose(rateLikelihood({cases, personTime: pyr, sets, loglinear}), dose);
    const theirs = poissonRegression({
      cases,
      pyr,
      strata: codes,
      loglinear,
      excess: {kind: "relative", dose}
    });
    for (const {term, estimate, se} of theirs.parameters) {
      const own = ours.parameters.find((row) => row.term === term)!;
      expect(own.estimate).toBeCloseTo(estimate, 7);
      // By observed information here, by expected information there.
      expect(own.se / se).toBeCloseTo(1, 1);
    }
  }
});

test("rateLikelihood over risk sets is coxph with Breslow's ties, late entry and strata (law)", () => {
  const sets = riskSets(entry, exit, event, strata);
  const fit = fitOneDose(rateLikelihood({cases: event, sets, loglinear}), dose);
  const cox = coxph({entry, exit, event, strata, loglinear, excess: {dose}}, {ties: "breslow"});
  expect(fit.logLik).toBeCloseTo(cox.logLik, 8);
  fit.parameters.forEach(({term, estimate, se}, k) => {
    expect(term).toBe(cox.parameters[k].term);
    expect(estimate).toBeCloseTo(cox.parameters[k].estimate, 7);
    expect(se).toBeCloseTo(cox.parameters[k].se, 7);
  });
});

test.each([
  [
    {scale: "excess", degree: 1, modifiers: {names: ["z"], columns: [half]}},
    {excess: {dose, modifiers: {names: ["z"], columns: [half]}}}
  ],
  [{scale: "excess", degree: 1}, {excess: {dose}}]
] as const)(
  "rateLikelihood with Efron's ties is coxph, late entry, strata and a modifier (law)",
  (form, model) => {
    const sets = riskSets(entry, coarse, event, strata);
    const terms = {names: ["x"], columns: [x]};
    const fit = fitOneDose(rateLikelihood({cases: event, sets, ties: "efron", loglinear: terms, form}), dose);
    const cox = coxph({entry, exit: coarse, event, strata, loglinear: terms, ...model}, {ties: "efron"});
    expect(fit.logLik).toBeCloseTo(cox.logLik, 8);
    fit.parameters.forEach(({term, estimate, se}, k) => {
      expect(term).toBe(cox.parameters[k].term);
      expect(estimate).toBeCloseTo(cox.parameters[k].estimate, 6);
      expect(se).toBeCloseTo(cox.parameters[k].se, 6);
    });
  }
);

test("rateLikelihood over matched sets of one case is conditionalLogistic (law)", () => {
  const set = Int32Array.from({length: n}, (_, i) => Math.floor(i / 5));
  // The highest of five rates, each stretched at random, is the case's.
  const stretched = rate.map((value) => random.exponential() / value);
  const isCase = make((i) =>
    stretched[i] === Math.min(...stretched.slice(i - (i % 5), i - (i % 5) + 5)) ? 1 : 0
  );
  const fit = fitOneDose(rateLikelihood({cases: isCase, sets: strataSets(set), loglinear}), dose);
  const theirs = conditionalLogistic({case: isCase, set, loglinear, excess: {dose}});
  expect(fit.logLik).toBeCloseTo(theirs.logLik, 8);
  fit.parameters.forEach(({estimate, se}, k) => {
    expect(estimate).toBeCloseTo(theirs.parameters[k].estimate, 6);
    expect(se).toBeCloseTo(theirs.parameters[k].se, 6);
  });
});

test("logisticLikelihood of log odds linear in dose is logisticRegression (law)", () => {
  const fit = fitOneDose(
    logisticLikelihood({cases: binary, loglinear, form: {scale: "log", degree: 1}}),
    dose
  );
  const terms = {names: ["dose", "x", "half"], columns: [dose, x, half]};
  const [one, slope, ...others] = logisticRegression({cases: binary, terms}).parameters;
  const inOrder = [slope, one, ...others];
  expectAgreement(
    {
      estimator: "logisticLikelihood",
      figure: "coefficients",
      peer: "by hand: logisticRegression",
      data: "300 persons",
      digits: 9
    },
    fit.parameters.map(({estimate}) => estimate),
    inOrder.map(({estimate}) => estimate)
  );
});

test("rateLikelihood names what is wrong with its rows (by hand)", () => {
  const two = Float64Array.of(1, 0);
  const wrong: [() => unknown, string][] = [
    [() => rateLikelihood({cases: Float64Array.of(-1, 0)}), "cases must be ≥ 0; got -1 in row 0"],
    [() => rateLikelihood({cases: Float64Array.of(0, 0)}), "cases must hold a case; got none"],
    [() => rateLikelihood({cases: new Float64Array(0)}), "cases must hold a case; got none"],
    [
      () => rateLikelihood({cases: two, personTime: Float64Array.of(1)}),
      "personTime must have 2 rows; got 1"
    ],
    [
      () => rateLikelihood({cases: two, personTime: Float64Array.of(0, 1)}),
      "personTime must be > 0 where there are cases; got 0 in row 0"
    ],
    [() => rateLikelihood({cases: two, sets: strataSets([0])}), "sets must have 2 rows; got 1 and 1"],
    [
      () =>
        rateLikelihood({
          cases: two,
          sets: {ptr: Int32Array.of(0, 1), from: Int32Array.of(0, 0), to: Int32Array.of(0, 1)}
        }),
      "sets must hold every row with cases; got none for row 0"
    ],
    [
      () => rateLikelihood({cases: two, loglinear: {names: ["x"], columns: [Float64Array.of(1, NaN)]}}),
      "x must be finite; got NaN in row 1"
    ],
    [
      () => rateLikelihood({cases: two, loglinear: {names: ["x", "x"], columns: [two, two]}}),
      "loglinear terms must have names of their own; got x twice"
    ],
    [
      () => logisticLikelihood({cases: Float64Array.of(1, 1)}),
      "cases must leave a trial without one; got nothing but cases"
    ],
    [() => logisticLikelihood({cases: Float64Array.of(2, 0)}), "cases must be ≤ trials; got 2 of 1 in row 0"]
  ];
  for (const [run, message] of wrong) expect(run).toThrow(new RangeError(message));
});

test("fits name a term that others make up, and one that separates the cases (by hand)", () => {
  const twice = {names: ["x", "y"], columns: [x, x.map((value) => 2 * value)]};
  expect(() => fitOneDose(rateLikelihood({cases, sets: strataSets(strata), loglinear: twice}), dose)).toThrow(
    /^y must not be determined by the terms before it; got information of rank 2$/
  );
  const only = {names: ["only"], columns: [binary]};
  expect(() => fitOneDose(logisticLikelihood({cases: binary, loglinear: only}), dose)).toThrow(
    /must have finite estimates|must settle/
  );
});
