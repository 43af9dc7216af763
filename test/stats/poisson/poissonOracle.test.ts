import {expect, test} from "vitest";
import {
  categorical,
  type DoseShape,
  linearExponential,
  linearQuadratic,
  quadratic
} from "../../../src/stats/poisson/doseShape.js";
import {
  type Excess,
  type PoissonData,
  type PoissonFit,
  poissonRegression
} from "../../../src/stats/poisson/poissonRegression.js";
import type {Design} from "../../../src/stats/result/design.js";
import oracle from "../../oracle/poisson.json" with {type: "json"};
import {expectAgreement, type Witness} from "../../witness.js";

type Columns = Record<string, number[]>;
const sets = oracle.sets as unknown as Record<string, Columns>;

const column = (data: Columns, name: string) => Float64Array.from(data[name]);
const design = (data: Columns, names: readonly string[]): Design => ({
  names,
  columns: names.map((name) => column(data, name))
});

const shapes: Record<string, DoseShape> = {
  quadratic: quadratic(),
  "linear-quadratic": linearQuadratic(),
  "linear-exponential": linearExponential(),
  categorical: categorical([1e-9, 1, 2])
};

const modifiersOf: Record<string, readonly string[]> = {
  "thorotrast ERR modified": ["female", "late"],
  "thorotrast EAR modified": ["female", "logAge"],
  "nickel ERR modified": ["logAge"],
  "simulated ERR modified": ["z1", "z2"],
  "simulated ERR product-linear": ["z2"],
  "simulated EAR loglinear": ["z1"]
};

/** The model that the oracle calls `name`, for its data set `set`. */
function modelOf(set: string, name: string, strata: boolean, loglinear: readonly string[]): PoissonData {
  const data = sets[set];
  const modifiers = modifiersOf[`${set} ${name}`];
  const doses = ["dose", "other"].map((dose) => ({
    name: dose,
    values: column(data, dose in data ? dose : "dose")
  }));
  const excess: Excess = {
    kind: name.startsWith("ERR") ? "relative" : "absolute",
    dose: name === "ERR two doses" ? doses : column(data, "dose"),
    shape: shapes[name.slice(4)],
    ...(modifiers && {modifiers: design(data, modifiers)}),
    ...(name === "ERR product-linear" && {linearModifiers: design(data, ["z1"])})
  };
  const intercept = name.includes("intercept");
  return {
    cases: column(data, "cases"),
    pyr: column(data, "pyr"),
    ...(strata && {strata: Int32Array.from(data.stratum)}),
    ...("rate" in data && {rate: column(data, "rate")}),
    ...(loglinear.length > 0 && {loglinear: design(data, loglinear)}),
    ...(intercept && {loglinear: {names: ["one"], columns: [column(data, "pyr").fill(1)]}}),
    ...(name !== "loglinear" && {excess})
  };
}

/** Parameters in the oracle's order: excess, intercept, loglinear. */
const figures = (fit: PoissonFit, pick: (parameter: PoissonFit["parameters"][number]) => number) =>
  fit.parameters.map(pick);

const fisher = "R, Fisher scoring over all parameters";

for (const theirs of oracle.fits) {
  const label = `${theirs.name} on ${theirs.data}`;
  test(`poissonRegression(${label}) matches scoring over all parameters (R)`, () => {
    const data = modelOf(theirs.data, theirs.name, theirs.strata, theirs.loglinear);
    const ours = poissonRegression(data, {
      interval: {level: theirs.level, methods: theirs.lower.length > 0 ? ["wald", "profile"] : ["wald"]}
    });
    const witness = (figure: string, digits: number): Witness => ({
      estimator: "poissonRegression",
      figure: `${figure}, ${theirs.name}`,
      peer: fisher,
      data: theirs.data,
      digits
    });
    expectAgreement(
      witness("estimates", 9),
      figures(ours, ({estimate}) => estimate),
      theirs.estimate
    );
    expectAgreement(
      witness("standard errors", 9),
      figures(ours, ({se}) => se),
      theirs.se
    );
    expectAgreement(witness("log-likelihood", 12), ours.logLik, theirs.logLik);
    expectAgreement(witness("deviance", 10), ours.deviance, theirs.deviance);
    expectAgreement(witness("fitted cases", 9), ours.fitted.slice(0, theirs.fitted.length), theirs.fitted);
    const dispersion = theirs.pearson / (ours.n - ours.df - ours.strata);
    if (ours.dispersion !== undefined)
      expectAgreement(witness("Pearson's χ²", 9), ours.dispersion, dispersion);
    if (theirs.nullLogLik !== null && typeof theirs.nullLogLik === "number")
      expectAgreement(witness("null log-likelihood", 12), ours.nullLogLik, theirs.nullLogLik);
    theirs.lower.forEach((lower, k) => {
      const {profile} = ours.parameters[k];
      const upper = theirs.upper[k];
      if (typeof lower === "number")
        expectAgreement(witness(`lower profile bound of parameter ${k + 1}`, 8), profile!.lower, lower);
      if (typeof upper === "number")
        expectAgreement(witness(`upper profile bound of parameter ${k + 1}`, 8), profile!.upper, upper);
    });
    for (let i = 0; i < ours.fitted.length; ++i)
      expect(Math.abs(ours.background[i] + ours.excess[i] - ours.fitted[i])).toBeLessThanOrEqual(
        1e-15 * ours.fitted[i]
      );
  });
}

for (const {name, data: set, fit: theirs} of oracle.gnm) {
  test(`poissonRegression(${name} on ${set}) matches gnm with eliminated strata (R)`, () => {
    const terms = name === "loglinear" ? ["x1", "z1", "z2"] : set === "simulated" ? ["x1"] : [];
    const ours = poissonRegression(modelOf(set, name, true, terms));
    const witness = (figure: string, digits: number): Witness => ({
      estimator: "poissonRegression",
      figure: `${figure}, ${name}`,
      peer: "R gnm 1.1-2, gnm(eliminate = stratum)",
      data: set,
      digits
    });
    expectAgreement(
      witness("estimates", 9),
      figures(ours, ({estimate}) => estimate),
      theirs.estimate
    );
    expectAgreement(
      witness("standard errors", 9),
      figures(ours, ({se}) => se),
      theirs.se
    );
    expectAgreement(witness("log-likelihood", 12), ours.logLik, theirs.logLik);
    expectAgreement(witness("AIC", 12), ours.aic, theirs.aic);
  });
}
