import {expect, test} from "vitest";
import {categorical, threshold} from "../../../src/stats/poisson/doseShape.js";
import {
  type Excess,
  type PoissonData,
  poissonRegression
} from "../../../src/stats/poisson/poissonRegression.js";
import oracle from "../../oracle/poisson.json" with {type: "json"};
import {expectAgreement, type Witness} from "../../witness.js";

const row = (...values: number[]) => Float64Array.from(values);
const both = {interval: {methods: ["wald", "profile"] as const}};

/** The cohort of EPICURE's manual. */
const dose = row(0, 10, 20, 25);
const mock: PoissonData = {
  cases: row(6, 4, 8, 6),
  pyr: row(2500, 1000, 1000, 350),
  excess: {kind: "relative", dose}
};
const absolute: Excess = {kind: "absolute", dose};

const age = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4];
const doctors: PoissonData = {
  cases: Float64Array.from(oracle.doctors.data.cases),
  pyr: Float64Array.from(oracle.doctors.data.pyr),
  loglinear: {
    names: ["smokes", "45–54", "55–64", "65–74", "75–84"],
    columns: [
      Float64Array.from(oracle.doctors.data.smokes),
      ...[1, 2, 3, 4].map((k) => Float64Array.from(age, (a) => Number(a === k)))
    ]
  }
};

const doctorsWitness = (figure: string, peer: string, digits: number): Witness => ({
  estimator: "poissonRegression",
  figure,
  peer,
  data: "British doctors",
  digits
});

test("poissonRegression(loglinear) gives the rate ratios of the British doctors (published: Stata)", () => {
  const ours = poissonRegression(doctors);
  const ratios = ours.parameters.slice(1).map(({estimate}) => Math.exp(estimate));
  expect(ratios.map((ratio) => Number(ratio.toPrecision(7)))).toEqual([
    1.425519, 4.410584, 13.8392, 28.51678, 40.45121
  ]);
  const [, smokes] = ours.parameters;
  expect(Number((ratios[0] * smokes.se).toFixed(7))).toBe(0.1530638);
  expect(Number(ours.logLik.toFixed(6))).toBe(-33.600153);
});

test("poissonRegression(loglinear) matches glm on the British doctors (R)", () => {
  const theirs = oracle.doctors.expected;
  const ours = poissonRegression(doctors);
  const peer = "R, glm(family = poisson)";
  const agree = (figure: string, digits: number, a: number | number[], b: number | number[]) =>
    expectAgreement(doctorsWitness(figure, peer, digits), a, b);
  agree(
    "estimates",
    12,
    ours.parameters.map(({estimate}) => estimate),
    theirs.estimate
  );
  agree(
    "standard errors",
    11,
    ours.parameters.map(({se}) => se),
    theirs.se
  );
  agree("log-likelihood", 13, ours.logLik, theirs.logLik);
  agree("AIC", 13, ours.aic, theirs.aic);
  agree("BIC", 13, ours.bic, theirs.bic);
  agree("deviance", 11, ours.deviance, theirs.deviance);
  agree("null deviance", 12, ours.nullDeviance, theirs.nullDeviance);
});

test("poissonRegression gives 12.2104 for the null deviance of the mock cohort (published: EPICURE)", () => {
  expect(Number(poissonRegression(mock).nullDeviance.toFixed(4))).toBe(12.2104);
});

test("poissonRegression(relative) of two cells has (c₁/T₁)/(c₀/T₀) − 1 per unit of dose (by hand)", () => {
  const two: PoissonData = {
    cases: row(10, 30),
    pyr: row(1000, 1000),
    excess: {kind: "relative", dose: row(0, 2)}
  };
  const ours = poissonRegression(two);
  expect(ours.parameters[0].estimate).toBeCloseTo(1, 12);
  expect(ours.parameters[1].estimate).toBeCloseTo(Math.log(0.01), 12);
  // Delta method: var(c₁/c₀) = (c₁/c₀)² (1/c₀ + 1/c₁), over the dose.
  expect(ours.parameters[0].se).toBeCloseTo((3 * Math.sqrt(1 / 10 + 1 / 30)) / 2, 12);
  expect(Array.from(ours.background)).toEqual([expect.closeTo(10, 11), expect.closeTo(10, 11)]);
  expect(Array.from(ours.excess)).toEqual([0, expect.closeTo(20, 11)]);
  expect(ours.deviance).toBeCloseTo(0, 11);
});

