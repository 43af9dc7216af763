import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import type {Answer} from "../../../fit/answer.js";
import {fitTable} from "../../../fit/fitTable.js";
import {readFitSpec} from "../../../fit/spec/readFitSpec.js";
import {readCsv} from "../../../fit/table/readCsv.js";
import {expectAgreement} from "../../witness.js";

const csv = readFileSync(new URL("../../../data/examples/dose-realisations.csv", import.meta.url), "utf8");
const oracle = JSON.parse(readFileSync(new URL("../../oracle/dose.json", import.meta.url), "utf8"));
const columns = Array.from({length: 12}, (_, r) => `d${r + 1}`);
const loglinear = ["x1", "x2"];
const excess = {dose: "dose"};
const specs = {
  poisson: {model: "poisson", response: {events: "cases", personTime: "pyr"}, loglinear, excess},
  logistic: {model: "logistic", response: {case: "case"}, terms: loglinear, excess},
  cox: {
    model: "cox",
    response: {start: "start", stop: "stop", status: "status"},
    loglinear,
    excess,
    // As ameras has it.
    ties: "breslow"
  }
};
type Name = keyof typeof specs;
const names = Object.keys(specs) as Name[];
const answer = (spec: object, table = csv): Answer =>
  fitTable(readFitSpec("spec", JSON.stringify(spec)), readCsv("t.csv", table));
const realised = (name: Name, method: string, change: object = {}) =>
  answer({...specs[name], realisations: {columns, method}, ...change});

describe.each(names)("fitTable of %s with realisations", (name) => {
  const expected = oracle.expected[name];
  test.each(["rc", "erc", "mcml", "fma"] as const)("gives ameras's estimates by %s (R)", (method) => {
    const given = realised(name, method);
    const order = given.parameters.map(({term}) => expected.terms.indexOf(term));
    const theirs = expected[method.toUpperCase()];
    const about = {
      estimator: "fitTable",
      peer: `R ameras ${oracle.versions.ameras}, method ${method.toUpperCase()}`,
      data: `${name}, 12 realisations`,
      digits: 6,
      because: "ameras maximises with numerical slopes"
    };
    for (const figure of ["estimate", "se"] as const)
      expectAgreement(
        {...about, figure},
        given.parameters.map((parameter) => parameter[figure]!),
        order.map((k) => theirs[figure][k])
      );
    expect(given.realisations).toMatchObject({method, count: 12});
    if (method === "fma") {
      const [{percentile}] = given.parameters;
      const bounds = [percentile!.lower!, percentile!.upper!];
      expectAgreement({...about, figure: "percentiles"}, bounds, [
        theirs.lower[order[0]],
        theirs.upper[order[0]]
      ]);
      expect([given.logLik, given.aic]).toEqual([null, null]);
    }
  });

  test("settles by bma about ameras's maximum likelihood (R)", () => {
    const given = realised(name, "bma");
    expect(given.converged).toBe(true);
    for (const {rHat, ess} of given.parameters) {
      expect(rHat).toBeLessThan(1.01);
      expect(ess).toBeGreaterThan(400);
    }
    const [{percentile}] = given.parameters;
    const theirs = expected.MCML.estimate[expected.terms.indexOf("dose")];
    expect(percentile!.lower).toBeLessThan(theirs);
    expect(percentile!.upper).toBeGreaterThan(theirs);
  });
});

test("fitTable draws by bma the same from the same seed, and others from another (law)", () => {
  const [a, b, c] = [1, 1, 2].map((seed) =>
    realised("poisson", "bma", {realisations: {columns: columns.slice(0, 2), method: "bma", seed}})
  );
  expect(b.parameters).toEqual(a.parameters);
  expect(c.parameters[0].estimate).not.toBe(a.parameters[0].estimate);
  expect(Math.abs(c.parameters[0].estimate! / a.parameters[0].estimate! - 1)).toBeLessThan(0.02);
});

const twins = {columns: ["d1", "d2"], method: "rc"};
/** The table with d2 as d1. */
const twin = csv
  .split("\n")
  .map((row, i) => {
    const cells = row.split(",");
    if (i > 0 && cells.length > 1) cells[9] = cells[8];
    return cells.join(",");
  })
  .join("\n");

