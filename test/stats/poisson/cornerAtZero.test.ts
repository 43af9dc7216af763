import {expect, test} from "vitest";
import {additiveLikelihood} from "../../../src/stats/poisson/additiveLikelihood.js";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import {prepareCells} from "../../../src/stats/poisson/prepareCells.js";

const F64 = (values: readonly number[]) => Float64Array.from(values);

// A stratum with cases, and one without whose person-time lies where the dose is.
const cells = {
  cases: F64([2, 3, 0, 0]),
  pyr: F64([10, 10, 10, 100]),
  strata: Int32Array.of(0, 0, 1, 1)
};
const dose = F64([0, 1, 0, 1]);

/** ℓ(β) less ℓ(0): B of the first stratum solves 2/B + 3/(B + β) = 20, that of the second is max(0, −β). */
function fall(beta: number): number {
  const half = (20 * beta - 5) / 40;
  const b = -half + Math.sqrt(half * half + beta / 10);
  const first = 2 * Math.log(b / 0.25) + 3 * Math.log((b + beta) / 0.25) - 20 * b - 10 * beta + 5;
  return first - (beta > 0 ? 100 * beta : -10 * beta);
}

test("poissonRegression finds an absolute excess of 0 where strata without cases make a corner (by hand)", () => {
  const fit = poissonRegression(
    {...cells, excess: {kind: "absolute", dose}},
    {interval: {level: 0.95, methods: ["wald", "profile"]}}
  );
  const [row] = fit.parameters;
  expect(fit.converged).toBe(true);
  expect(row.estimate).toBe(0);
  expect(row.se).toBeNaN();
  expect(fit.logLik).toBeCloseTo(fit.nullLogLik, 12);
  const {lower, upper, status} = row.profile!;
  expect(status).toEqual({lower: "ok", upper: "ok"});
  expect(lower).toBeLessThan(0);
  expect(upper).toBeGreaterThan(0);
  // Half the 95 % quantile of χ² on one degree of freedom.
  for (const bound of [lower, upper]) expect(fall(bound)).toBeCloseTo(-1.92072941034706, 9);
  expect(fit.warnings.at(-1)).toMatch(/^dose: the estimate is exactly 0, where the likelihood has a corner/);
});

test("poissonRegression finds the maximum that modifiers have aside from a corner (by hand)", () => {
  // With γ → −∞ nothing is added where no case was, and both cells with cases are met: β = 3/10 − 2/10.
  const fit = poissonRegression({
    ...cells,
    excess: {kind: "absolute", dose, modifiers: {names: ["z"], columns: [F64([0, 0, 1, 1])]}}
  });
  expect(fit.parameters[0].estimate).toBeCloseTo(0.1, 9);
  expect(fit.parameters[1].estimate).toBe(-Infinity);
});

test("poissonRegression leaves out what would modify an excess of 0 (law)", () => {
  // Whatever γ, what is added weighs more in the stratum without cases.
  const fit = poissonRegression({
    cases: F64([2, 3, 3, 0, 0, 0]),
    pyr: F64([10, 10, 10, 10, 100, 100]),
    strata: Int32Array.of(0, 0, 0, 1, 1, 1),
    excess: {
      kind: "absolute",
      dose: F64([0, 1, 1, 0, 1, 1]),
      modifiers: {names: ["z"], columns: [F64([0, 0, 1, 0, 0, 1])]}
    }
  });
  expect(fit.parameters.map(({estimate}) => estimate)).toEqual([0, NaN]);
  expect(fit.df).toBe(1);
  expect(fit.warnings).toContain("z is not determined: there is no excess for it to modify");
});

test("poissonRegression lets modifiers of an excess of 0 be free in its profile (law: a grid)", () => {
  const z = F64([0, 0, 1, 0, 0, 1]);
  const data = {
    cases: F64([2, 3, 3, 0, 0, 0]),
    pyr: F64([10, 10, 10, 10, 100, 100]),
    strata: Int32Array.of(0, 0, 0, 1, 1, 1),
    excess: {
      kind: "absolute" as const,
      dose: F64([0, 1, 1, 0, 1, 1]),
      modifiers: {names: ["z"], columns: [z]}
    }
  };
  const [{estimate, profile}] = poissonRegression(data, {interval: {methods: ["profile"]}}).parameters;
  expect(estimate).toBe(0);
  const {evaluate} = additiveLikelihood(prepareCells(data));
  const supremum = (beta: number) => {
    let best = -Infinity;
    for (let gamma = -40; gamma < 10; gamma += 0.01)
      best = Math.max(best, evaluate(Float64Array.of(beta, gamma))?.logLik ?? -Infinity);
    return best;
  };
  const top = evaluate(Float64Array.of(0, 0))!.logLik;
  for (const bound of [profile!.lower, profile!.upper])
    expect(2 * (top - supremum(bound))).toBeCloseTo(3.841458820694124, 3);
});