test("poissonRegression(absolute) of two cells has the difference of rates per unit of dose (by hand)", () => {
  const two: PoissonData = {
    cases: row(10, 30),
    pyr: row(1000, 1000),
    excess: {kind: "absolute", dose: row(0, 2)}
  };
  for (const strata of [undefined, Int32Array.of(0, 0)]) {
    const ours = poissonRegression({...two, strata});
    expect(ours.parameters[0].estimate).toBeCloseTo(0.01, 13);
    expect(ours.parameters[0].se).toBeCloseTo(Math.sqrt(40) / 2000, 13);
    expect(Array.from(ours.background)).toEqual([expect.closeTo(10, 11), expect.closeTo(10, 11)]);
  }
});

test("poissonRegression with rates alone takes them for the background: β = (O/E − 1)/d (by hand)", () => {
  const ours = poissonRegression(
    {
      cases: row(3, 9),
      pyr: row(1000, 500),
      rate: row(0.002, 0.01),
      excess: {kind: "relative", dose: row(4, 4)}
    },
    both
  );
  expect(ours.parameters).toHaveLength(1);
  expect(ours.parameters[0].estimate).toBeCloseTo((12 / 7 - 1) / 4, 12);
  expect(ours.parameters[0].se).toBeCloseTo(Math.sqrt(12) / 7 / 4, 12);
});

test("poissonRegression(information) inverts the expected or the observed information (by hand)", () => {
  const data: PoissonData = {
    cases: row(3, 9, 4),
    pyr: row(1000, 500, 800),
    rate: row(0.002, 0.01, 0.003),
    excess: {kind: "relative", dose: row(0, 4, 2)}
  };
  const expected = poissonRegression(data);
  const observed = poissonRegression(data, {information: "observed"});
  const beta = expected.parameters[0].estimate;
  expect(observed.parameters[0].estimate).toBe(beta);
  // Σ w d²/(1 + βd), and Σ c d²/(1 + βd)².
  const [w, c, d] = [
    [5, 2.4],
    [9, 4],
    [4, 2]
  ];
  const sum = (term: (i: number) => number) => term(0) + term(1);
  expect(expected.parameters[0].se).toBeCloseTo(
    1 / Math.sqrt(sum((i) => (w[i] * d[i] ** 2) / (1 + beta * d[i]))),
    11
  );
  expect(observed.parameters[0].se).toBeCloseTo(
    1 / Math.sqrt(sum((i) => (c[i] * d[i] ** 2) / (1 + beta * d[i]) ** 2)),
    11
  );
});

test("poissonRegression gives the same with a stratum as with an intercept (law)", () => {
  for (const excess of [mock.excess!, absolute]) {
    const free = poissonRegression({...mock, excess}, both);
    const stratum = poissonRegression({...mock, excess, strata: new Int32Array(4)}, both);
    expect(stratum.logLik).toBeCloseTo(free.logLik, 11);
    expect(stratum.aic).toBeCloseTo(free.aic, 11);
    const [a, b] = [stratum.parameters[0], free.parameters[0]];
    for (const pick of ["estimate", "se"] as const) expect(a[pick] / b[pick]).toBeCloseTo(1, 9);
    expect(a.profile!.lower / b.profile!.lower).toBeCloseTo(1, 9);
    expect(a.profile!.upper / b.profile!.upper).toBeCloseTo(1, 9);
  }
});