test.each([
  [
    "poisson without strata",
    specs.poisson,
    {...specs.poisson, excess: {dose: "d1"}},
    {loglinear: [...loglinear, "d1"]}
  ],
  [
    "poisson with strata and an offset",
    {...specs.poisson, strata: ["x1"], loglinear: ["x2"], offset: "x2", excess: {dose: "d1"}},
    {...specs.poisson, strata: ["x1"], loglinear: ["x2"], offset: "x2", excess: {dose: "d1"}},
    null
  ],
  [
    "poisson whose rates are given",
    {...specs.poisson, loglinear: [], response: {events: "cases", personTime: "pyr", rate: "pyr"}},
    {
      ...specs.poisson,
      loglinear: [],
      response: {events: "cases", personTime: "pyr", rate: "pyr"},
      excess: {dose: "d1"}
    },
    null
  ],
  [
    "cox by Breslow's ties",
    specs.cox,
    {...specs.cox, excess: {dose: "d1"}},
    {ties: "breslow", loglinear: [...loglinear, "d1"]}
  ],
  [
    "cox by Efron's ties, with a modifier",
    {...specs.cox, ties: undefined, excess: {dose: "dose", modifiers: ["x1"]}},
    {...specs.cox, ties: undefined, excess: {dose: "d1", modifiers: ["x1"]}},
    {loglinear: [...loglinear, "d1"]}
  ],
  ["logistic", specs.logistic, null, {terms: [...loglinear, "d1"]}]
])("equal realisations give the fit of one dose, of %s (law)", (_, spec, alone, loglinearAlone) => {
  const same = (a: Answer, b: Answer, bounds: "profile" | "wald") => {
    const by = (answer: Answer) =>
      [...answer.parameters].map((row) => ({...row, term: row.term.replace(/^dose\b/, "d1")}));
    for (const row of by(b)) {
      const own = by(a).find(({term}) => term === row.term)!;
      for (const figure of ["estimate"] as const) expect(own[figure]).toBeCloseTo(row[figure]!, 6);
      if (row.term === "d1" && bounds === "profile") {
        expect(own.profile!.lower).toBeCloseTo(row.profile!.lower!, 6);
        expect(own.profile!.upper).toBeCloseTo(row.profile!.upper!, 6);
      }
    }
    for (const figure of ["logLik", "nullLogLik", "aic", "bic"] as const)
      expect(a[figure], figure).toBeCloseTo(b[figure]!, 6);
    expect([a.n, a.events, a.df]).toEqual([b.n, b.events, b.df]);
  };
  if (alone) same(answer({...spec, realisations: twins}, twin), answer(alone, twin), "profile");
  if (loglinearAlone) {
    const {excess: __, ...rest} = spec as typeof specs.poisson;
    const given = answer({...rest, realisations: twins}, twin);
    const single = answer({...rest, ...loglinearAlone}, twin);
    if (spec.model !== "poisson") same(given, single, "wald");
    else expect(given.logLik).toBeCloseTo(single.logLik!, 6);
  }
});

test("fitTable of logistic takes an excess of one dose, and a quadratic one of many (law)", () => {
  const one = answer({...specs.logistic, excess: {dose: "d1"}});
  const many = answer({...specs.logistic, realisations: twins}, twin);
  expect(one.parameters[0]).toMatchObject({...many.parameters[0], term: "d1"});
  expect(one.realisations).toBeUndefined();
  const bent = realised("logistic", "rc", {excess: {dose: "dose", shape: "linear-quadratic"}});
  expect(bent.parameters.slice(0, 2).map(({term}) => term)).toEqual(["dose", "dose²"]);
  expect(bent.logLik).toBeGreaterThan(realised("logistic", "rc").logLik!);
  expect(bent.tests.dose.df).toBe(2);
});

