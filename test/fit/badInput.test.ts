import {describe, expect, test} from "vitest";
import type {Answer} from "../../fit/answer.js";
import {fitTable} from "../../fit/fitTable.js";
import {readFitSpec} from "../../fit/spec/readFitSpec.js";
import {readCsv} from "../../fit/table/readCsv.js";

const answerTo = (spec: object, csv: string): Answer =>
  fitTable(readFitSpec("spec", JSON.stringify(spec)), readCsv("t.csv", csv));

/** A table of person-time and one of subjects, and what each case of bad input changes in them. */
const cells = (rows: string) => `g,dose,x,pyr,cases\n${rows}`;
const goodCells = cells("a,0,1,100,3\na,1,2,50,4\nb,0,4,80,1\nb,2,3,30,6\n");
const poisson = {
  model: "poisson",
  response: {events: "cases", personTime: "pyr"},
  strata: ["g"],
  excess: {dose: "dose"},
  interval: {methods: ["wald"]}
};
const subjects = (rows: string) => `start,stop,status,g,z,y,w\n${rows}`;
const goodSubjects = subjects("0,1,1,a,1,4,1\n0,2,1,a,2,1,1\n0,3,0,b,0,2,1\n1,5,1,b,3,0,1\n0,4,1,b,1,5,1\n");
const cox = {
  model: "cox",
  response: {start: "start", stop: "stop", status: "status"},
  loglinear: ["z"]
};

describe("an error names it (by hand)", () => {
  const cases: [string, object, string, string][] = [
    ["an empty table", poisson, cells(""), "t.csv must have rows; got a header alone"],
    ["an empty file", poisson, "", "t.csv must have a header; got an empty file"],
    ["no events, poisson", poisson, cells("a,0,1,100,0\na,1,2,50,0\n"), "cases must hold an event; got none"],
    [
      "no events, cox",
      cox,
      goodSubjects.replaceAll(/,1,([ab]),/g, ",0,$1,"),
      "status must hold an event; got none"
    ],
    [
      "a constant dose",
      poisson,
      goodCells.replaceAll(/,[012],(\d),/g, ",1,$1,"),
      "dose must vary; got 1 in every row"
    ],
    [
      "a dose that is constant in each stratum",
      poisson,
      cells("a,1,1,100,3\na,1,2,50,4\nb,2,4,80,1\nb,2,3,30,6\n"),
      "dose must vary within a stratum that has cases"
    ],
    [
      "a negative dose",
      poisson,
      goodCells.replace("a,1,", "a,-1,"),
      "dose must be ≥ 0; got -1 in row 2 of t.csv"
    ],
    [
      "a text among doses",
      poisson,
      goodCells.replace("a,1,", "a,1.O,"),
      'dose must be a number; got "1.O" in row 2 of t.csv'
    ],
    [
      "events that are negative",
      poisson,
      goodCells.replace(",4\n", ",-4\n"),
      "cases must be ≥ 0; got -4 in row 2"
    ],
    [
      "person-time that is negative",
      poisson,
      goodCells.replace(",50,", ",-50,"),
      "pyr must be ≥ 0; got -50 in row 2"
    ],
    [
      "events without person-time",
      poisson,
      goodCells.replace(",50,", ",0,"),
      "pyr must be > 0 where there are events; got 0 in row 2"
    ],
    [
      "stop before start",
      cox,
      goodSubjects.replace("1,5,", "1,0.5,"),
      "stop must be > start; got 0.5 ≤ 1 in row 4 of t.csv"
    ],
    [
      "stop at start",
      cox,
      goodSubjects.replace("1,5,", "5,5,"),
      "stop must be > start; got 5 ≤ 5 in row 4 of t.csv"
    ],
    [
      "a column twice",
      cox,
      goodSubjects.replace("z,y", "z,z"),
      'columns of t.csv must have names of their own; got "z" twice'
    ],
    [
      "a term twice",
      {...cox, loglinear: ["z", "z"]},
      goodSubjects,
      "terms must have names of their own; got z twice"
    ],
    [
      "a stratum named twice",
      {...cox, strata: ["g", "g"]},
      goodSubjects,
      "strata must be columns named once; got g twice"
    ],
    [
      "a dose twice",
      {...poisson, excess: {dose: ["dose", "dose"]}},
      goodCells,
      "doses must be columns named once; got dose twice"
    ],
    [
      "collinear terms",
      {...cox, loglinear: ["z", "y", {name: "both", expression: "z - 2 * y"}]},
      goodSubjects,
      "both must not be a combination of other terms; got one of z, y"
    ],
    ["a constant term", {...cox, loglinear: ["w"]}, goodSubjects, "w must vary; got 1 in every row"],
    [
      "negative weights",
      {...cox, weights: "w"},
      goodSubjects.replace("1,4,1\n", "1,4,-1\n"),
      "w must be ≥ 0; got -1 in row 1"
    ],
    [
      "a column that does not exist",
      {...cox, loglinear: ["zz"]},
      goodSubjects,
      't.csv has no column "zz"; did you mean "z"?'
    ],
    [
      "a stratum that does not exist",
      {...cox, strata: ["G"]},
      goodSubjects,
      't.csv has no column "G"; did you mean "g"?'
    ],
    [
      "a status of other values",
      cox,
      goodSubjects.replace(",3,0,", ",3,2,"),
      "status must be 0 or 1, or response.event must say which value is the event; got 2 in row 3"
    ],
    [
      "an event that does not occur",
      {...cox, response: {...cox.response, event: 7}},
      goodSubjects,
      "status must hold the event 7; got none; known are 0, 1"
    ],
    [
      "infinite person-time",
      poisson,
      goodCells.replace(",50,", ",Inf,"),
      'pyr must be a number; got "Inf" in row 2'
    ],
    [
      "missing values everywhere",
      poisson,
      cells("a,,1,100,3\na,NA,2,50,4\n"),
      "t.csv must have rows to fit; got none without a missing value in dose (2)"
    ],
    [
      "a case that is not 0 or 1",
      {model: "conditional-logistic", response: {case: "y", set: "g"}, loglinear: ["z"]},
      goodSubjects,
      "y must be 0 or 1; got 4 in row 1"
    ],
    [
      "more events than trials",
      {model: "logistic", response: {events: "y", trials: "w"}, terms: ["z"]},
      goodSubjects,
      "y must be ≤ w; got 4 > 1 in row 1"
    ],
    [
      "two responses of logistic",
      {model: "logistic", response: {case: "y", events: "w"}},
      goodSubjects,
      'response must have "case", or "events" and "trials"'
    ],
    [
      "one group in log-rank",
      {model: "log-rank", response: cox.response, groups: "w"},
      goodSubjects,
      "groups must be two or more; got w=1"
    ],
    [
      "no expected cases in sir",
      {model: "sir", response: {events: "cases"}},
      goodCells,
      'response must have "expected", or "personTime" and "rate"'
    ],
    [
      "an expected number of 0",
      {model: "sir", response: {events: "cases", expected: "dose"}, strata: ["x"]},
      goodCells,
      "expected cases must be > 0; got 0 in x=1"
    ],
    [
      "a standard error of 0",
      {model: "meta", response: {estimate: "z", se: "y"}},
      goodSubjects,
      "y must be > 0; got 0 in row 4"
    ],
    [
      "one name for two expressions",
      {
        ...cox,
        loglinear: [
          {name: "a", expression: "z"},
          {name: "a", expression: "y"}
        ]
      },
      goodSubjects,
      'a must name one expression; got "z" and "y"'
    ]
  ];
  for (const [title, spec, csv, message] of cases)
    test(title, () => {
      expect(() => answerTo(spec, csv)).toThrow(message);
    });
});

