import {expect, test} from "vitest";
import {type CaseCohortMethod, caseCohort} from "../../../src/stats/survival/caseCohort.js";
import {expectAgreement} from "../../witness.js";
import {type Columns, design, oracle} from "./oracle.js";

const {nwtco}: Record<string, Columns> = oracle("survivalData");
const witness = oracle("survivalCaseCohort");
const take = (name: string): number[] => witness.rows.map((row: number) => nwtco[name][row]);
const sample = {stage: take("stage"), histol: take("histol"), years: take("months").map((m) => m / 12)};
const data = {
  exit: take("time"),
  event: take("event"),
  subcohort: take("sub"),
  loglinear: design(sample, "stage", "histol", "years")
};

test.for(["prentice", "self-prentice", "lin-ying", "borgan-1", "borgan-2"] as CaseCohortMethod[])(
  "caseCohort matches cch on nwtco, %s (R)",
  (method) => {
    const borgan = method.startsWith("borgan");
    const fit = caseCohort(
      {
        ...data,
        ...(borgan ? {stratum: sample.histol, cohortSize: witness.sizes} : {cohortSize: witness.size})
      },
      method
    );
    const about = {
      estimator: "caseCohort",
      peer: "R survival 3.5-3, cch",
      data: `nwtco, ${method}`,
      digits: 9
    };
    expect(fit.converged).toBe(true);
    expectAgreement(
      {...about, figure: "estimates"},
      fit.parameters.map((row) => row.estimate),
      witness[method].estimate
    );
    expectAgreement(
      {...about, figure: "standard errors"},
      fit.parameters.map((row) => row.se),
      witness[method].se
    );
  }
);

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
