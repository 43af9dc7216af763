import {expect, test} from "vitest";
import {rateLikelihood} from "../../../src/stats/dose/rateLikelihood.js";
import {strataSets} from "../../../src/stats/dose/rateModel.js";
import {fitOneDose} from "../../../src/stats/dose/regressionCalibration.js";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import {expectAgreement} from "../../witness.js";
import {uniform} from "../persontime/cohorts.js";

/** A few dozen cells with next to no effect of a dose, for a modifier to change. */
function tableOf(seed: number) {
  const next = uniform(7919 * seed + 13);
  const rows = 40 + Math.floor(100 * next());
  const column = (make: (i: number) => number) => Float64Array.from({length: rows}, (_, i) => make(i));
  const dose = column(() => (next() < 0.3 ? 0 : -Math.log(1 - next())));
  const z = column(() => Number(next() < 0.4));
  column(() => next());
  const pyr = column(() => 20 + 200 * next());
  const beta = [0, 0.2, 1, -0.2][seed % 4];
  const gamma = [0, 1, -1, 0.5][Math.floor(seed / 4) % 4];
  const cases = column((i) => {
    let left = pyr[i] * 0.004 * Math.max(0, 1 + beta * dose[i] * Math.exp(gamma * z[i]));
    let count = 0;
    while ((left += Math.log(1 - next())) > 0) ++count;
    return count;
  });
  cases[0] += 1;
  cases[1] += 1;
  const strata = Int32Array.from({length: rows}, (_, i) => i % 5);
  return {cases, pyr, strata, dose, modifiers: {names: ["z"], columns: [z]}};
}

const options = {interval: {level: 0.9, methods: ["profile" as const]}};

test("fits of a dose whose modifier is hardly determined are poissonRegression, bounds too (law)", () => {
  for (const seed of [8, 16, 29, 88, 148]) {
    const {cases, pyr, strata, dose, modifiers} = tableOf(seed);
    const form = {scale: "excess" as const, degree: 1 as const, modifiers};
    const fit = fitOneDose(
      rateLikelihood({cases, personTime: pyr, sets: strataSets(strata), form}),
      dose,
      options
    );
    const other = poissonRegression(
      {cases, pyr, strata, excess: {kind: "relative", dose, modifiers}},
      options
    );
    const figures = ({parameters: [{estimate, profile}, gamma]}: Pick<typeof other, "parameters">) => [
      estimate,
      profile!.upper,
      gamma.estimate
    ];
    expectAgreement(
      {
        estimator: "rateLikelihood",
        figure: "β, its upper profile bound, γ",
        peer: "poissonRegression",
        data: `a modifier hardly determined, table ${seed}`,
        digits: 6,
        because: "each search ends within 10⁻⁶ standard errors of a flat top"
      },
      figures(fit),
      figures(other)
    );
  }
});

test("the profile of a slope is its supremum over a modifier that may run to infinity (law: a grid)", () => {
  for (const [seed, side] of [
    [8, "upper"],
    [29, "lower"],
    [88, "lower"]
  ] as const) {
    const {cases, pyr, strata, dose, modifiers} = tableOf(seed);
    const excess = {kind: "relative" as const, dose, modifiers};
    const {parameters} = poissonRegression({cases, pyr, strata, excess}, options);
    const form = {scale: "excess" as const, degree: 1 as const, modifiers};
    const {evaluate} = rateLikelihood({cases, personTime: pyr, sets: strataSets(strata), form}).given(dose);
    const supremum = (beta: number) => {
      let best = -Infinity;
      for (let gamma = -30; gamma < 8; gamma += 0.001)
        best = Math.max(best, evaluate(Float64Array.of(beta, gamma))?.logLik ?? -Infinity);
      return best;
    };
    const top = evaluate(Float64Array.from(parameters, ({estimate}) => estimate))!.logLik;
    expect(2 * (top - supremum(parameters[0].profile![side]))).toBeCloseTo(2.705543454095404, 4);
  }
});
