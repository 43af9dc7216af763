import {expect, test} from "vitest";
import {linearMixedModel, type MixedData} from "../../../src/stats/mixed/linearMixedModel.js";
import oracle from "../../oracle/mixed.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const estimator = "linearMixedModel";
const peer = `R lme4 ${oracle.packages.lme4}, lmer`;
const methods = ["ml", "reml"] as const;

type Model = keyof typeof oracle.models;

function dataOf(name: Model): MixedData {
  const {y, group, terms, x, slope} = oracle.models[name];
  const names = terms.slice(1);
  const columns = (x as number[][]).map((column) => Float64Array.from(column));
  const data = {y, group, fixed: {names, columns}};
  return slope ? {...data, slopes: {names: [slope], columns: [columns[names.indexOf(slope)]]}} : data;
}

for (const name of Object.keys(oracle.models) as Model[])
  for (const method of methods)
    test(`linearMixedModel(${name}, ${method}) matches lme4 (R)`, () => {
      const ours = linearMixedModel(dataOf(name), {method});
      const theirs = oracle.models[name][method];
      const witness = {estimator, peer: `${peer}(REML = ${method === "reml"})`, data: name, digits: 8};
      const singular = name === "dyestuff2";
      expect(ours.converged).toBe(true);
      expect(ours.df).toBe(theirs.df);
      expectAgreement(
        {...witness, figure: "coefficients"},
        ours.parameters.map((row) => row.estimate),
        theirs.estimate
      );
      expectAgreement(
        {...witness, figure: "standard errors"},
        ours.parameters.map((row) => row.se),
        theirs.se
      );
      expectAgreement({...witness, figure: "log-likelihood"}, ours.logLik, theirs.logLik);
      expectAgreement({...witness, figure: "AIC and BIC"}, [ours.aic, ours.bic], [theirs.aic, theirs.bic]);
      expectAgreement({...witness, figure: "residual standard deviation"}, ours.sigma, theirs.sigma);
      if (singular) {
        expect(ours.variance[0].estimate).toBeLessThan(1e-10);
        expect(ours.warnings).toEqual(["the variance of random effect (Intercept) is estimated as zero"]);
        return;
      }
      const deviations = ours.variance.map((row) => row.estimate);
      expectAgreement({...witness, figure: "standard deviations and correlation"}, deviations, theirs.sdcor);
      expectAgreement(
        {
          ...witness,
          figure: "random effects",
          digits: 7,
          because: "small predictions are differences of larger figures"
        },
        ours.randomEffects.flat(),
        theirs.ranef.flat()
      );
    });

for (const name of Object.keys(oracle.profiles) as (keyof typeof oracle.profiles)[])
  test(`linearMixedModel(${name}) has the profile bounds of lme4's deviance (R)`, () => {
    const ours = linearMixedModel(dataOf(name), {method: "ml", interval: {methods: ["profile"]}});
    const {fixed, variance} = oracle.profiles[name];
    const witness = {
      estimator,
      peer: `${peer} deviance, uniroot`,
      data: name,
      digits: 7,
      because: "R's inner minimum is found without derivatives"
    };
    const both = ({lower, upper}: {lower: number; upper: number}) => [lower, upper];
    expectAgreement(
      {...witness, figure: "profile bounds of coefficients"},
      ours.parameters.flatMap((row) => both(row.profile!)),
      fixed.flat()
    );
    expectAgreement(
      {...witness, figure: "profile bounds of standard deviations and correlation"},
      ours.variance.flatMap((row) => both(row.profile!)),
      Object.values(variance).flat()
    );
  });

test("linearMixedModel of balanced groups has the estimates of one-way analysis of variance (by hand)", () => {
  // Groups (1, 3), (5, 7), (6, 8): means 2, 6, 7; within mean square 2, between 2·(9 + 1 + 4)/2 = 14.
  const fit = linearMixedModel({
    y: [1, 3, 5, 7, 6, 8],
    group: [4, 4, 9, 9, 11, 11],
    fixed: {names: [], columns: []}
  });
  expect(fit.parameters[0].estimate).toBeCloseTo(5, 12);
  expect(fit.parameters[0].se).toBeCloseTo(Math.sqrt(14 / 6), 9);
  expect(fit.sigma).toBeCloseTo(Math.SQRT2, 9);
  expect(fit.covariance[0][0]).toBeCloseTo((14 - 2) / 2, 8);
  // Shrinkage 2·6/(2·6 + 2) = 6/7 of the group's mean residual.
  [-3, 1, 2].forEach((residual, j) => {
    expect(fit.randomEffects[j][0]).toBeCloseTo((residual * 6) / 7, 8);
  });
  expect(fit.groupLabels).toEqual([4, 9, 11]);
});

