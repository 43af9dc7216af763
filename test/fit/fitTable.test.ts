import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import Ajv from "ajv";
import {describe, expect, test} from "vitest";
import answerSchema from "../../data/schema/fit-answer.json" with {type: "json"};
import specSchema from "../../data/schema/fit-spec.json" with {type: "json"};
import type {Answer} from "../../fit/answer.js";
import {exampleNames, exampleOf} from "../../fit/example.js";
import {fitTable} from "../../fit/fitTable.js";
import {models} from "../../fit/models/modelOf.js";
import {readFitSpec} from "../../fit/spec/readFitSpec.js";
import {readCsv} from "../../fit/table/readCsv.js";
import {log} from "../../src/stats/numeric/elementary.js";
import {poissonRegression} from "../../src/stats/poisson/poissonRegression.js";
import {coxph} from "../../src/stats/survival/coxph.js";

const folder = fileURLToPath(new URL("../../data/examples/", import.meta.url));
const isAnswer = new Ajv({strictTypes: false}).compile(answerSchema);

/** Fits a spec to a table given as text, and holds the answer, as JSON, against its schema. */
function answer(spec: object, csv: string): Answer {
  const given = fitTable(readFitSpec("spec", JSON.stringify(spec)), readCsv("t.csv", csv));
  const printed = JSON.parse(JSON.stringify(given));
  expect(isAnswer(printed), JSON.stringify(isAnswer.errors)).toBe(true);
  expect(printed).toEqual(given);
  return given;
}

const example = (model: string, change: object = {}) => {
  const spec = JSON.parse(exampleOf(model));
  return answer({...spec, ...change}, readFileSync(folder + spec.data, "utf8"));
};

test("every model of the spec's schema is registered and has an example that any validator takes (law)", () => {
  const known = specSchema.oneOf.map(({properties}) => properties.model.const);
  expect(Object.keys(models).sort()).toEqual([...known].sort());
  expect(exampleNames).toEqual([...known, "realisations"].sort());
  const isSpec = new Ajv({strictTypes: false}).compile(specSchema);
  for (const model of exampleNames) expect(isSpec(JSON.parse(exampleOf(model))), model).toBe(true);
});

describe("each example runs and its answer is as the schema says (law)", () => {
  for (const name of exampleNames)
    test(name, () => {
      const {converged, warnings, model} = example(name);
      expect({converged, warnings, model}).toEqual({
        converged: true,
        warnings: [],
        model: name === "realisations" ? "poisson" : name
      });
    });
});

test("fitTable of British doctors prints Stata's IRR 1.425519, SE 0.1530638 and logL −33.600153 (published)", () => {
  const {parameters, logLik, n, events, personTime, strata} = example("poisson");
  expect(1 + parameters[0].estimate!).toBeCloseTo(1.425519, 6);
  expect(parameters[0].se!).toBeCloseTo(0.1530638, 6);
  expect(logLik!).toBeCloseTo(-33.600153, 6);
  expect({n, events, personTime, strata}).toEqual({n: 10, events: 731, personTime: 181467, strata: 5});
  const ages = example("poisson", {
    strata: [],
    excess: null,
    loglinear: ["smokes", {column: "ageGroup", as: "category", reference: "35-44"}]
  });
  const ratios = ages.parameters.slice(2).map(({estimate}) => Math.exp(estimate!));
  [4.410584, 13.8392, 28.51678, 40.45121].forEach((ratio, k) => {
    expect(ratios[k]).toBeCloseTo(ratio, ratio < 10 ? 6 : ratio < 20 ? 4 : 5);
  });
  expect(ages.logLik!).toBeCloseTo(-33.600153, 6);
});

test("fitTable of leukaemia prints what R survival's manual prints (published)", () => {
  const cox = example("cox");
  expect(cox.parameters[0].estimate!).toBeCloseTo(0.9155, 4);
  expect(cox.parameters[0].se!).toBeCloseTo(0.5119, 4);
  const {statistic, p} = example("log-rank").tests.logRank;
  expect(statistic!).toBeCloseTo(3.4, 1);
  expect(p!).toBeCloseTo(0.07, 2);
  const groups = example("kaplan-meier").groups as {median: {estimate: number; lower: number; upper: null}}[];
  expect(groups.map(({median}) => median)).toEqual([
    {estimate: 31, lower: 18, upper: null},
    {estimate: 23, lower: 8, upper: null}
  ]);
});