describe("fitTable names what is wrong with realisations (by hand)", () => {
  const broken = (edit: (cells: string[], i: number) => void) =>
    csv
      .split("\n")
      .map((row, i) => {
        const cells = row.split(",");
        if (i > 0 && cells.length > 1) edit(cells, i);
        return cells.join(",");
      })
      .join("\n");
  const cases: [string, () => Answer, string][] = [
    [
      "a negative dose",
      () =>
        answer(
          {...specs.poisson, realisations: {columns, method: "rc"}},
          broken((cells, i) => {
            if (i === 5) cells[10] = "-1";
          })
        ),
      "d3 must be ≥ 0; got -1 in row 5 of t.csv"
    ],
    [
      "a text",
      () =>
        answer(
          {...specs.poisson, realisations: {columns, method: "rc"}},
          broken((cells, i) => {
            if (i === 5) cells[10] = "high";
          })
        ),
      'd3 must be a number; got "high" in row 5 of t.csv'
    ],
    [
      "a column that is not there",
      () => realised("poisson", "rc", {realisations: {columns: ["d1", "d13"], method: "rc"}}),
      't.csv has no column "d13"'
    ],
    [
      "a column named twice",
      () => realised("poisson", "rc", {realisations: {columns: ["d1", "d1"], method: "rc"}}),
      "realisations.columns must be columns named once; got d1 twice"
    ],
    [
      "one column",
      () => realised("poisson", "rc", {realisations: {columns: ["d1"], method: "rc"}}),
      "realisations.columns must have at least 2 entries"
    ],
    [
      "an unknown method",
      () => realised("poisson", "mcmc"),
      'realisations.method must be one of rc, erc, mcml, fma, bma; got "mcmc"; did you mean "mcml"?'
    ],
    [
      "a dose that is the same for all",
      () =>
        answer(
          {...specs.poisson, realisations: twins},
          broken((cells) => {
            cells[8] = "2";
            cells[9] = "2";
          })
        ),
      "realisations must vary from row to row; got 2 in every row"
    ],
    [
      "an absolute excess",
      () => realised("poisson", "rc", {excess: {dose: "dose", kind: "absolute"}}),
      'excess.kind must be relative with realisations; got "absolute"'
    ],
    [
      "two doses",
      () => realised("poisson", "rc", {excess: {dose: ["d1", "d2"]}}),
      'excess.dose must be one with realisations; got ["d1","d2"]'
    ],
    [
      "a shape that is not done",
      () => realised("poisson", "rc", {excess: {dose: "dose", shape: "threshold"}}),
      'excess.shape must be one of linear, linear-quadratic, linear-exponential, exponential, exponential-quadratic with realisations; got "threshold"'
    ],
    [
      "a shape that only realisations have",
      () => answer({...specs.poisson, excess: {dose: "d1", shape: "exponential"}}),
      "excess.shape must go with realisations; got exponential"
    ],
    [
      "interactions of one dose",
      () => answer({...specs.poisson, excess: {dose: "d1", interactions: ["x1"]}}),
      "excess.interactions must go with realisations; linearModifiers are like them"
    ],
    [
      "linear modifiers",
      () => realised("poisson", "rc", {excess: {dose: "dose", linearModifiers: ["x1"]}}),
      "excess.linearModifiers must not be given; got some"
    ],
    [
      "an interaction and a modifier of one name",
      () => realised("poisson", "rc", {excess: {dose: "dose", interactions: ["x1"], modifiers: ["x1"]}}),
      "terms must have names of their own; got dose:x1 twice"
    ],
    [
      "exact ties",
      () => realised("cox", "rc", {ties: "exact"}),
      "ties must be efron or breslow with realisations; got exact"
    ],
    [
      "a matched set with two cases",
      () =>
        answer({
          model: "conditional-logistic",
          response: {case: "case", set: "x1"},
          realisations: {columns, method: "rc"}
        }),
      "sets must hold one case with realisations; got another in row"
    ],
    [
      "weights",
      () => realised("logistic", "rc", {weights: "pyr"}),
      'weights must not be given with realisations; got "pyr"'
    ],
    [
      "a profile of an average",
      () => realised("poisson", "fma", {interval: {methods: ["profile"]}}),
      "interval.methods must be wald for fma"
    ],
    [
      "a model that has none",
      () => answer({model: "linear", response: {value: "cases"}, realisations: twins}),
      'spec has the key "realisations", which belongs to poisson, cox, conditional-logistic, logistic'
    ],
    [
      "a bent excess of one dose, weighted",
      () => answer({...specs.cox, weights: "pyr", excess: {dose: "d1", shape: "linear-quadratic"}}),
      'weights must not be given with an excess of cox; got "pyr"'
    ]
  ];
  test.each(cases)("%s", (_, run, message) => {
    expect(run).toThrow(message);
  });

  test("a missing dose leaves its row out and says so", () => {
    const table = broken((cells, i) => {
      if (i === 5) cells[10] = "";
    });
    const given = answer({...specs.poisson, realisations: {columns, method: "rc"}}, table);
    expect(given.n).toBe(239);
    expect(given.warnings).toEqual(["1 row left out: missing values in d3 (1)"]);
  });
});