test("poissonRegression in another unit of dose gives β in that unit (law)", () => {
  const [gray] = poissonRegression(mock, both).parameters;
  const milli = {...mock, excess: {kind: "relative" as const, dose: dose.map((d) => 1000 * d)}};
  const [inMilli] = poissonRegression(milli, both).parameters;
  expect((1000 * inMilli.estimate) / gray.estimate).toBeCloseTo(1, 12);
  expect((1000 * inMilli.profile!.upper) / gray.profile!.upper).toBeCloseTo(1, 9);
});

test("poissonRegression does not depend on the order of cells and strata, nor on how cells are cut (law)", () => {
  const {cases, pyr, dose: doses, stratum} = oracle.sets.simulated;
  const data = (rows: number[], parts: number): PoissonData => ({
    cases: Float64Array.from(rows, (i) => cases[i]),
    pyr: Float64Array.from(rows, (i) => pyr[i] / parts),
    strata: Int32Array.from(rows, (i) => 60 - stratum[i]),
    excess: {kind: "relative", dose: Float64Array.from(rows, (i) => doses[i])}
  });
  const rows = cases.map((_, i) => i);
  const straight = poissonRegression(data(rows, 1));
  const turned = poissonRegression(data([...rows].reverse(), 1));
  expect(turned.parameters[0].estimate / straight.parameters[0].estimate).toBeCloseTo(1, 12);
  expect(turned.fitted[0] / straight.fitted[rows.length - 1]).toBeCloseTo(1, 12);
  // Each cell cut in two, its cases in the first: half the person-years each.
  const cut = data([...rows, ...rows], 2);
  cut.cases.fill(0, rows.length);
  const halved = poissonRegression(cut);
  expect(halved.parameters[0].estimate / straight.parameters[0].estimate).toBeCloseTo(1, 12);
  expect(halved.parameters[0].se / straight.parameters[0].se).toBeCloseTo(1, 12);
});

test("poissonRegression(threshold) is at the top of its likelihood over τ (law: a slow search)", () => {
  const data: PoissonData = {...mock, excess: {kind: "relative", dose, shape: threshold()}};
  const ours = poissonRegression(data, both);
  let best = -Infinity;
  for (let tau = 0; tau < 25; tau += 0.0625) {
    const above = Float64Array.from(dose, (d) => Math.max(0, d - tau));
    best = Math.max(best, poissonRegression({...mock, excess: {kind: "relative", dose: above}}).logLik);
  }
  expect(ours.logLik).toBeGreaterThanOrEqual(best - 1e-10);
  expect(ours.logLik).toBeLessThan(best + 1e-3);
  // 14 cases in the upper two groups lie on the line through (20, 8/1000) and (25, 6/350).
  expect(ours.parameters[1].estimate).toBeCloseTo(17.1875, 8);
  expect(ours.parameters[1].profile!.status.lower).toBe("boundary");
});

// What is wrong or doubtful, and what is said of it.

const boundary = /the fitted rate of some cell is 0/;

test("poissonRegression stops at −1/max(dose) when cases fall with dose, and says so (by hand)", () => {
  const falling = {...mock, cases: row(20, 3, 1, 0)};
  const ours = poissonRegression(falling, both);
  const {estimate, profile} = ours.parameters[0];
  expect(estimate).toBeCloseTo(-1 / 25, 12);
  expect(estimate).toBeGreaterThan(-1 / 25);
  expect(profile!.lower).toBe(-1 / 25);
  expect(profile!.status).toEqual({lower: "boundary", upper: "ok"});
  expect(ours.warnings).toEqual([expect.stringMatching(boundary)]);
  expect(ours.fitted.every((value) => value > 0)).toBe(true);
  const difference = poissonRegression({...falling, excess: absolute});
  expect(difference.logLik).toBeCloseTo(ours.logLik, 9);
  expect(difference.warnings).toEqual([expect.stringMatching(boundary)]);
});

