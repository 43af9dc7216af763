import {describe, expect, test} from "vitest";
import {log} from "../../../src/stats/numeric/elementary.js";
import {logisticRegression} from "../../../src/stats/regression/logisticRegression.js";
import oracle from "../../oracle/regression.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const column = (values: number[]) => Float64Array.from(values);
const design = (terms: object) => ({
  names: Object.keys(terms),
  columns: Object.values(terms as Record<string, number[]>).map(column)
});

describe("logisticRegression matches R's glm (R)", () => {
  for (const [data, expected] of Object.entries(oracle.logistic))
    test(data, () => {
      const fit = logisticRegression(
        {
          cases: column(expected.cases),
          trials: column(expected.trials),
          terms: design(expected.terms),
          weights: column(expected.weights),
          offset: column(expected.offset)
        },
        {interval: {methods: ["wald", "profile"]}}
      );
      const agree = (figure: string, ours: number | number[], theirs: number | number[], digits = 10) =>
        expectAgreement(
          {estimator: "logisticRegression", figure, peer: "R 4.2.2, glm", data, digits},
          ours,
          theirs
        );
      const {parameters} = fit;
      agree(
        "coefficients",
        parameters.map(({estimate}) => estimate),
        expected.coef
      );
      agree(
        "standard errors",
        parameters.map(({se}) => se),
        expected.se
      );
      agree(
        "z statistics",
        parameters.map(({statistic}) => statistic),
        expected.z
      );
      agree(
        "p-values",
        parameters.map(({p}) => p),
        expected.p,
        9
      );
      agree("covariance", fit.vcov.flat(), expected.vcov.flat());
      agree("log-likelihood", [fit.logLik, fit.nullLogLik], [expected.logLik, expected.nullLogLik]);
      agree("deviance", fit.deviance, expected.deviance);
      agree("AIC and BIC", [fit.aic, fit.bic], [expected.aic, expected.bic]);
      agree(
        "95 % profile bounds",
        parameters.flatMap(({profile}) => [profile!.lower, profile!.upper]),
        expected.profile.flat(),
        8
      );
    });
});

test("logisticRegression of 3 of 4 against 1 of 3 is log 1/2 and log 6, variance Σ 1/count (by hand)", () => {
  const fit = logisticRegression({cases: column([1, 3]), trials: column([3, 4]), terms: design({x: [0, 1]})});
  const [intercept, x] = fit.parameters;
  expect(intercept.estimate).toBeCloseTo(log(1 / 2), 12);
  expect(x.estimate).toBeCloseTo(log(6), 12);
  expect(fit.vcov[1][1]).toBeCloseTo(1 + 1 / 2 + 1 / 3 + 1, 10);
  expect(fit).toMatchObject({n: 2, events: 4, df: 2, warnings: []});
});

test("logisticRegression of single subjects and of the same in groups has the same estimates (law)", () => {
  const single = logisticRegression({
    cases: column([1, 0, 0, 1, 1, 1, 0]),
    terms: design({x: [0, 0, 0, 1, 1, 1, 1]})
  });
  const grouped = logisticRegression({
    cases: column([1, 3]),
    trials: column([3, 4]),
    terms: design({x: [0, 1]})
  });
  single.parameters.forEach(({estimate, se}, k) => {
    expect(estimate).toBeCloseTo(grouped.parameters[k].estimate, 12);
    expect(se).toBeCloseTo(grouped.parameters[k].se, 12);
  });
});

test("logisticRegression says that separated cases have no finite estimate (by hand)", () => {
  const fit = logisticRegression(
    {cases: column([0, 0, 0, 1, 1, 1]), terms: design({x: [1, 2, 3, 4, 5, 6]})},
    {interval: {methods: ["wald", "profile"]}}
  );
  const x = fit.parameters[1];
  expect(x.estimate).toBe(Infinity);
  expect(x.profile).toMatchObject({upper: Infinity, status: {lower: "ok", upper: "not determined"}});
  expect(x.profile!.lower).toBeGreaterThan(0);
  expect(fit.warnings).toContain("x has no finite estimate: cases are separated from others along it");
  expect(fit.logLik).toBeCloseTo(0, 6);
});

test("logisticRegression of a group without cases has −Infinity and an upper bound alone (by hand)", () => {
  const fit = logisticRegression(
    {cases: column([0, 3, 5]), trials: column([8, 9, 9]), terms: design({a: [1, 0, 0], b: [0, 0, 1]})},
    {interval: {methods: ["wald", "profile"]}}
  );
  const [intercept, a, b] = fit.parameters;
  expect(intercept.estimate).toBeCloseTo(log(1 / 2), 10);
  expect(b.estimate).toBeCloseTo(log(5 / 4) - log(1 / 2), 10);
  expect(a.estimate).toBe(-Infinity);
  expect(a.profile!.lower).toBe(-Infinity);
  expect(a.profile!.upper).toBeLessThan(0.7);
});

test("logisticRegression leaves out a collinear term with a warning, and names what is wrong (by hand)", () => {
  const cases = column([1, 0, 0, 1]);
  const terms = design({x: [0, 1, 2, 4], twice: [0, 2, 4, 8]});
  expect(logisticRegression({cases, terms}).warnings).toEqual([
    "twice is constant or a linear combination of the terms before it, and is left out"
  ]);
  expect(() => logisticRegression({cases: column([0, 0])})).toThrow("cases must hold a case; got none");
  expect(() => logisticRegression({cases: column([1, 1])})).toThrow(
    "cases must leave others; got cases alone"
  );
  expect(() => logisticRegression({cases: column([2, 0])})).toThrow(
    "cases must be a whole number from 0 to 1; got 2 in row 0"
  );
  expect(() => logisticRegression({cases, trials: column([1, 1, 0.5, 1])})).toThrow(
    "trials must be a whole number ≥ 0; got 0.5 in row 2"
  );
  expect(() => logisticRegression({cases, terms}, {control: {maxIterations: 1}})).toThrow(
    "logistic regression must converge; it stopped after 1 steps"
  );
});
