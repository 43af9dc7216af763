import {expect, test} from "vitest";
import {linear, linearExponential} from "../../../src/stats/poisson/doseShape.js";
import type {Dose, Excess, PoissonData} from "../../../src/stats/poisson/poissonData.js";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import {prepareCells} from "../../../src/stats/poisson/prepareCells.js";
import {ratioLikelihood} from "../../../src/stats/poisson/ratioLikelihood.js";
import {relativeLikelihood} from "../../../src/stats/poisson/relativeLikelihood.js";
import type {Design} from "../../../src/stats/result/design.js";
import plain from "../../oracle/poisson.json" with {type: "json"};
import oracle from "../../oracle/poissonJoint.json" with {type: "json"};
import {expectAgreement, type Witness} from "../../witness.js";

type Columns = Record<string, number[]>;
const sets = {
  simulated: plain.sets.simulated,
  doctors: {...plain.doctors.data, age: plain.doctors.data.age.map(Number)},
  ...oracle.sets
} as unknown as Record<string, Columns>;

const column = (data: Columns, name: string) => Float64Array.from(data[name]);
const design = (data: Columns, ...names: string[]): Design => ({
  names,
  columns: names.map((name) => column(data, name))
});

/** The two exposures of each data set. */
const exposures: Record<string, [string, string]> = {
  simulated: ["dose", "other"],
  nickel: ["dose", "old"],
  miners: ["radon", "smoking"],
  smelter: ["radon", "smoking"]
};

function excessOf(set: string, name: string): Excess {
  const data = sets[set];
  const dose = (k: 0 | 1): Dose[] => [{name: exposures[set][k], values: column(data, exposures[set][k])}];
  const kind = "relative";
  const one: Excess = {kind, dose: dose(0)};
  if (name === "own modifiers" && set === "simulated")
    return {...one, modifiers: design(data, "z1"), more: [{dose: dose(1), modifiers: design(data, "z2")}]};
  if (name === "own modifiers") return {...one, modifiers: design(data, "z"), more: [{dose: dose(1)}]};
  if (name === "own shapes")
    return {
      ...one,
      shape: linearExponential(),
      more: [{dose: dose(1), shape: linear(), linearModifiers: design(data, "z")}]
    };
  if (name === "multiplied")
    return {
      ...one,
      ...(set === "simulated" && {modifiers: design(data, "z1")}),
      more: [{dose: dose(1)}],
      joint: "multiplicative"
    };
  return name === "mixed" ? {...one, more: [{dose: dose(1)}], joint: "mixture"} : one;
}

const fisher = "R, Fisher scoring over all parameters";

for (const theirs of oracle.fits) {
  const {name, data: set} = theirs;
  const data = sets[set];
  const nb = name === "negative binomial";
  const strata = set !== "nickel" && !(nb && set === "simulated");
  const cells: PoissonData = {
    cases: column(data, "cases"),
    pyr: column(data, "pyr"),
    ...(strata && {strata: Int32Array.from(data.stratum)}),
    ...(set === "nickel" && {
      rate: column(data, "rate"),
      loglinear: {names: ["(Intercept)"], columns: [column(data, "pyr").fill(1)]}
    }),
    ...(theirs.loglinear.length > 0 && {loglinear: design(data, ...theirs.loglinear)}),
    ...(name === "weights" && {weights: column(data, set === "simulated" ? "pyr" : "radon")}),
    ...(nb && {family: "negative-binomial"}),
    excess: excessOf(set, name)
  };
  test(`poissonRegression(${name} on ${set}) matches scoring over all parameters (R)`, () => {
    const methods = [
      "wald",
      ...(theirs.profile ? ["profile" as const] : []),
      ...(theirs.score ? ["score" as const] : [])
    ] as const;
    const ours = poissonRegression(cells, {interval: {level: 0.9, methods}});
    const witness = (figure: string, digits: number): Witness => ({
      estimator: "poissonRegression",
      figure: `${figure}, ${name}`,
      peer: fisher,
      data: set,
      digits
    });
    // The overdispersion comes last.
    const own = nb ? ours.parameters.slice(0, -1) : ours.parameters;
    expectAgreement(
      witness("estimates", 9),
      own.map(({estimate}) => estimate),
      theirs.estimate
    );
    expectAgreement(
      witness("standard errors", 9),
      own.map(({se}) => se),
      theirs.se
    );
    expectAgreement(witness("log-likelihood", 12), ours.logLik, theirs.logLik);
    expectAgreement(witness("fitted cases", 9), ours.fitted.slice(0, theirs.fitted.length), theirs.fitted);
    if (nb) expectAgreement(witness("overdispersion", 9), ours.parameters.at(-1)!.estimate, theirs.tau);
    for (const method of ["profile", "score"] as const)
      for (const [k, bounds] of (theirs[method] ?? []).entries()) {
        const interval = ours.parameters[k][method]!;
        for (const [side, bound] of [interval.lower, interval.upper].entries()) {
          const other = bounds[side];
          if (typeof other === "number")
            expectAgreement(
              witness(`${side === 0 ? "lower" : "upper"} ${method} bound of parameter ${k + 1}`, 8),
              bound,
              other
            );
        }
      }
  });
}