test("poissonRegression(absolute) beside given rates ends where the first of them is used up (by hand)", () => {
  const given = {
    cases: Float64Array.of(4, 0, 1),
    pyr: Float64Array.of(100, 100, 50),
    rate: Float64Array.of(0.02, 0.004, 0.03)
  };
  const {profile} = poissonRegression(
    {...given, excess: {kind: "absolute", dose: Float64Array.of(0, 2, 1)}},
    {interval: {methods: ["profile"]}}
  ).parameters[0];
  // 0.004 + 2β = 0 in the cell without cases, where the log-likelihood has fallen by 0.5 alone.
  expect(profile).toMatchObject({lower: -0.002, status: {lower: "boundary", upper: "ok"}});
  const sloped = poissonRegression(
    {
      ...given,
      loglinear: {names: ["x"], columns: [Float64Array.of(0, 1, 1)]},
      excess: {kind: "absolute", dose: Float64Array.of(0, 2, 1)}
    },
    {interval: {methods: ["profile"]}}
  ).parameters[0];
  expect(sloped.profile!.status.lower).not.toBe("failed");
});

test("poissonRegression goes along the boundary to the maximum of other parameters (law)", () => {
  const data: PoissonData = {
    ...mock,
    cases: row(6, 0, 8, 6),
    excess: {kind: "relative", dose, shape: categorical([5, 15, 22])}
  };
  const ours = poissonRegression(data, both);
  const [low, middle, high] = ours.parameters;
  expect(low.estimate).toBeCloseTo(-1, 10);
  expect(low.profile!.status.lower).toBe("boundary");
  expect(middle.estimate).toBeCloseTo(8 / 1000 / (6 / 2500) - 1, 9);
  expect(high.estimate).toBeCloseTo(6 / 350 / (6 / 2500) - 1, 9);
});

test("poissonRegression with no unexposed cases has no finite excess, and a lower bound (by hand)", () => {
  const strata = Int32Array.of(0, 0, 0, 0);
  const ours = poissonRegression({...mock, strata, cases: row(0, 4, 8, 6)}, both);
  expect(ours.warnings).toEqual([expect.stringMatching(/^dose has no finite estimate: .* as it grows/)]);
  const {profile} = ours.parameters[0];
  expect(profile!.upper).toBe(Infinity);
  expect(profile!.status).toEqual({lower: "ok", upper: "not determined"});
  // Where the likelihood has fallen by ½ χ²: found by bisection on its closed form.
  const gain = (beta: number) =>
    4 * Math.log(10 * beta + 1) +
    8 * Math.log(20 * beta + 1) +
    6 * Math.log(25 * beta + 1) -
    18 * Math.log(4850 + 38750 * beta);
  const limit = 4 * Math.log(10) + 8 * Math.log(20) + 6 * Math.log(25) - 18 * Math.log(38750);
  let [low, high] = [0, 10];
  for (let i = 0; i < 60; ++i) {
    const middle = (low + high) / 2;
    if (2 * (limit - gain(middle)) > 3.841458820694124) low = middle;
    else high = middle;
  }
  expect(profile!.lower).toBeCloseTo(low, 5);
});

test("poissonRegression names a loglinear term that runs to infinity (separation)", () => {
  const ours = poissonRegression(
    {...mock, cases: row(6, 0, 8, 6), loglinear: {names: ["x"], columns: [row(0, 1, 0, 0)]}},
    both
  );
  expect(ours.warnings).toEqual([expect.stringMatching(/^x has no finite estimate: .* as it falls/)]);
  const x = ours.parameters[2];
  expect(x.profile!.lower).toBe(-Infinity);
  expect(x.profile!.status).toEqual({lower: "not determined", upper: "ok"});
});

