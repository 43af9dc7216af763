import {expect, test} from "vitest";
import {additiveLikelihood} from "../../../src/stats/poisson/additiveLikelihood.js";
import {categorical, linearQuadratic} from "../../../src/stats/poisson/doseShape.js";
import {type Excess, poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import {prepareCells} from "../../../src/stats/poisson/prepareCells.js";
import {expectAgreement} from "../../witness.js";
import {uniform} from "../persontime/cohorts.js";

/** Strata of six doses, two in three of them without cases. */
function tableOf(seed: number, excess: (dose: Float64Array, other: Float64Array) => Excess) {
  const next = uniform(seed);
  const doses = [0.01, 0.1, 0.3, 0.7, 1.5, 2.5];
  const rows = 36 * doses.length;
  const column = (make: (i: number) => number) => Float64Array.from({length: rows}, (_, i) => make(i));
  const dose = column((i) => doses[i % doses.length] * (0.9 + 0.2 * next()));
  const other = column(() => (next() < 0.4 ? 0 : next()));
  const pyr = column(() => 50 + 400 * next());
  const cases = column((i) => {
    if (i >= rows / 3) return 0;
    const mean = pyr[i] * (0.006 + 0.004 * dose[i] ** 2);
    let count = 0;
    for (let k = 0; k < 30; ++k) count += Number(next() < mean / 30);
    return count;
  });
  const strata = Int32Array.from({length: rows}, (_, i) => Math.floor(i / doses.length));
  return {cases, pyr, strata, excess: excess(dose, other)};
}

const tables = {
  "linear-quadratic": tableOf(3, (dose) => ({kind: "absolute", dose, shape: linearQuadratic()})),
  categorical: tableOf(5, (dose) => ({kind: "absolute", dose, shape: categorical([0.05, 0.5, 2])})),
  "two doses": tableOf(8, (dose, other) => ({
    kind: "absolute",
    dose: [
      {name: "a", values: dose},
      {name: "b", values: other}
    ]
  }))
};

for (const [name, data] of Object.entries(tables))
  test(`poissonRegression(absolute, ${name}) finds the top among kinks of strata without cases (law)`, () => {
    const fit = poissonRegression(data);
    const {evaluate} = additiveLikelihood(prepareCells(data));
    const top = Float64Array.from(fit.parameters, ({estimate}) => estimate);
    const {logLik} = evaluate(top)!;
    expect(fit.boundary || fit.warnings.join().includes("corner")).toBe(true);
    // The likelihood is concave: what is not higher near by, in any direction, is nowhere higher.
    const next = uniform(17);
    for (let k = 0; k < 600; ++k) {
      const size = 0.01 * 10 ** -(k % 7);
      const there = evaluate(top.map((value) => value + size * (2 * next() - 1) * (next() < 0.3 ? 0 : 1)));
      expect(there?.logLik ?? -Infinity).toBeLessThan(logLik + 1e-9);
    }
  });

test("poissonRegression(absolute) has the profile of one of two slopes over kinks of the other (law)", () => {
  for (const name of ["linear-quadratic", "two doses"] as const) {
    const data = tables[name];
    const {parameters} = poissonRegression(data, {interval: {level: 0.9, methods: ["profile"]}});
    const {evaluate} = additiveLikelihood(prepareCells(data));
    const height = (...at: number[]) => evaluate(Float64Array.from(at))?.logLik ?? -Infinity;
    const golden = (Math.sqrt(5) - 1) / 2;
    /** The top over the other slope, by golden sections. */
    const supremum = (k: number, value: number) => {
      const at = (other: number) => (k === 0 ? height(value, other) : height(other, value));
      let [low, high] = [-0.05, 0.05];
      while (high - low > 1e-12) {
        const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
        if (at(left) > at(right)) high = right;
        else low = left;
      }
      return at((low + high) / 2);
    };
    const top = height(...parameters.map(({estimate}) => estimate));
    const bounds = parameters.map(({profile}) => [profile!.lower, profile!.upper]);
    expectAgreement(
      {
        estimator: "poissonRegression",
        figure: "fall of the log-likelihood at the profile bounds of an absolute excess",
        peer: "golden sections over the other slope",
        data: `${name}, strata without cases`,
        digits: 8
      },
      bounds.flatMap((pair, k) => pair.map((bound) => 2 * (top - supremum(k, bound)))),
      new Array(4).fill(2.705543454095404)
    );
  }
});
