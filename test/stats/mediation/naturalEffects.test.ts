import {expect, test} from "vitest";
import type {MediationModels} from "../../../src/stats/mediation/mediationModels.js";
import {naturalEffects} from "../../../src/stats/mediation/naturalEffects.js";
import {meanExpit, naturalRisks} from "../../../src/stats/mediation/naturalRisks.js";
import oracle from "../../oracle/mediation.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const coefficients = ({terms, estimate, vcov}: {terms: string[]; estimate: number[]; vcov: number[][]}) => ({
  parameters: terms.map((term, k) => ({term, estimate: estimate[k]})),
  vcov
});

function modelsOf(name: keyof typeof oracle.models): MediationModels {
  const {from, to, age, mediator} = oracle;
  return {
    mediator: coefficients(mediator),
    outcome: coefficients(oracle.models[name].outcome),
    outcomeScale: name.startsWith("linear") ? "linear" : "logistic",
    exposure: "dose",
    mediatorTerm: "marker",
    ...(name.endsWith("Interaction") && {interaction: "dose:marker"}),
    residual: {variance: mediator.variance, df: mediator.df},
    covariates: {age},
    from,
    to
  };
}

for (const name of Object.keys(oracle.models) as (keyof typeof oracle.models)[])
  test(`naturalEffects(${name}) has the effects and delta-method errors of lm, glm and numDeriv (R)`, () => {
    const {effects} = naturalEffects(modelsOf(name));
    const theirs = oracle.models[name];
    const witness = {
      estimator: "naturalEffects",
      peer: `R ${oracle.R}, lm, glm and numDeriv`,
      data: name,
      digits: 8
    };
    expect(effects.map((row) => row.term)).toEqual([
      "natural direct",
      "natural indirect",
      "total",
      "proportion mediated"
    ]);
    expectAgreement(
      {...witness, figure: "effects"},
      effects.map((row) => row.estimate),
      theirs.effects
    );
    expectAgreement(
      {...witness, figure: "standard errors"},
      effects.map((row) => row.se),
      theirs.se
    );
  });

for (const name of ["logistic", "logisticInteraction"] as const)
  test(`naturalRisks(${name}) has the risk differences of integrate and numDeriv (R)`, () => {
    const ours = naturalRisks(modelsOf(name));
    const theirs = oracle.models[name];
    const witness = {
      estimator: "naturalRisks",
      peer: `R ${oracle.R}, integrate and numDeriv`,
      data: name,
      digits: 9
    };
    expectAgreement(
      {...witness, figure: "risk differences"},
      ours.map((row) => row.estimate),
      theirs.risks
    );
    expectAgreement(
      {
        ...witness,
        figure: "standard errors",
        digits: 7,
        because: "both sides take derivatives by differences"
      },
      ours.map((row) => row.se),
      theirs.riskSe
    );
  });

test("naturalEffects without interaction add up to the total effect without the mediator (law)", () => {
  const {effects} = naturalEffects(modelsOf("linear"));
  expect(effects[2].estimate).toBeCloseTo(oracle.totalWithoutMediator, 12);
});

test("naturalEffects of a rare outcome are the logs of ratios of risks (law)", () => {
  const [a0, a1, s2] = [0.4, 0.3, 0.5];
  const [b0, b1, b2, b3] = [-14, 0.2, 0.6, 0.1];
  const zero = (size: number) => Array.from({length: size}, () => new Array<number>(size).fill(0));
  const terms = (names: string[], estimates: number[]) => ({
    parameters: names.map((term, k) => ({term, estimate: estimates[k]})),
    vcov: zero(names.length)
  });
  const [from, to] = [1, 3];
  const {effects} = naturalEffects({
    mediator: terms(["(Intercept)", "dose"], [a0, a1]),
    outcome: terms(["(Intercept)", "dose", "marker", "dose:marker"], [b0, b1, b2, b3]),
    outcomeScale: "logistic",
    exposure: "dose",
    mediatorTerm: "marker",
    interaction: "dose:marker",
    residual: {variance: s2, df: 100},
    from,
    to
  });
  const risk = (x: number, mediatorAt: number) => {
    const slope = b2 + b3 * x;
    return meanExpit(b0 + b1 * x + slope * (a0 + a1 * mediatorAt), slope * Math.sqrt(s2));
  };
  expect(effects[0].estimate).toBeCloseTo(Math.log(risk(to, from) / risk(from, from)), 4);
  expect(effects[1].estimate).toBeCloseTo(Math.log(risk(to, to) / risk(to, from)), 4);
});

