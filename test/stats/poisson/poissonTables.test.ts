import {expect, test} from "vitest";
import {attributableCases} from "../../../src/stats/poisson/attributableCases.js";
import {linearQuadratic, quadratic} from "../../../src/stats/poisson/doseShape.js";
import {modelWeights} from "../../../src/stats/poisson/modelWeights.js";
import {overdispersion, quasiPoisson} from "../../../src/stats/poisson/overdispersion.js";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import {poissonResiduals} from "../../../src/stats/poisson/poissonResiduals.js";
import oracle from "../../oracle/poisson.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const row = (...values: number[]) => Float64Array.from(values);
const doctors = oracle.doctors.data;
const cases = Float64Array.from(doctors.cases);
const fit = poissonRegression({
  cases,
  pyr: Float64Array.from(doctors.pyr),
  loglinear: {
    names: ["smokes", "a2", "a3", "a4", "a5"],
    columns: [
      Float64Array.from(doctors.smokes),
      ...[1, 2, 3, 4].map((k) => Float64Array.from(doctors.age, (_, i) => Number(i % 5 === k)))
    ]
  }
});
const dose = row(0, 10, 20, 25);
const mock = {cases: row(6, 4, 8, 6), pyr: row(2500, 1000, 1000, 350)};
const linearFit = poissonRegression({...mock, excess: {kind: "relative", dose}});

for (const set of ["thorotrast", "simulated"] as const)
  test(`the score test of the dose matches uᵀI⁻¹u of glm on ${set} (R)`, () => {
    const data = oracle.sets[set];
    const {tests} = poissonRegression({
      cases: Float64Array.from(data.cases),
      pyr: Float64Array.from(data.pyr),
      strata: Int32Array.from(data.stratum),
      excess: {kind: "relative", dose: Float64Array.from(data.dose)}
    });
    expect(tests.doseScore.df).toBe(1);
    expectAgreement(
      {
        estimator: "poissonRegression",
        figure: "score test",
        peer: "R, glm: uᵀI⁻¹u at the null fit",
        data: set,
        digits: 9
      },
      tests.doseScore.statistic,
      oracle.extra.score[set]
    );
  });

test("poissonResiduals match residuals(glm) on the British doctors (R)", () => {
  for (const type of ["pearson", "deviance"] as const)
    expectAgreement(
      {
        estimator: "poissonResiduals",
        figure: type,
        peer: "R, residuals(glm)",
        data: "British doctors",
        digits: 9,
        because: "differences of nearly equal numbers"
      },
      poissonResiduals(cases, fit.fitted, type),
      oracle.extra.residuals[type]
    );
});

test("poissonResiduals of 8 cases for 1 fitted (by hand)", () => {
  const of = (type: Parameters<typeof poissonResiduals>[2]) => poissonResiduals(row(8), row(1), type)[0];
  expect(of("raw")).toBe(7);
  expect(of("pearson")).toBe(7);
  expect(of("anscombe")).toBeCloseTo(4.5, 14);
  expect(of("deviance")).toBeCloseTo(Math.sqrt(2 * (8 * Math.log(8) - 7)), 14);
  expect(Array.from(poissonResiduals(row(0, 1), row(0, 0)))).toEqual([0, Infinity]);
  expect(() => poissonResiduals(row(1), row(-1))).toThrow("fitted must be ≥ 0; got -1 in row 0");
});

test("quasiPoisson matches glm(family = quasipoisson) on the British doctors (R)", () => {
  const witness = {
    estimator: "quasiPoisson",
    figure: "standard errors",
    peer: "R, glm(family = quasipoisson)",
    data: "British doctors",
    digits: 10
  };
  expectAgreement(
    witness,
    quasiPoisson(fit).map(({se}) => se),
    oracle.extra.quasi.se
  );
  expectAgreement({...witness, figure: "dispersion"}, fit.dispersion!, oracle.extra.quasi.dispersion);
});

test("overdispersion is Dean's statistic (by hand)", () => {
  const {statistic, p} = overdispersion({...fit, fitted: row(1, 1), n: 4} as typeof fit, row(4, 0));
  // (9 − 4) + (1 − 0) over √(2 · 2).
  expect(statistic).toBe(3);
  expect(p).toBeCloseTo(0.0013498980316300933, 15);
});

test("attributableCases adds up to the fit, by band (law)", () => {
  const bands = attributableCases(linearFit, {...mock, dose}, [0, 5, 22, 100]);
  expect(bands.map(({cells}) => cells)).toEqual([1, 2, 1, 0]);
  const sum = (pick: (band: (typeof bands)[number]) => number) =>
    bands.reduce((all, band) => all + pick(band), 0);
  expect(sum(({cases}) => cases)).toBe(24);
  expect(sum(({background, excess}) => background + excess)).toBeCloseTo(24, 10);
  expect(bands[0]).toMatchObject({excess: 0, fraction: 0});
  const {estimate} = linearFit.parameters[0];
  expect(bands[2].fraction).toBeCloseTo((25 * estimate) / (1 + 25 * estimate), 12);
  expect(bands[1].meanDose).toBe(15);
  expect(() => attributableCases(linearFit, {...mock, dose}, [5, 10])).toThrow(
    "dose must be ≥ 5; got 0 in row 0"
  );
  expect(() => attributableCases(linearFit, {...mock, dose}, [0, 0])).toThrow(
    "edges must ascend; got 0 after 0"
  );
});

test("modelWeights are exp(−Δ/2) in shares (by hand)", () => {
  const {aic, deltaAic, bic} = modelWeights([
    {aic: 10, bic: 0},
    {aic: 12, bic: 0}
  ]);
  expect(deltaAic).toEqual([0, 2]);
  expect(aic[0] / aic[1]).toBeCloseTo(Math.E, 14);
  expect(bic).toEqual([0.5, 0.5]);
  expect(() => modelWeights([])).toThrow("models must hold a model; got none");
});

test("modelWeights of shapes of the dose-response add up to 1 (law)", () => {
  const shapes = [quadratic(), linearQuadratic()];
  const fits = shapes.map((shape) => poissonRegression({...mock, excess: {kind: "relative", dose, shape}}));
  const {aic, bic} = modelWeights([linearFit, ...fits]);
  for (const weights of [aic, bic]) expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 14);
});
