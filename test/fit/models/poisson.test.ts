import Ajv from "ajv";
import {expect, test} from "vitest";
import answerSchema from "../../../data/schema/fit-answer.json" with {type: "json"};
import type {Answer} from "../../../fit/answer.js";
import {fitTable} from "../../../fit/fitTable.js";
import {readFitSpec} from "../../../fit/spec/readFitSpec.js";
import {readCsv} from "../../../fit/table/readCsv.js";
import joint from "../../oracle/poissonJoint.json" with {type: "json"};

const columns = joint.sets.miners as Record<string, number[]>;
const names = Object.keys(columns);
const miners = [
  [...names, "status"].join(),
  ...columns.cases.map((_, i) =>
    [...names.map((name) => columns[name][i]), columns.z[i] ? "ever" : "never"].join()
  )
].join("\n");
const valid = new Ajv({strict: false}).compile(answerSchema);

const answer = (spec: object): Answer => {
  const given = fitTable(
    readFitSpec("spec", JSON.stringify({model: "poisson", ...spec})),
    readCsv("t.csv", miners)
  );
  expect(valid(JSON.parse(JSON.stringify(given))), JSON.stringify(valid.errors)).toBe(true);
  return given;
};
const response = {events: "cases", personTime: "pyr"};
const estimates = ({parameters}: Answer) => parameters.map(({estimate}) => estimate);
const told = joint.fits.find(({name, data}) => name === "own modifiers" && data === "miners")!;

test("harmonic fit of parts with modifiers of their own is R's, named by their doses (R)", () => {
  const {parameters, equation, interval} = answer({
    response,
    strata: ["stratum"],
    excess: {parts: [{dose: "radon", modifiers: ["z"]}, {dose: "smoking"}]},
    interval: {level: 0.95, sides: "one", methods: ["wald", "score", "profile"]}
  });
  expect(parameters.map(({term}) => term)).toEqual(["radon", "radon:z", "smoking"]);
  for (const [k, {estimate, score, profile}] of parameters.entries()) {
    expect(estimate).toBeCloseTo(told.estimate[k], 8);
    expect(profile!.lower).toBeCloseTo(told.profile![k][0] as number, 7);
    expect(score!.upper).toBeCloseTo(told.score![k][1] as number, 7);
  }
  expect(equation).toBe("rate = B(stratum) · [1 + β₁ radon · exp(γ z) + β₂ smoking]");
  expect(interval).toEqual({level: 0.9, oneSided: 0.95});
});

test("harmonic fit of a formula is that of the spec it stands for (law)", () => {
  const pairs: [string, object][] = [
    [
      "cases / pyr = strata(stratum) * exp(log(1 + z)) * (1 + linear(radon) * (1 + z) + linear(smoking))",
      {
        response,
        strata: ["stratum"],
        loglinear: [{expression: "log(1 + z)"}],
        excess: {parts: [{dose: "radon", linearModifiers: ["z"]}, {dose: "smoking"}]}
      }
    ],
    [
      "cases / pyr = exp(category(status, never) + spline(stratum, 3, 10, 17)) + categorical(radon, 1, 3)",
      {
        response,
        loglinear: [
          {column: "status", as: "category", reference: "never"},
          {column: "stratum", as: "spline", knots: [3, 10, 17]}
        ],
        excess: {kind: "absolute", dose: "radon", shape: "categorical", cuts: [1, 3]}
      }
    ],
    [
      "cases / pyr = strata(stratum) * mixture(linear(radon), linear(smoking))",
      {
        response,
        strata: ["stratum"],
        excess: {joint: "mixture", parts: [{dose: "radon"}, {dose: "smoking"}]}
      }
    ]
  ];
  for (const [formula, spec] of pairs) {
    const {elapsedMs: _, ...a} = answer({formula, interval: {methods: ["wald"]}});
    const {elapsedMs: __, ...b} = answer({...spec, interval: {methods: ["wald"]}});
    expect(a).toEqual(b);
  }
  expect(estimates(answer({formula: "rate = strata(stratum) * (1 + linear(radon))", response}))).toEqual(
    estimates(answer({response, strata: ["stratum"], excess: {dose: "radon"}}))
  );
});

test("harmonic fit of a negative binomial, a quasi-Poisson and a weighted model (law)", () => {
  const spec = {response, strata: ["stratum"], excess: {dose: "radon"}, interval: {methods: ["wald"]}};
  const poisson = answer(spec);
  const scattered = answer({...spec, family: "negative-binomial"});
  expect(scattered.parameters.at(-1)!.term).toBe("overdispersion");
  expect(scattered.tests.overdispersion.p).toBeLessThan(1e-6);
  expect(poisson.tests.overdispersion.p).toBeLessThan(1e-6);
  const quasi = answer({...spec, family: "quasi-poisson"});
  expect(quasi.parameters[0].se! / poisson.parameters[0].se!).toBeCloseTo(Math.sqrt(poisson.dispersion!), 12);
  const twice = answer({...spec, define: {two: "2 + 0 * z"}, weights: "two"});
  expect(twice.logLik! / poisson.logLik!).toBeCloseTo(2, 10);
  expect(poisson.parameters[0].se! / twice.parameters[0].se!).toBeCloseTo(Math.SQRT2, 10);
});

