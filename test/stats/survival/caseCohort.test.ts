import {expect, test} from "vitest";
import {type CaseCohortMethod, caseCohort} from "../../../src/stats/survival/caseCohort.js";
import {expectAgreement} from "../../witness.js";
import {type Columns, design, oracle} from "./oracle.js";

const cohorts: Record<string, Columns> = oracle("survivalData");
const witness = oracle("survivalCaseCohort");
const terms: Record<string, readonly string[]> = {
  nwtco: ["stage", "histol", "years"],
  mgus2: ["age", "male", "mspike"],
  rotterdam: ["age", "nodes", "grade", "large"]
};
const methods: readonly CaseCohortMethod[] = [
  "prentice",
  "self-prentice",
  "lin-ying",
  "borgan-1",
  "borgan-2"
];
const all = Object.keys(terms).flatMap((name) => methods.map((method) => ({name, method})));

test.for(all)("caseCohort matches cch on $name, $method (R)", ({name, method}) => {
  const {rows, size, sizes, sub, stratum} = witness[name];
  const take = (column: string): number[] => rows.map((row: number) => cohorts[name][column][row]);
  const columns: Columns = Object.fromEntries(
    terms[name].map((term) => [term, term === "years" ? take("months").map((m) => m / 12) : take(term)])
  );
  const fit = caseCohort(
    {
      exit: take("time"),
      event: name === "mgus2" ? take("cause").map((cause) => Number(cause === 1)) : take("event"),
      subcohort: sub,
      loglinear: design(columns, ...terms[name]),
      ...(method.startsWith("borgan") ? {stratum, cohortSize: sizes} : {cohortSize: size})
    },
    method
  );
  const about = {
    estimator: "caseCohort",
    peer: "R survival 3.5-3, cch",
    data: `${name}, ${method}`,
    digits: 9
  };
  expect(fit.converged).toBe(true);
  expectAgreement(
    {...about, figure: "estimates"},
    fit.parameters.map((row) => row.estimate),
    witness[name][method].estimate
  );
  expectAgreement(
    {...about, figure: "standard errors"},
    fit.parameters.map((row) => row.se),
    witness[name][method].se
  );
});

test("caseCohort names what is wrong (by hand)", () => {
  const small = {
    exit: [1, 2, 3],
    event: [1, 0, 1],
    subcohort: [0, 1, 1],
    loglinear: design({x: [1, 2, 1]}, "x")
  };
  expect(() => caseCohort({...small, subcohort: [0, 0, 1], cohortSize: 10})).toThrow(
    "subcohort must be 1 where there is no event; got 0 in row 1"
  );
  expect(() => caseCohort({...small, cohortSize: 2})).toThrow("cohortSize must be ≥ the 3 rows; got 2");
  expect(() => caseCohort({...small, cohortSize: 10}, "borgan-1")).toThrow(
    "stratum and the cohortSize of each must be given for borgan-1"
  );
});