test("meanExpit of no spread is expit, and one half about zero (by hand)", () => {
  expect(meanExpit(0.7, 0)).toBeCloseTo(1 / (1 + Math.exp(-0.7)), 14);
  for (const spread of [0.1, 1, 5, 40]) expect(meanExpit(0, spread)).toBeCloseTo(0.5, 13);
});

const small: MediationModels = {
  mediator: {
    parameters: [
      {term: "(Intercept)", estimate: 1},
      {term: "dose", estimate: 2}
    ],
    vcov: [
      [0, 0],
      [0, 0.25]
    ]
  },
  outcome: {
    parameters: [
      {term: "(Intercept)", estimate: 0},
      {term: "dose", estimate: 3},
      {term: "marker", estimate: 5}
    ],
    vcov: [
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0.16]
    ]
  },
  outcomeScale: "linear",
  exposure: "dose",
  mediatorTerm: "marker",
  from: 0,
  to: 1
};

test("naturalEffects of α₁ = 2 ± 0.5, β₁ = 3 ± 1, β₂ = 5 ± 0.4 (by hand)", () => {
  const {effects, warnings} = naturalEffects(small);
  expect(effects.map((row) => row.estimate)).toEqual([3, 10, 13, 10 / 13]);
  expect(effects[0].se).toBe(1);
  // Sobel: 5²·0.25 + 2²·0.16.
  expect(effects[1].se).toBeCloseTo(Math.sqrt(6.25 + 0.64), 14);
  expect(effects[2].se).toBeCloseTo(Math.sqrt(1 + 6.25 + 0.64), 14);
  expect(warnings).toEqual([]);
});

test("naturalEffects warns where there is no proportion mediated (by hand)", () => {
  const against = {
    ...small,
    outcome: {
      ...small.outcome,
      parameters: [small.outcome.parameters[0], {term: "dose", estimate: -10}, small.outcome.parameters[2]]
    }
  };
  const {effects, warnings} = naturalEffects(against);
  expect(effects).toHaveLength(3);
  expect(warnings).toEqual([
    "direct and indirect effects have opposite signs; a proportion mediated has no meaning",
    "the total effect is zero; there is no proportion mediated"
  ]);
});

test("naturalEffects and naturalRisks name what is wrong (by hand)", () => {
  expect(() => naturalEffects({...small, exposure: "gray"})).toThrow(
    "exposure must be a term of its model ((Intercept), dose); got gray"
  );
  expect(() => naturalEffects({...small, mediatorTerm: "m"})).toThrow(
    "mediatorTerm must be a term of its model"
  );
  expect(() => naturalEffects({...small, to: 0})).toThrow(
    "to must be a level of exposure other than from; got 0 and 0"
  );
  expect(() => naturalEffects({...modelsOf("linearInteraction"), covariates: {}})).toThrow(
    "covariates must give a value of age; got none"
  );
  expect(() => naturalEffects({...modelsOf("logisticInteraction"), residual: undefined})).toThrow(
    "residual must be given for a logistic outcome with interaction; got none"
  );
  expect(() => naturalEffects({...small, residual: {variance: 0, df: 3}})).toThrow(
    "residual must have variance and df > 0; got 0 and 3"
  );
  const broken = {
    ...small.mediator,
    parameters: [
      {term: "(Intercept)", estimate: NaN},
      {term: "dose", estimate: 1}
    ]
  };
  expect(() => naturalEffects({...small, mediator: broken})).toThrow(
    "(Intercept) must have a finite estimate; got NaN"
  );
  expect(() => naturalRisks(small)).toThrow("outcomeScale must be logistic; got linear");
  expect(() => naturalRisks({...modelsOf("logistic"), residual: undefined})).toThrow(
    "residual must be given for risks; got none"
  );
});