test("harmonic fit by band of the dose adds up to the fit; shapes are weighed with strata counted (law)", () => {
  const {groups, events, alternatives, curve, aic, logLik, strata} = answer({
    response,
    strata: ["stratum"],
    excess: {dose: "radon", alternatives: ["linear-quadratic", "linear-exponential"]},
    bands: [0, 1, 4]
  });
  const rows = groups as Record<string, number>[];
  expect(rows.map(({lower, upper}) => [lower, upper])).toEqual([
    [0, 1],
    [1, 4],
    [4, null]
  ]);
  expect(rows.reduce((sum, {background, excess}) => sum + background + excess, 0)).toBeCloseTo(events!, 6);
  expect(rows[0].attributableFraction).toBeCloseTo(
    rows[0].excess / (rows[0].background + rows[0].excess),
    12
  );
  expect(alternatives!.map(({shape}) => shape)).toEqual(["linear", "linear-quadratic", "linear-exponential"]);
  expect(alternatives!.reduce((sum, {aicWeight}) => sum + (aicWeight as number), 0)).toBeCloseTo(1, 12);
  expect(aic).toBeCloseTo(-2 * logLik! + 2 * (1 + strata!), 8);
  expect(curve!.dose.length).toBe(curve!.upper.length);
});

test("harmonic fit says why a bound is not determined, or where the region ends (by hand)", () => {
  const cells = (rows: string) => readCsv("t.csv", `dose,pyr,cases\n${rows}`);
  const spec = readFitSpec(
    "spec",
    JSON.stringify({formula: "cases / pyr = (1 + linear(dose))", model: "poisson"})
  );
  const none = fitTable(spec, cells("0,100,0\n1,100,4\n2,100,9\n")).parameters[0];
  expect(none.profile!.status.upper).toBe("not determined");
  expect(none.profile!.reason!.upper).toBe("the likelihood rises for ever as dose grows");
  const falling = fitTable(spec, cells("0,100,9\n1,100,3\n2,100,0\n")).parameters[0];
  expect(falling.profile!.status.lower).toBe("boundary");
  expect(falling.profile!.reason!.lower).toBe(
    "a fitted rate becomes 0 here, before the log-likelihood has fallen by 1.92"
  );
});

const wrong: [object, string][] = [
  [
    {formula: "cases / pyr = strata(stratum)", response},
    "spec must have a response or name it in the formula; got both"
  ],
  [
    {formula: "rate = strata(stratum)"},
    'formula must begin "cases / person-time ="; got "rate =" without a response'
  ],
  [
    {formula: "cases = strata(stratum)"},
    'a formula must begin "cases / person-time =" or "rate ="; got "cases"'
  ],
  [{formula: "cases / pyr = strata(stratum)", strata: ["z"]}, "spec must have a formula or strata; got both"],
  [
    {response, excess: {dose: "radon", parts: [{dose: "z"}]}},
    "excess must have parts, or dose of its own; got both"
  ],
  [{response, excess: {parts: [{dose: "radon"}], joint: "mixture"}}, "joint must go with several parts"],
  [
    {response, excess: {parts: [{dose: "radon", shape: "categorical"}, {dose: "z"}]}},
    'excess.parts.0 must have the key "cuts"'
  ],
  [
    {response, bands: [0], excess: {dose: ["radon", "smoking"]}},
    "bands must go with an excess of one dose; got several"
  ],
  [
    {response, bands: [1], excess: {dose: "radon"}},
    "bands must begin at the least radon or below; got 1 > 0.116 in row 3"
  ],
  [{response, interval: {sides: "one", level: 0.4}}, "interval.level must be > 0.5 with one side; got 0.4"],
  [
    {response, family: "quasi-poisson", interval: {methods: ["profile"]}},
    "interval.methods must be wald alone for quasi-poisson"
  ],
  [
    {response, excess: {dose: "radon", alternatives: ["linear"]}},
    "alternatives must be other shapes; got linear"
  ],
  [{response, excess: {dose: "radons"}}, 't.csv has no column "radons"; did you mean "radon"?']
];
for (const [spec, message] of wrong)
  test(`harmonic fit refuses ${JSON.stringify(spec)} by name`, () => {
    expect(() => answer(spec)).toThrow(message);
  });