test("poissonRegression leaves out what other terms make up, and says so", () => {
  const twice = row(0, 1, 0, 1);
  const loglinear = {names: ["x", "y"], columns: [twice, twice.map((value) => 1 + 2 * value)]};
  const ours = poissonRegression({...mock, loglinear});
  expect(ours.warnings).toEqual(["y is not determined by the cells beside the terms before it; left out"]);
  expect(ours.parameters.map(({term, estimate}) => [term, Number.isNaN(estimate)])).toEqual([
    ["dose", false],
    ["(Intercept)", false],
    ["x", false],
    ["y", true]
  ]);
  const alone = poissonRegression({...mock, loglinear: {names: ["x"], columns: [twice]}});
  expect(ours.logLik).toBeCloseTo(alone.logLik, 11);
  expect(ours.df).toBe(3);
  const doses = ["a", "b"].map((name) => ({name, values: dose}));
  expect(poissonRegression({...mock, excess: {kind: "relative", dose: doses}}).warnings).toEqual([
    "b is not determined by the cells beside the terms before it; left out"
  ]);
  const modifiers = {names: ["m"], columns: [row(1, 2, 2, 2)]};
  expect(poissonRegression({...mock, excess: {kind: "relative", dose, modifiers}}).warnings).toEqual([
    "m is not determined by the cells beside the terms before it; left out"
  ]);
});

test("poissonRegression leaves out strata without cases and cells without person-time", () => {
  const strata = Int32Array.of(0, 0, 1, 1);
  const ours = poissonRegression({...mock, strata, cases: row(6, 4, 0, 0)});
  expect(ours.warnings).toEqual(["strata without cases say nothing of the excess and are left out: 1"]);
  expect([ours.n, ours.strata, ours.events]).toEqual([2, 1, 10]);
  expect(Array.from(ours.fitted.slice(2))).toEqual([0, 0]);
  const more: PoissonData = {
    cases: row(6, 0, 4, 8, 6),
    pyr: row(2500, 0, 1000, 1000, 350),
    excess: {kind: "relative", dose: row(0, 99, 10, 20, 25)}
  };
  expect(poissonRegression(more).parameters).toEqual(poissonRegression(mock).parameters);
});

test("poissonRegression(absolute) keeps strata without cases: they speak against an excess (law)", () => {
  const data = (empty: number): PoissonData => ({
    cases: row(6, 8, 0, 0),
    pyr: row(2500, 1000, empty, empty),
    strata: Int32Array.of(0, 0, 1, 1),
    excess: {kind: "absolute", dose: row(0, 20, 0, 20)}
  });
  const few = poissonRegression(data(10));
  const many = poissonRegression(data(500));
  expect(few.warnings).toEqual(["strata without cases have the least background that the excess allows: 1"]);
  expect(many.parameters[0].estimate).toBeLessThan(few.parameters[0].estimate);
  expect(many.fitted[2]).toBe(0);
  const alone = poissonRegression({
    cases: row(6, 8),
    pyr: row(2500, 1000),
    excess: {kind: "absolute", dose: row(0, 20)}
  });
  expect(poissonRegression(data(1e-6)).parameters[0].estimate).toBeCloseTo(alone.parameters[0].estimate, 9);
});

test("poissonRegression fits a million strata in one go", () => {
  const strata = 1_000_000;
  const cells = 2 * strata;
  const data: PoissonData = {
    cases: Float64Array.from({length: cells}, (_, i) => (i % 2 === 0 ? 1 : i % 3 === 0 ? 2 : 1)),
    pyr: new Float64Array(cells).fill(1000),
    strata: Int32Array.from({length: cells}, (_, i) => i >> 1),
    excess: {kind: "relative", dose: Float64Array.from({length: cells}, (_, i) => i % 2)}
  };
  const ours = poissonRegression(data);
  expect(ours.strata).toBe(strata);
  // Matched pairs with one exposed half: exposed cases over unexposed, less 1.
  let exposed = 0;
  for (let i = 1; i < cells; i += 2) exposed += data.cases[i];
  expect(ours.parameters[0].estimate).toBeCloseTo(exposed / strata - 1, 9);
});

test("poissonRegression takes numbers of any size (law)", () => {
  const large = poissonRegression({...mock, pyr: mock.pyr.map((years) => 1e12 * years)}, both);
  const plain = poissonRegression(mock, both);
  expect(large.parameters[0].estimate / plain.parameters[0].estimate).toBeCloseTo(1, 12);
  expect(large.parameters[1].estimate).toBeCloseTo(plain.parameters[1].estimate - Math.log(1e12), 10);
});