test("linearMixedModel does not depend on the order of rows or the unit of a slope (law)", () => {
  const data = dataOf("sleepSlope");
  const fit = linearMixedModel(data);
  const n = data.y.length;
  const turned = (column: ArrayLike<number>) => Array.from({length: n}, (_, i) => column[(i * 7) % n]);
  const milli = (column: ArrayLike<number>) => Float64Array.from(turned(column), (x) => 1000 * x);
  const days = milli(data.fixed.columns[0]);
  const other = linearMixedModel({
    y: turned(data.y),
    group: turned(data.group),
    fixed: {names: ["Days"], columns: [days]},
    slopes: {names: ["Days"], columns: [days]}
  });
  expect(other.logLik + Math.log(1000)).toBeCloseTo(fit.logLik, 8);
  expect(other.parameters[1].estimate * 1000).toBeCloseTo(fit.parameters[1].estimate, 8);
  expect(other.variance[1].estimate * 1000).toBeCloseTo(fit.variance[1].estimate, 6);
  expect(other.variance[2].estimate).toBeCloseTo(fit.variance[2].estimate, 6);
});

test("linearMixedModel of values far from zero loses no digits (law)", () => {
  const data = dataOf("sleepSlope");
  const fit = linearMixedModel(data);
  const far = linearMixedModel({...data, y: Array.from(data.y, (value) => 1e6 + value)});
  expect(far.parameters[0].estimate - 1e6).toBeCloseTo(fit.parameters[0].estimate, 7);
  expect(far.parameters[1].estimate).toBeCloseTo(fit.parameters[1].estimate, 8);
  expect(far.sigma).toBeCloseTo(fit.sigma, 7);
});

test("linearMixedModel tests the last random effect by a mixture of chi-squares (R)", () => {
  const slope = linearMixedModel(dataOf("sleepSlope"), {method: "ml"});
  const intercept = linearMixedModel(dataOf("sleepIntercept"), {method: "ml"});
  expect(slope.tests.random.statistic).toBeCloseTo(2 * (slope.logLik - intercept.logLik), 8);
  expect(linearMixedModel(dataOf("dyestuff2")).tests.random).toEqual({statistic: 0, df: 1, p: 1});
});

test("linearMixedModel with no variance between groups has the lower profile bound zero (by hand)", () => {
  const fit = linearMixedModel(dataOf("dyestuff2"), {method: "ml", interval: {methods: ["profile"]}});
  expect(fit.variance[0].profile).toMatchObject({lower: 0, status: {lower: "boundary", upper: "ok"}});
});

test("linearMixedModel names what is wrong (by hand)", () => {
  const none = {names: [], columns: []};
  const y = [1, 2, 4, 3];
  expect(() => linearMixedModel({y: [], group: [], fixed: none})).toThrow("y must hold a row; got none");
  expect(() => linearMixedModel({y, group: [1, 1, 1, 1], fixed: none})).toThrow(
    "group must have two groups or more"
  );
  expect(() => linearMixedModel({y, group: [1, 2, 3, 4], fixed: none})).toThrow(
    "rows must be more than the 4 random effects; got 4"
  );
  expect(() => linearMixedModel({y, group: [1, 1, 2], fixed: none})).toThrow(
    "group must have 4 entries as y has; got 3"
  );
  expect(() => linearMixedModel({y: [1, NaN, 2, 3], group: [1, 1, 2, 2], fixed: none})).toThrow(
    "y must be finite; got NaN in row 1"
  );
  expect(() => linearMixedModel({y, group: [1, 1, 2, 2.5], fixed: none})).toThrow(
    "group must be a whole number; got 2.5 in row 3"
  );
  const flat = {names: ["dose"], columns: [Float64Array.of(2, 2, 2, 2)]};
  expect(() => linearMixedModel({y, group: [1, 1, 2, 2], fixed: flat})).toThrow(
    "dose must not be constant or collinear with the terms before it"
  );
  const slopes = {names: ["time"], columns: [Float64Array.of(1, 1, 1, 1, 1, 1, 1)]};
  expect(() =>
    linearMixedModel({y: [1, 2, 4, 3, 5, 6, 4], group: [1, 1, 1, 1, 2, 2, 2], fixed: none, slopes})
  ).toThrow("time must not be constant or collinear with the terms before it");
  expect(() => linearMixedModel({y: [3, 3, 3, 3], group: [1, 1, 2, 2], fixed: none})).toThrow("y must vary");
  expect(() => linearMixedModel({y, group: [1, 1, 2, 2], fixed: none}, {interval: {level: 95}})).toThrow(
    "level must lie between 0 and 1; got 95"
  );
});
