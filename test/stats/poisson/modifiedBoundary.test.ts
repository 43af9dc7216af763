import {expect, test} from "vitest";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";

// Some eighty cases over strata of twenty cells, and an excess of next to nothing that z may modify.
const n = 400;
let state = 23;
const random = () => {
  state = (state * 16807) % 2147483647;
  return state / 2147483647;
};
const column = (f: (i: number) => number) => Float64Array.from({length: n}, (_, i) => f(i));
const dose = column(() => (random() < 0.4 ? 0 : 3 * random() * random()));
const z = column(() => 4 * random() - 2);
const pyr = column(() => 50 + 100 * random());
const cases = column((i) => Number(random() < 0.002 * pyr[i] * (1 + 0.3 * dose[i])));
const strata = Int32Array.from({length: n}, (_, i) => Math.floor(i / 20));
const fit = poissonRegression(
  {cases, pyr, strata, excess: {kind: "relative", dose, modifiers: {names: ["z"], columns: [z]}}},
  {interval: {level: 0.9, methods: ["profile"]}}
);

/** The best log-likelihood over γ of an excess with β held, by a search over the whole line; strata profiled out. */
function best(beta: number): number {
  const height = (gamma: number) => {
    let sum = 0;
    for (let s = 0; s < 20; ++s) {
      let [events, expected, whole] = [0, 0, 0];
      for (let i = 20 * s; i < 20 * s + 20; ++i) {
        const ratio = 1 + beta * dose[i] * Math.exp(gamma * z[i]);
        if (ratio < 0 || (ratio === 0 && cases[i] > 0)) return -Infinity;
        if (cases[i] > 0) sum += cases[i] * Math.log(ratio);
        events += cases[i];
        expected += pyr[i] * ratio;
        whole += pyr[i];
      }
      if (events > 0) sum -= events * Math.log(expected / whole);
    }
    return sum;
  };
  let [from, to] = [-12, 12];
  for (let round = 0; round < 12; ++round) {
    let [most, at] = [-Infinity, from];
    for (let k = 0; k <= 400; ++k) {
      const gamma = from + ((to - from) * k) / 400;
      const there = height(gamma);
      if (there > most) [most, at] = [there, gamma];
    }
    const width = (to - from) / 100;
    [from, to] = [at - width, at + width];
  }
  return height((from + to) / 2);
}

test("profile bounds of a slope beside a modifier lie where the best of a whole line has fallen enough (by hand)", () => {
  const {profile, estimate} = fit.parameters[0];
  const top = best(estimate);
  for (const side of ["lower", "upper"] as const) {
    expect(profile!.status[side]).toBe("ok");
    expect(2 * (top - best(profile![side]))).toBeCloseTo(2.705543454, 5);
  }
  // Below 0 the excess is held back by the cell whose rate it takes to 0, which moves with the modifier.
  expect(profile!.lower).toBeLessThan(0);
});

test("a modifier of an excess of next to nothing has no bounds, and is not followed out of all numbers (by hand)", () => {
  expect(fit.parameters[1].profile).toMatchObject({
    lower: -Infinity,
    upper: Infinity,
    status: {lower: "not determined", upper: "not determined"}
  });
});
