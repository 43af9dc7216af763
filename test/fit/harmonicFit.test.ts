import {expect, test} from "vitest";
import type {Answer} from "../../fit/answer.js";
import {fitTable} from "../../fit/fitTable.js";
import {readFitSpec} from "../../fit/spec/readFitSpec.js";
import {readCsv} from "../../fit/table/readCsv.js";
import oracle from "../oracle/harmonicFit.json" with {type: "json"};
import {expectAgreement} from "../witness.js";

const tables = {lung: oracle.lung, insurance: oracle.insurance};

function answerTo(data: keyof typeof tables, spec: object): Answer {
  return fitTable(readFitSpec("spec", JSON.stringify(spec)), readCsv(`${data}.csv`, tables[data]));
}

function agree(
  data: string,
  peer: string,
  {parameters, logLik}: Answer,
  expected: {coef: number[]; se: number[]; logLik: number}
): void {
  const about = (figure: string) => ({estimator: "harmonic fit", figure, peer, data, digits: 9});
  const rows = parameters.filter(({se}) => se !== null);
  expectAgreement(
    about("coefficients"),
    rows.map(({estimate}) => estimate!),
    expected.coef
  );
  expectAgreement(
    about("standard errors"),
    rows.map(({se}) => se!),
    expected.se
  );
  expectAgreement(about("log-likelihood"), logLik!, expected.logLik);
}

const lung = {
  model: "cox",
  response: {stop: "time", status: "status", event: 2},
  where: "age > 45 and inst > 0 and wt.loss >= -100 and ph.ecog != 9"
};

test("harmonic fit of lung with a spline, a category, an expression and strata is R's (R)", () => {
  const answer = answerTo("lung", {
    ...lung,
    strata: ["sex"],
    loglinear: [
      {column: "age", as: "spline", knots: [45, 58, 66, 75]},
      {column: "ph.ecog", as: "category", reference: 0},
      {name: "weight", expression: "sqrt(abs(wt.loss))"}
    ]
  });
  agree("lung", "R survival 3.5-3, coxph with Hmisc::rcspline.eval", answer, oracle.cox);
  expect(answer).toMatchObject({n: 200, events: 146, strata: 2});
  expect(answer.warnings).toEqual([
    "16 rows left out: missing values in ph.ecog (1), wt.loss (14), inst (1)"
  ]);
});

test("harmonic fit of lung with a spline at quantiles and clusters is R's (R)", () => {
  const answer = answerTo("lung", {
    ...lung,
    ties: "breslow",
    cluster: "inst",
    loglinear: [{column: "age", as: "spline", knots: 5}]
  });
  agree("lung", "R survival 3.5-3, coxph with cluster", answer, oracle.clustered);
});

const insurance = {
  model: "poisson",
  response: {events: "Claims", personTime: "Holders"},
  loglinear: [{column: "Group", as: "category", reference: ">2l"}]
};

test("harmonic fit of Insurance with quoted text categories is glm's (R)", () => {
  const answer = answerTo("insurance", {...insurance, loglinear: [...insurance.loglinear, "Age"]});
  agree("Insurance", "R 4.2.2, glm", answer, oracle.claims);
  expect(answer.parameters[1].term).toBe("Group=1-1.5l");
});

test("harmonic fit of Insurance with strata has the categories' estimates of glm with a parameter a stratum's part (R)", () => {
  const answer = answerTo("insurance", {
    ...insurance,
    strata: ["District"],
    loglinear: [...insurance.loglinear, {column: "Age", as: "category"}]
  });
  agree(
    "Insurance",
    "R 4.2.2, glm",
    {...answer, parameters: answer.parameters.slice(0, 3)},
    oracle.stratified
  );
  expect(answer.strata).toBe(4);
});
