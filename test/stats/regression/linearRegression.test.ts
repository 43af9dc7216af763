import {describe, expect, test} from "vitest";
import {linearRegression} from "../../../src/stats/regression/linearRegression.js";
import oracle from "../../oracle/regression.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const column = (values: number[]) => Float64Array.from(values);
const design = (terms: object) => ({
  names: Object.keys(terms),
  columns: Object.values(terms as Record<string, number[]>).map(column)
});

describe("linearRegression matches R's lm (R)", () => {
  for (const [data, expected] of Object.entries(oracle.linear))
    test(data, () => {
      const fit = linearRegression({
        value: column(expected.value),
        terms: design(expected.terms),
        weights: column(expected.weights),
        offset: column(expected.offset)
      });
      // Longley's terms are collinear to four digits, which both sides lose.
      const digits = data === "longley" ? 9 : 11;
      const agree = (figure: string, ours: number | number[], theirs: number | number[]) =>
        expectAgreement(
          {estimator: "linearRegression", figure, peer: "R 4.2.2, lm", data, digits},
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
        "t statistics",
        parameters.map(({statistic}) => statistic),
        expected.t
      );
      agree(
        "p-values",
        parameters.map(({p}) => p),
        expected.p
      );
      agree(
        "95 % bounds",
        parameters.flatMap(({wald}) => [wald.lower, wald.upper]),
        expected.lower.flatMap((lower, k) => [lower, expected.upper[k]])
      );
      agree("covariance", fit.vcov.flat(), expected.vcov.flat());
      agree("sigma", fit.sigma, expected.sigma);
      agree("log-likelihood", [fit.logLik, fit.nullLogLik], [expected.logLik, expected.nullLogLik]);
      agree("deviance", fit.deviance, expected.deviance);
      agree("AIC and BIC", [fit.aic, fit.bic], [expected.aic, expected.bic]);
      if (data !== "mtcars") agree("R²", fit.rSquared, expected.rSquared);
      if (data !== "mtcars")
        agree("F test", [fit.tests.model.statistic, fit.tests.model.p], [expected.f[0], expected.fp]);
    });
});

test("linearRegression of (0, 1), (1, 3), (2, 2) is 3/2 + x/2 with residual variance 3/2 (by hand)", () => {
  const fit = linearRegression({value: column([1, 3, 2]), terms: design({x: [0, 1, 2]})});
  expect(fit.parameters[0].estimate).toBeCloseTo(1.5, 14);
  expect(fit.parameters[1].estimate).toBeCloseTo(0.5, 14);
  expect(fit.deviance).toBeCloseTo(3 / 2, 14);
  expect(fit.vcov[1][1]).toBeCloseTo(3 / 4, 14);
  expect(fit.parameters[1].statistic).toBeCloseTo(0.5 / Math.sqrt(0.75), 13);
  expect(fit).toMatchObject({n: 3, df: 2, residualDf: 1, warnings: []});
});

test("linearRegression leaves out a collinear or constant term with a warning (by hand)", () => {
  const fit = linearRegression({
    value: column([1, 3, 2, 5]),
    terms: design({x: [0, 1, 2, 4], twice: [0, 2, 4, 8], one: [1, 1, 1, 1]})
  });
  expect(fit.df).toBe(2);
  expect(fit.parameters.map(({estimate}) => Number.isNaN(estimate))).toEqual([false, false, true, true]);
  expect(fit.warnings).toEqual([
    "twice is constant or a linear combination of the terms before it, and is left out",
    "one is constant or a linear combination of the terms before it, and is left out"
  ]);
});

test("linearRegression names what is wrong (by hand)", () => {
  const terms = design({x: [0, 1, 2]});
  const value = column([1, 3, 2]);
  expect(() => linearRegression({value: column([])})).toThrow("value must hold a row; got none");
  expect(() => linearRegression({value: column([1, NaN, 2]), terms})).toThrow(
    "value must be finite; got NaN in row 1"
  );
  expect(() => linearRegression({value, terms: design({x: [1]})})).toThrow(
    "x must have 3 rows as value has; got 1"
  );
  expect(() => linearRegression({value, terms, weights: column([1, 0, 1])})).toThrow(
    "weights must be > 0; got 0 in row 1"
  );
  expect(() => linearRegression({value, terms}, {interval: {level: 1}})).toThrow(
    "level must lie between 0 and 1; got 1"
  );
  expect(() => linearRegression({value: column([1, 2]), terms: design({x: [0, 1]})})).toThrow(
    "value must have more rows than parameters, 2; got 2"
  );
  expect(() => linearRegression({value, terms: {names: ["x", "x"], columns: [value, value]}})).toThrow(
    "terms must have names of their own; got x twice"
  );
});
