import {describe, expect, test} from "vitest";
import {type Excess, poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import oracle from "../../oracle/poissonBackground.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const set = oracle.set as unknown as Record<string, number[]>;
const column = (name: string) => Float64Array.from(set[name]);
const design = (names: readonly string[]) => ({names, columns: names.map(column)});
const [cases, pyr, dose] = ["cases", "pyr", "dose"].map(column);
const modified = {dose, modifiers: design(["e30", "lage"]), linearModifiers: design(["msex"])};
const excesses: Record<string, Excess> = {
  "powers of age": {kind: "relative", dose},
  ERR: {kind: "relative", ...modified},
  EAR: {kind: "absolute", ...modified}
};

describe.each(oracle.fits)("poissonRegression($name over a background in powers of age)", (expected) => {
  const fit = poissonRegression(
    {cases, pyr, loglinear: design(expected.loglinear), excess: excesses[expected.name]},
    {interval: {level: 0.9, methods: ["profile"]}}
  );
  // Slopes come first, then modifiers, then the background; here the product-linear modifier is the last of the four.
  const order = expected.name === "powers of age" ? [] : [0, 2, 3, 1];
  const parameters = fit.parameters.map((_, k) => fit.parameters[order[k] ?? k]);
  const agree = (figure: string, ours: number[], theirs: number[], digits: number) =>
    expectAgreement(
      {
        estimator: "poissonRegression",
        figure,
        peer: "R 4.2, Fisher scoring over all parameters",
        data: `survivors, ${expected.name}`,
        digits
      },
      ours,
      theirs
    );

  test("matches scoring over all parameters (R)", () => {
    expect(fit.warnings).toEqual([]);
    agree(
      "coefficients",
      parameters.map(({estimate}) => estimate),
      expected.estimate,
      8
    );
    agree(
      "standard errors",
      parameters.map(({se}) => se),
      expected.se,
      8
    );
    agree("log-likelihood", [fit.logLik], [expected.logLik], 10);
  });

  test("has the bounds of every parameter, those of the background too (R)", () => {
    expect(
      parameters.every(({profile}) => profile!.status.lower === "ok" && profile!.status.upper === "ok")
    ).toBe(true);
    agree(
      "profile bounds",
      parameters.flatMap(({profile}) => [profile!.lower, profile!.upper]),
      expected.profile.flat(),
      8
    );
  });
});

test("a background in powers of age is finite where each of them is far from 0 (R glm)", () => {
  const names = ["female", "age1", "age2", "age3", "age4"];
  const {parameters, deviance, warnings} = poissonRegression({cases, pyr, loglinear: design(names)});
  expect(warnings).toEqual([]);
  const of = {estimator: "poissonRegression", peer: "R 4.2, glm", data: "survivors, background"};
  expectAgreement(
    {...of, figure: "coefficients", digits: 8},
    parameters.map(({estimate}) => estimate),
    oracle.glm.estimate
  );
  expectAgreement(
    {...of, figure: "standard errors", digits: 8},
    parameters.map(({se}) => se),
    oracle.glm.se
  );
  expectAgreement({...of, figure: "deviance", digits: 11}, deviance, oracle.glm.deviance);
});
