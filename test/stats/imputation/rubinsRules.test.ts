import {expect, test} from "vitest";
import {pooledFits, rubinsRules} from "../../../src/stats/imputation/rubinsRules.js";
import oracle from "../../oracle/imputation.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const witness = {
  estimator: "rubinsRules",
  peer: `R mice ${oracle.packages.mice}, pool`,
  data: "nhanes",
  digits: 10
};

test("rubinsRules with the complete data's degrees of freedom matches mice::pool (R)", () => {
  const {estimates, ses, pooled, se, statistic, p, lower, upper} = oracle.pool;
  const ours = estimates.map((own, k) => rubinsRules(own, ses[k], {completeDf: pooled.dfcom[k]}));
  const agree = (figure: string, mine: number[], theirs: number[]) =>
    expectAgreement({...witness, figure}, mine, theirs);
  agree(
    "estimates",
    ours.map((row) => row.estimate),
    pooled.estimate
  );
  agree(
    "within",
    ours.map((row) => row.within),
    pooled.ubar
  );
  agree(
    "between",
    ours.map((row) => row.between),
    pooled.b
  );
  agree(
    "total",
    ours.map((row) => row.total),
    pooled.t
  );
  agree(
    "degrees of freedom (Barnard and Rubin)",
    ours.map((row) => row.df),
    pooled.df
  );
  agree(
    "relative increase",
    ours.map((row) => row.relativeIncrease),
    pooled.riv
  );
  agree(
    "lambda",
    ours.map((row) => row.lambda),
    pooled.lambda
  );
  agree(
    "fraction of missing information",
    ours.map((row) => row.missingInformation),
    pooled.fmi
  );
  agree(
    "standard errors",
    ours.map((row) => row.se),
    se
  );
  agree(
    "t statistics",
    ours.map((row) => row.statistic),
    statistic
  );
  agree(
    "p-values",
    ours.map((row) => row.p),
    p
  );
  agree(
    "interval",
    ours.flatMap((row) => [row.lower, row.upper]),
    lower.flatMap((low, k) => [low, upper[k]])
  );
});

test("rubinsRules with infinite degrees of freedom of the complete data is Rubin's own (R)", () => {
  const {q, u, qbar, t, df, fmi} = oracle.scalar;
  const ours = rubinsRules(q, u.map(Math.sqrt));
  const theirs = [qbar, t, df, fmi];
  expectAgreement(
    {
      ...witness,
      peer: `R mice ${oracle.packages.mice}, pool.scalar`,
      data: "four estimates",
      figure: "estimate, total, df, fmi",
      digits: 12
    },
    [ours.estimate, ours.total, ours.df, ours.missingInformation],
    theirs
  );
});

test("rubinsRules of estimates 1 and 3 with standard errors 1 (by hand)", () => {
  // Ū = 1, B = 2, T = 1 + 1.5·2 = 4, λ = 3/4, ν = 1/(9/16).
  const pooled = rubinsRules([1, 3], [1, 1]);
  expect(pooled).toMatchObject({
    estimate: 2,
    within: 1,
    between: 2,
    total: 4,
    se: 2,
    lambda: 0.75,
    relativeIncrease: 3
  });
  expect(pooled.df).toBeCloseTo(16 / 9, 14);
});

test("rubinsRules of imputations that agree is the complete-data answer (law)", () => {
  const pooled = rubinsRules([2, 2, 2], [0.5, 0.5, 0.5]);
  expect(pooled.se).toBe(0.5);
  expect(pooled.lambda).toBe(0);
  expect(pooled.lower).toBeCloseTo(2 - 1.959964 * 0.5, 5);
});

test("pooledFits pools each term (by hand)", () => {
  const one = (estimate: number) => ({
    parameters: [{term: "dose", estimate, se: 1, statistic: 0, p: 1, wald: {lower: 0, upper: 0}}]
  });
  expect(pooledFits([one(1), one(3)])[0]).toMatchObject({term: "dose", estimate: 2, se: 2});
  const other = {parameters: [{...one(1).parameters[0], term: "age"}]};
  expect(() => pooledFits([one(1), other])).toThrow("fits must have the terms dose; got age in fit 1");
  expect(() => pooledFits([])).toThrow("fits must be two or more; got 0");
});

test("rubinsRules names what is wrong (by hand)", () => {
  expect(() => rubinsRules([1], [1])).toThrow("imputations must be two or more; got 1");
  expect(() => rubinsRules([1, 2], [1])).toThrow("ses must have 2 entries as estimates has; got 1");
  expect(() => rubinsRules([1, NaN], [1, 1])).toThrow("estimate must be finite; got NaN in imputation 1");
  expect(() => rubinsRules([1, 2], [1, 0])).toThrow("se must be > 0; got 0 in imputation 1");
  expect(() => rubinsRules([1, 2], [1, 1], {completeDf: 0})).toThrow("completeDf must be > 0; got 0");
  expect(() => rubinsRules([1, 2], [1, 1], {level: 95})).toThrow("level must lie between 0 and 1; got 95");
});