const cells = `sex,age,dose,pyr,cases,x
f,20,0,1000,3,0.1
f,20,1,500,4,0.7
f,50,0,900,9,0.2
f,50,2,400,11,0.9
m,20,0,1100,2,0.4
m,20,3,300,5,0.3
m,50,0,800,10,0.8
m,50,1,350,9,0.5
`;
const poisson = {model: "poisson", response: {events: "cases", personTime: "pyr"}};

test("fitTable gives the poisson model what the library is given by hand (law)", () => {
  const spec = {
    ...poisson,
    strata: ["sex"],
    loglinear: [{name: "logAge", expression: "log(age / 70)"}],
    excess: {kind: "relative", dose: "dose", shape: "linear", modifiers: ["sex"]}
  };
  const {elapsedMs, ...given} = answer(spec, cells);
  const fit = poissonRegression(
    {
      cases: Float64Array.of(3, 4, 9, 11, 2, 5, 10, 9),
      pyr: Float64Array.of(1000, 500, 900, 400, 1100, 300, 800, 350),
      strata: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1),
      loglinear: {
        names: ["logAge"],
        columns: [Float64Array.of(20, 20, 50, 50, 20, 20, 50, 50).map((age) => log(age / 70))]
      },
      excess: {
        kind: "relative",
        dose: [{name: "dose", values: Float64Array.of(0, 1, 0, 2, 0, 3, 0, 1)}],
        modifiers: {names: ["sex=m"], columns: [Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1)]}
      }
    },
    {interval: {methods: ["wald", "profile"]}}
  );
  const {fitted: _, background: __, excess: ___, boundary: ____, ...rest} = fit;
  const {equation, interval, ...figures} = given;
  expect(figures).toEqual(JSON.parse(JSON.stringify(rest)));
  expect(equation).toMatch(/^rate = B\(.*\) · exp\(α logAge\) · \[1 \+ β dose · exp\(γ .*\)\]$/);
  expect(interval).toEqual({level: 0.95, oneSided: 0.975});
  expect(elapsedMs).toBeGreaterThanOrEqual(0);
});

test("fitTable knows every shape of the dose-response, and asks for the cuts or knots of those that have them (law)", () => {
  const terms = (excess: object) =>
    answer(
      {...poisson, strata: ["sex"], excess: {dose: "dose", ...excess}, interval: {methods: ["wald"]}},
      cells
    ).parameters.map(({term}) => term);
  expect(terms({})).toEqual(["dose"]);
  expect(terms({shape: "quadratic"})).toEqual(["dose²"]);
  expect(terms({shape: "linear-quadratic"})).toEqual(["dose", "dose²"]);
  expect(terms({shape: "categorical", cuts: [0.5, 2]})).toEqual(["dose 0.5–2", "dose ≥ 2"]);
  expect(terms({shape: "piecewise-linear", knots: [1.5]})).toHaveLength(2);
  expect(terms({kind: "absolute"})).toEqual(["dose"]);
  expect(terms({dose: ["dose", "x"]})).toEqual(["dose", "x"]);
  expect(() => terms({shape: "categorical"})).toThrow(
    'excess must have the key "cuts" for the shape categorical'
  );
  expect(() => terms({cuts: [1]})).toThrow("excess.cuts must go with another shape; got linear");
});

test("fitTable calls a modifier that is also a background term by a name of its own (by hand)", () => {
  const spec = {
    ...poisson,
    strata: ["sex"],
    loglinear: [{name: "old", expression: "age > 30"}],
    excess: {dose: "dose", modifiers: ["old"]},
    interval: {methods: ["wald"]}
  };
  expect(answer(spec, cells).parameters.map(({term}) => term)).toEqual(["dose", "dose:old", "old"]);
});

test("fitTable takes a defined dose, or an expression for it, as it takes a column (law)", () => {
  const spec = (change: object) => ({
    ...poisson,
    strata: ["old"],
    define: {old: "age > 30", half: "dose / 2"},
    ...change
  });
  const plain = answer(spec({excess: {dose: "dose"}}), cells);
  const defined = answer(spec({excess: {dose: "half"}}), cells);
  const written = answer(spec({excess: {dose: [{name: "mine", expression: "half"}]}}), cells);
  expect(defined.parameters[0].term).toBe("half");
  expect(defined.parameters[0].estimate!).toBeCloseTo(2 * plain.parameters[0].estimate!, 9);
  expect(written.parameters).toEqual([{...defined.parameters[0], term: "mine"}]);
});