for (const [set, terms] of [
  ["doctors", ["smokes", "age"]],
  ["miners", ["smoking", "z"]],
  ["simulated", ["x1", "z1", "z2"]]
] as const) {
  test(`poissonRegression(negative binomial on ${set}) matches glm.nb (R)`, () => {
    const data = sets[set];
    const theirs = oracle.glmNb[set];
    const cells: PoissonData = {
      cases: column(data, "cases"),
      pyr: column(data, "pyr"),
      loglinear: design(data, ...terms)
    };
    const ours = poissonRegression({...cells, family: "negative-binomial"});
    const witness = (figure: string, digits: number): Witness => ({
      estimator: "poissonRegression",
      figure: `${figure}, negative binomial`,
      peer: "R MASS, glm.nb(control = glm.control(epsilon = 1e-15))",
      data: set,
      digits,
      because: "glm.nb ends its turns of coefficients and theta early"
    });
    expectAgreement(
      witness("coefficients", 6),
      ours.parameters.slice(0, -1).map(({estimate}) => estimate),
      theirs.estimate
    );
    expectAgreement(
      witness("standard errors", 6),
      ours.parameters.slice(0, -1).map(({se}) => se),
      theirs.se
    );
    expectAgreement(witness("overdispersion", 6), ours.parameters.at(-1)!.estimate, theirs.tau);
    expectAgreement(witness("deviance", 6), ours.deviance, theirs.deviance);
    expectAgreement(witness("log-likelihood", 9), ours.logLik, theirs.logLik);
    const twice = 2 * (ours.logLik - poissonRegression(cells).logLik);
    expect(ours.tests.overdispersion.statistic).toBeCloseTo(twice, 8);
    expect(ours.nullLogLik).toBeLessThan(ours.logLik);
  });
}

test("poissonRegression(negative binomial) of counts that scatter less than Poisson's is the Poisson fit (law)", () => {
  const cells = {cases: Float64Array.of(2, 4, 6, 8), pyr: Float64Array.of(1, 2, 3, 4)};
  const ours = poissonRegression({...cells, family: "negative-binomial"});
  expect(ours.logLik).toBe(poissonRegression(cells).logLik);
  expect(ours.parameters[1]).toMatchObject({term: "overdispersion", estimate: 0});
  expect(ours.warnings).toContain("overdispersion is 0: the cases scatter no more than Poisson counts do");
});

test("poissonRegression(score) of one cell is the score interval of a Poisson mean (by hand)", () => {
  // (c − μ)²/μ = z², hence μ = c + z²/2 ± z √(c + z²/4), with μ = 5 (1 + 2β).
  const z = 1.6448536269514722;
  const {score} = poissonRegression(
    {
      cases: Float64Array.of(12, 3),
      pyr: Float64Array.of(100, 60),
      rate: Float64Array.of(0.05, 0.05),
      excess: {kind: "relative", dose: Float64Array.of(2, 0)}
    },
    {interval: {level: 0.9, methods: ["score"]}}
  ).parameters[0];
  const mu = (sign: number) => 12 + (z * z) / 2 + sign * z * Math.sqrt(12 + (z * z) / 4);
  expectAgreement(
    {estimator: "poissonRegression", figure: "score interval", peer: "by hand", data: "one cell", digits: 9},
    [score!.lower, score!.upper],
    [mu(-1), mu(1)].map((mean) => (mean / 5 - 1) / 2)
  );
});