describe("a warning in the answer names it (by hand)", () => {
  const warns = (spec: object, csv: string) => answerTo(spec, csv).warnings.join("\n");

  test("events in one stratum only", () => {
    const rows = goodSubjects.replaceAll(/,1,b,/g, ",0,b,");
    expect(warns({...cox, strata: ["g"]}, rows)).toMatch(/1 of 2 strata has no event/);
    expect(warns({...cox, strata: ["g"]}, rows)).toMatch(/all events are in one stratum/);
    expect(warns(poisson, cells("a,0,1,100,3\na,1,2,50,4\nb,0,4,80,0\nb,2,3,30,0\n"))).toMatch(
      /strata without cases/
    );
  });

  test("a dose that is missing in some rows", () => {
    expect(warns(poisson, `${goodCells}b,NaN,1,10,1\n`)).toMatch(
      "1 row left out: missing values in dose (1)"
    );
  });

  test("separation: an infinite estimate", () => {
    const rows = subjects("0,1,1,a,1,4,1\n0,2,1,a,1,1,1\n0,3,0,b,0,2,1\n0,5,0,b,0,0,1\n");
    const {parameters, warnings} = answerTo(cox, rows);
    expect(parameters[0].estimate).toBeNull();
    expect(warnings.join()).toMatch(/z: the likelihood is monotone/);
    expect(warns(poisson, cells("a,0,1,100,0\na,1,2,50,4\n"))).toMatch(/dose has no finite estimate/);
    expect(warns({model: "logistic", response: {case: "status"}, terms: ["z"]}, rows)).toMatch(
      /z has no finite estimate/
    );
  });

  test("a term that is constant within strata", () => {
    const rows = subjects("0,1,1,a,1,4,1\n0,2,1,a,1,1,1\n0,3,1,b,0,2,1\n0,5,0,b,0,0,1\n");
    expect(warns({...cox, strata: ["g"]}, rows)).toMatch(/z is .* left out/);
  });

  test("weights of zero take their rows out of cox", () => {
    const zero = goodSubjects.replace("0,2,1,a,2,1,1\n", "0,2,1,a,2,1,0\n");
    const without = goodSubjects.replace("0,2,1,a,2,1,1\n", "");
    const spec = {...cox, weights: "w"};
    expect(answerTo(spec, zero).parameters).toEqual(answerTo(spec, without).parameters);
    expect(() => answerTo({model: "kaplan-meier", response: cox.response, weights: "w"}, zero)).toThrow(
      "w must be > 0; got 0 in row 2"
    );
  });
});

test("a hundred thousand strata are fitted (law)", () => {
  const rows = Array.from(
    {length: 2e5},
    (_, i) => `s${i >> 1},${i & 1},1,${1 + (i % 7)},${i % 3 === 0 ? 1 : 0}`
  );
  const {strata, converged} = answerTo({...poisson, loglinear: []}, cells(`${rows.join("\n")}\n`));
  expect(converged).toBe(true);
  expect(strata).toBeGreaterThan(6e4);
});