test("fitTable takes an offset of the log rate as person-time (law)", () => {
  const base = {...poisson, strata: ["sex"], excess: {dose: "dose"}};
  const shifted = answer({...base, offset: "x"}, cells);
  const columns = cells.split("\n").slice(0, -1);
  const longer = [
    `${columns[0]},pt`,
    ...columns
      .slice(1)
      .map((row) => `${row},${Number(row.split(",")[3]) * Math.exp(Number(row.split(",")[5]))}`)
  ];
  const scaled = answer({...base, response: {events: "cases", personTime: "pt"}}, longer.join("\n"));
  expect(shifted.parameters[0].estimate!).toBeCloseTo(scaled.parameters[0].estimate!, 9);
  expect(shifted.logLik!).toBeCloseTo(scaled.logLik!, 9);
  expect(shifted.personTime).toBe(5350);
});

test("fitTable gives cox strata, late entry, weights, clusters and an offset (law)", () => {
  const csv = `start,stop,status,z,g,w,id,o
0,5,1,1.2,a,1,1,0.1
1,6,0,0.3,a,2,1,0.2
0,3,1,0.8,b,1,2,0
2,9,1,2.0,b,3,3,0.4
1,4,0,0.1,b,1,3,0
0,8,1,0.5,a,2,4,0.3
3,7,1,1.1,b,1,5,0.1
`;
  const given = answer(
    {
      model: "cox",
      response: {start: "start", stop: "stop", status: "status"},
      strata: ["g"],
      loglinear: ["z"],
      ties: "breslow",
      weights: "w",
      cluster: "id",
      offset: "o",
      interval: {level: 0.9}
    },
    csv
  );
  const fit = coxph(
    {
      entry: [0, 1, 0, 2, 1, 0, 3],
      exit: [5, 6, 3, 9, 4, 8, 7],
      event: [1, 0, 1, 1, 0, 1, 1],
      strata: [0, 0, 1, 1, 1, 0, 1],
      loglinear: {names: ["z"], columns: [Float64Array.of(1.2, 0.3, 0.8, 2, 0.1, 0.5, 1.1)]},
      weights: [1, 2, 1, 3, 1, 2, 1],
      cluster: [0, 0, 1, 2, 2, 3, 4],
      offset: [0.1, 0.2, 0, 0.4, 0, 0.3, 0.1]
    },
    {ties: "breslow", interval: {level: 0.9}}
  );
  expect(given.parameters).toEqual(fit.parameters);
  expect(given.vcov).toEqual(fit.vcov);
});

test("fitTable leaves out rows with missing values and says how many (by hand)", () => {
  const csv = cells.replace("f,20,0,1000", "f,20,,1000").replace("m,50,1,350", "m,NA,1,350");
  const spec = {...poisson, strata: ["sex"], loglinear: ["age"], excess: {dose: "dose"}};
  const {n, warnings} = answer(spec, csv);
  expect(n).toBe(6);
  expect(warnings[0]).toBe("2 rows left out: missing values in age (1), dose (1)");
  const {n: all} = answer({...poisson, strata: ["sex"], loglinear: ["x"]}, csv);
  expect(all).toBe(8);
});

test("fitTable prints a bound that the likelihood never reaches as null with its reason (by hand)", () => {
  const csv = "dose,pyr,cases\n0,100,0\n0,80,0\n1,50,4\n2,20,3\n";
  const {parameters} = answer(
    {...poisson, loglinear: [], strata: ["k"], excess: {dose: "dose"}},
    csv.replaceAll("\n", ",1\n").replace("cases,1", "cases,k")
  );
  expect(parameters[0].profile).toMatchObject({upper: null, status: {upper: "not determined"}});
});

test("fitTable answers with converged false when the search is stopped early (by hand)", () => {
  for (const [model, spec] of [
    ["poisson", {strata: ["sex"], excess: {dose: "dose"}}],
    ["logistic", {response: {case: "y"}, terms: ["x"]}]
  ] as const) {
    const csv = `${cells
      .trim()
      .split("\n")
      .map((row, i) => `${row},${i === 0 ? "y" : i % 3 === 0 ? 1 : 0}`)
      .join("\n")}\n`;
    const given = answer({...poisson, ...spec, model, control: {maxIterations: 1}}, csv);
    expect(given).toMatchObject({model, converged: false, iterations: 1});
    expect(given.warnings.length).toBeGreaterThan(0);
  }
});