test("poissonRegression(mixture) has the additive and the multiplicative model for its ends (law)", () => {
  const data = sets.smelter;
  const cells = {
    cases: column(data, "cases"),
    pyr: column(data, "pyr"),
    strata: Int32Array.from(data.stratum)
  };
  const excess = excessOf("smelter", "mixed");
  const {tests, logLik} = poissonRegression({...cells, excess});
  for (const joint of ["additive", "multiplicative"] as const) {
    const end = poissonRegression({...cells, excess: {...excess, joint}});
    expect(tests[joint].statistic).toBeCloseTo(2 * (logLik - end.logLik), 8);
  }
});

test("ratioLikelihood is relativeLikelihood where both can go (law)", () => {
  const data = sets.smelter;
  const cells = prepareCells({
    cases: column(data, "cases"),
    pyr: column(data, "pyr"),
    strata: Int32Array.from(data.stratum),
    loglinear: design(data, "smoking"),
    excess: {kind: "relative", dose: column(data, "radon"), modifiers: design(data, "z")}
  });
  const at = Float64Array.of(0.4, -0.1, 0.2);
  const [a, b] = [ratioLikelihood(cells).evaluate(at)!, relativeLikelihood(cells).evaluate(at)!];
  const law = (figure: string) => ({
    estimator: "ratioLikelihood",
    figure,
    peer: "relativeLikelihood",
    data: "smelter",
    digits: 11
  });
  expectAgreement(law("log-likelihood"), a.logLik, b.logLik);
  expectAgreement(law("score"), a.gradient, b.gradient);
  expectAgreement(law("information"), a.information, b.information);
});

const cells = {cases: Float64Array.of(1, 2, 3), pyr: Float64Array.of(1, 1, 1)};
const dose = Float64Array.of(0, 1, 2);
const refused: [string, PoissonData, string][] = [
  [
    "parts that multiply in an absolute excess",
    {...cells, excess: {kind: "absolute", dose, more: [{dose}], joint: "multiplicative"}},
    'joint must be "additive" in an absolute excess; got "multiplicative"'
  ],
  [
    "a mixture of one part",
    {...cells, excess: {kind: "relative", dose, joint: "mixture"}},
    "joint must go with several parts of an excess; got one"
  ],
  [
    "broken cases in a negative binomial model",
    {...cells, cases: Float64Array.of(1, 2.5, 3), family: "negative-binomial"},
    "cases must be whole in a negative binomial model; got 2.5 in row 1"
  ],
  [
    "a negative binomial absolute excess",
    {...cells, family: "negative-binomial", excess: {kind: "absolute", dose}},
    "family must be poisson or quasi-poisson with an absolute excess"
  ],
  [
    "weights in a negative binomial model",
    {...cells, weights: dose, family: "negative-binomial"},
    "weights must be left out in a negative binomial model"
  ],
  [
    "negative weights",
    {...cells, weights: Float64Array.of(1, -1, 1)},
    "weights must be ≥ 0; got -1 in row 1"
  ],
  [
    "weights of another length",
    {...cells, weights: dose.subarray(1)},
    "weights must have 3 rows as cases has; got 2"
  ]
];
for (const [what, data, message] of refused)
  test(`poissonRegression refuses ${what} by name`, () => {
    expect(() => poissonRegression(data)).toThrow(message);
  });

test("poissonRegression(negative binomial) settles at no scatter along a term, too (law)", () => {
  const cells = {
    cases: Float64Array.of(3, 4, 2, 2, 3),
    pyr: Float64Array.of(100, 50, 40, 60, 30),
    loglinear: {names: ["x"], columns: [Float64Array.of(1, 2, 0, 2, 5)]}
  };
  const ours = poissonRegression({...cells, family: "negative-binomial"});
  const {logLik, parameters} = poissonRegression(cells);
  expect(ours.logLik).toBe(logLik);
  expect(ours.parameters.slice(0, 2)).toEqual(parameters);
  expect(ours.parameters[2].estimate).toBe(0);
});
