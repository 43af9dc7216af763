/**
 * How often 95 % profile intervals of the excess relative risk hold the truth: 2,000 cohorts simulated at each of
 * three values, zero among them. `npx tsx bench/coverage/poisson.ts` writes poisson.json beside it.
 */
import {writeFileSync} from "node:fs";
import {stream} from "../../loaders/synthetic/stream.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import {type PoissonData, poissonRegression} from "../../src/stats/poisson/poissonRegression.js";

const cohorts = 2000;
const truths = [0, 0.5, 2];
const strata = 20;
const doses = [0, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3];
const level = 0.95;

/** Some 400 cases in 20 strata of eight dose groups, more person-time at low doses. */
function cohort(truth: number, random: ReturnType<typeof stream>): PoissonData {
  const cells = strata * doses.length;
  const [cases, pyr, dose] = [new Float64Array(cells), new Float64Array(cells), new Float64Array(cells)];
  const codes = new Int32Array(cells);
  for (let i = 0; i < cells; ++i) {
    codes[i] = Math.floor(i / doses.length);
    dose[i] = doses[i % doses.length];
    pyr[i] = 20_000 / (1 + 2 * dose[i]);
    let left = pyr[i] * 2e-4 * exp(codes[i] / 10) * (1 + truth * dose[i]);
    // A Poisson count by its waiting times.
    while ((left -= random.exponential()) > 0) cases[i] += 1;
  }
  return {cases, pyr, strata: codes, excess: {kind: "relative", dose}};
}

const rows = truths.map((truth) => {
  const random = stream(2024, `coverage ${truth}`);
  let [held, below, above, boundary, estimates] = [0, 0, 0, 0, 0];
  for (let k = 0; k < cohorts; ++k) {
    const {parameters} = poissonRegression(cohort(truth, random), {interval: {level, methods: ["profile"]}});
    const {lower, upper, status} = parameters[0].profile!;
    if (truth < lower) ++below;
    else if (truth > upper) ++above;
    else ++held;
    if (status.lower === "boundary") ++boundary;
    estimates += parameters[0].estimate;
  }
  return {
    truth,
    cohorts,
    coverage: held / cohorts,
    truthBelow: below / cohorts,
    truthAbove: above / cohorts,
    lowerAtBoundary: boundary / cohorts,
    meanEstimate: estimates / cohorts
  };
});
const result = {level, strata, doses, rows};
writeFileSync(new URL("poisson.json", import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
console.table(rows);
