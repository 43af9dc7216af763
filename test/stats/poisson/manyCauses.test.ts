import {expect, test} from "vitest";
import {type PoissonData, poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import {prepareCells} from "../../../src/stats/poisson/prepareCells.js";
import {ratioLikelihood} from "../../../src/stats/poisson/ratioLikelihood.js";
import {relativeLikelihood} from "../../../src/stats/poisson/relativeLikelihood.js";
import {expectAgreement} from "../../witness.js";

/** A table of causes, each with strata of its own, the causes side by side within a group of age. */
function tableOf(slopes: readonly number[], strata: number, seed: number) {
  let state = seed;
  const random = () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  const doses = [0, 0.05, 0.2, 0.5, 1, 2];
  const rows = slopes.length * strata * doses.length;
  const column = (f: (i: number) => number) => Float64Array.from({length: rows}, (_, i) => f(i));
  const cause = Int32Array.from({length: rows}, (_, i) => i % slopes.length);
  const group = Int32Array.from({length: rows}, (_, i) => Math.floor(i / (slopes.length * doses.length)));
  const dose = column((i) => doses[Math.floor(i / slopes.length) % doses.length]);
  const sex = column((i) => group[i] % 2);
  const pyr = column(() => 100 + 900 * random());
  const cases = column((i) => {
    const mean = 0.004 * pyr[i] * Math.max(0, 1 + slopes[cause[i]] * dose[i]);
    // A count of that mean by a law that needs no special function.
    let count = 0;
    for (let k = 0; k < 40; ++k) count += Number(random() < mean / 40);
    return count;
  });
  const own = (k: number) => dose.map((d, i) => (cause[i] === k ? d : 0));
  const is = (k: number) => column((i) => Number(cause[i] === k));
  return {
    cells: {cases, pyr, strata: group.map((g, i) => g * slopes.length + cause[i])},
    cause,
    dose,
    sex,
    own,
    is
  };
}

test("relativeLikelihood that skips columns of other causes is ratioLikelihood, which does not (law)", () => {
  const slopes = [0.5, 0, 1.5, 0.2, 0.8];
  const {cells, own, sex} = tableOf(slopes, 12, 5);
  const prepared = prepareCells({
    ...cells,
    loglinear: {names: ["x"], columns: [own(2)]},
    excess: {
      kind: "relative",
      dose: slopes.map((_, k) => ({name: `${k}`, values: own(k)})),
      modifiers: {names: ["sex"], columns: [sex]}
    }
  });
  const at = Float64Array.of(0.4, -0.1, 1.2, 0.3, 0.9, 0.3, 0.1);
  const [a, b] = [relativeLikelihood(prepared), ratioLikelihood(prepared)];
  const law = (figure: string, digits: number) => ({
    estimator: "relativeLikelihood",
    figure,
    peer: "ratioLikelihood",
    data: "five causes",
    digits
  });
  const [one, other] = [a.evaluate(at)!, b.evaluate(at)!];
  expectAgreement(law("log-likelihood", 11), one.logLik, other.logLik);
  expectAgreement(law("score", 10), one.gradient, other.gradient);
  expectAgreement(law("observed information", 10), one.information, other.information);
  expectAgreement(law("expected information", 10), a.expected(at), b.expected(at));
  expectAgreement(law("fitted excess", 11), a.fitted(at).excess, b.fitted(at).excess);
});

test("poissonRegression of causes as modifiers has the profile of their slopes, a cause without an excess too (law)", () => {
  const slopes = [1, 0.4, -0.3, 2];
  const {cells, cause, dose, is} = tableOf(slopes, 25, 11);
  const alone = slopes.map((_, k): PoissonData => {
    const pick = <T extends Float64Array | Int32Array>(values: T) =>
      values.filter((_, i) => cause[i] === k) as T;
    return {
      cases: pick(cells.cases),
      pyr: pick(cells.pyr),
      strata: pick(cells.strata).map((s) => Math.floor(s / slopes.length)),
      excess: {kind: "relative", dose: pick(dose)}
    };
  });
  const heights = alone.map((data) => {
    const {evaluate} = relativeLikelihood(prepareCells(data));
    return (beta: number) => evaluate(Float64Array.of(beta))!.logLik;
  });
  const fitted = alone.map((data) => poissonRegression(data).parameters[0].estimate);
  expect(fitted[2]).toBeLessThan(0);
  const fit = poissonRegression(
    {
      ...cells,
      excess: {
        kind: "relative",
        dose,
        modifiers: {names: ["b", "c", "d"], columns: [1, 2, 3].map(is)}
      }
    },
    {interval: {level: 0.9, methods: ["profile"]}}
  );
  const [a, b, c, d] = fit.parameters;
  const law = (figure: string, digits: number) => ({
    estimator: "poissonRegression",
    figure,
    peer: "a slope for each cause",
    data: "four causes",
    digits
  });
  expectAgreement(law("β", 8), a.estimate, fitted[0]);
  expectAgreement(
    law("γ", 8),
    [b.estimate, d.estimate],
    [1, 3].map((k) => Math.log(fitted[k] / fitted[0]))
  );
  expect(c.estimate).toBe(-Infinity);
  expect(c.profile!.lower).toBe(-Infinity);
  /** The fall at γ of cause k: over β alone, by golden sections on its logarithm. */
  const fall = (k: number, gamma: number) => {
    const height = (logBeta: number) => heights[0](Math.exp(logBeta)) + heights[k](Math.exp(logBeta + gamma));
    let [low, high] = [-8, 4];
    const golden = (Math.sqrt(5) - 1) / 2;
    while (high - low > 1e-9) {
      const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
      if (height(left) > height(right)) high = right;
      else low = left;
    }
    return 2 * (heights[0](fitted[0]) + Math.max(0, heights[k](Math.max(0, fitted[k]))) - height(low));
  };
  const quantile = 2.705543454095404;
  expectAgreement(
    law("fall of the log-likelihood at the profile bounds of γ", 8),
    [
      fall(1, b.profile!.lower),
      fall(1, b.profile!.upper),
      fall(2, c.profile!.upper),
      fall(3, d.profile!.upper)
    ],
    [quantile, quantile, quantile, quantile]
  );
});