const wrong: [string, Partial<PoissonData>, string][] = [
  ["no cells", {cases: row(), pyr: row(), excess: undefined}, "cases must hold a cell; got none"],
  ["no events", {cases: row(0, 0, 0, 0)}, "cases must hold an event; got none"],
  ["negative cases", {cases: row(1, -1, 2, 3)}, "cases must be ≥ 0; got -1 in row 1"],
  ["missing cases", {cases: row(1, 1, NaN, 3)}, "cases must be ≥ 0; got NaN in row 2"],
  ["negative person-years", {pyr: row(1, 2, 3, -4)}, "pyr must be ≥ 0; got -4 in row 3"],
  ["infinite person-years", {pyr: row(1, 2, 3, Infinity)}, "pyr must be ≥ 0; got Infinity in row 3"],
  [
    "cases without person-time",
    {pyr: row(1, 0, 3, 4)},
    "pyr must be > 0 where there are cases; got 0 in row 1"
  ],
  ["lengths", {pyr: row(1, 2)}, "pyr must have 4 rows as cases has; got 2"],
  ["strata lengths", {strata: Int32Array.of(1)}, "strata must have 4 rows as cases has; got 1"],
  ["a missing stratum", {strata: Int32Array.of(0, 0, -1, 0)}, "strata must be ≥ 0; got -1 in row 2"],
  ["a missing rate", {rate: row(1, NaN, 1, 1)}, "rate must be ≥ 0; got NaN in row 1"],
  ["no rate", {rate: row(1, 0, 1, 1)}, "rate must be > 0 where there are cases; got 0 in row 1"],
  [
    "a negative dose",
    {excess: {kind: "relative", dose: row(0, -1, 2, 3)}},
    "dose must be ≥ 0; got -1 in row 1"
  ],
  [
    "a missing dose",
    {excess: {kind: "relative", dose: row(0, 1, NaN, 3)}},
    "dose must be ≥ 0; got NaN in row 2"
  ],
  [
    "a constant dose",
    {excess: {kind: "relative", dose: row(5, 5, 5, 5)}},
    "dose must vary within a stratum that has cases; got one value in each"
  ],
  [
    "a dose constant in each stratum",
    {strata: Int32Array.of(0, 0, 1, 1), excess: {kind: "relative", dose: row(5, 5, 7, 7)}},
    "dose must vary within a stratum that has cases; got one value in each"
  ],
  ["no dose", {excess: {kind: "relative", dose: []}}, "dose must hold a dose; got none"],
  [
    "one dose twice",
    {excess: {kind: "relative", dose: [1, 2].map(() => ({name: "heart", values: dose}))}},
    "doses must have different names; got heart twice"
  ],
  [
    "one column twice",
    {loglinear: {names: ["x", "x"], columns: [dose, dose]}},
    "loglinear must have different names; got x twice"
  ],
  [
    "names and columns",
    {loglinear: {names: ["x"], columns: []}},
    "loglinear must have a name for each column; got 1 for 0"
  ],
  [
    "a missing value",
    {loglinear: {names: ["x"], columns: [row(0, NaN, 1, 2)]}},
    "x must be finite; got NaN in row 1"
  ]
];

for (const [what, change, message] of wrong)
  test(`poissonRegression refuses ${what} by name`, () => {
    expect(() => poissonRegression({...mock, ...change})).toThrow(new RangeError(message));
  });

test("poissonRegression refuses a level outside (0, 1)", () => {
  expect(() => poissonRegression(mock, {interval: {level: 95}})).toThrow(
    "level must lie between 0 and 1; got 95"
  );
});

test("poissonRegression that may take one step only throws how far it came", () => {
  expect(() => poissonRegression(mock, {control: {maxIterations: 1}})).toThrow(
    expect.objectContaining({name: "ConvergenceError", iterations: 1})
  );
});
