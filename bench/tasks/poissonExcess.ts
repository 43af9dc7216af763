import {stream} from "../../loaders/synthetic/stream.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import {poissonRegression} from "../../src/stats/poisson/poissonRegression.js";
import type {Columns} from "../columns.js";
import type {Task} from "../task.js";

/** Cells of person-time in strata of fifty, or above 10⁵ of a hundred; an excess relative risk of 0.8 per unit of dose. */
export function cells(size: number): Columns {
  const random = stream(5, "bench poisson");
  const [cases, pyr, dose] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const strata = new Int32Array(size);
  const own = size > 1e5 ? 100 : 50;
  const background = Array.from({length: Math.ceil(size / own)}, () => 2e-4 * exp(0.7 * random.normal()));
  for (let i = 0; i < size; ++i) {
    strata[i] = Math.floor(i / own);
    pyr[i] = 3000 * random.exponential();
    dose[i] = random.uniform() < 0.3 ? 0 : random.exponential();
    let left = pyr[i] * background[strata[i]] * (1 + 0.8 * dose[i]);
    // A Poisson count by its waiting times.
    while ((left -= random.exponential()) > 0) cases[i] += 1;
  }
  return {cases, pyr, dose, strata};
}

function task(name: string, title: string, methods: readonly ("wald" | "profile")[]): Task {
  return {
    name,
    title,
    sizes: [1e4, 5e4, 5e5],
    generate: cells,
    work: (columns) => () => {
      const {cases, pyr, dose, strata} = columns as Record<string, Float64Array> & {strata: Int32Array};
      const fit = poissonRegression(
        {cases, pyr, strata, excess: {kind: "relative", dose}},
        {interval: {methods}}
      );
      const [{estimate, se}] = fit.parameters;
      return [estimate, se, fit.deviance];
    },
    digits: 4,
    peers: [
      {name: "gnm::gnm", script: "gnm.R"},
      {name: "Colossus::PoisRun", script: "colossusPoisson.R", digits: 3}
    ]
  };
}

export const poissonExcess = task(
  "poisson-err",
  "Poisson regression of a linear excess relative risk, the backgrounds of 200, 1,000 and 5,000 strata profiled out",
  ["wald"]
);

export const poissonProfile = task(
  "poisson-err-profile",
  "The same with a profile-likelihood interval, which the others leave out",
  ["wald", "profile"]
);
