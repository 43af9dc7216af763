import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {stream} from "../../../loaders/synthetic/stream.js";
import {bayesianAveraging} from "../../../src/stats/dose/bayesianAveraging.js";
import {effectiveSampleSize, splitRHat} from "../../../src/stats/dose/mcmcDiagnostics.js";
import {doubleExponentialPrior, normalPrior, positivePrior} from "../../../src/stats/dose/prior.js";
import {expectAgreement} from "../../witness.js";
import {twoRealisations} from "./hand.js";

const oracle = JSON.parse(readFileSync(new URL("../../oracle/dose.json", import.meta.url), "utf8"));
const streams = (chain: number) => stream(11, "bma", chain).uniform;

test.each([
  ["a normal prior", normalPrior(1)],
  ["a positive normal prior", positivePrior(normalPrior(1))]
])("bayesianAveraging draws from the posterior over slope and realisation, under %s (law)", (_, prior) => {
  const fit = bayesianAveraging(twoRealisations, {streams, priors: {dose: prior}, draws: 20_000});
  // The posterior by a fine sum over the slope.
  let [mass, first, second, one] = [0, 0, 0, 0];
  for (let beta = -0.9995; beta < 12; beta += 1e-3) {
    const density = Math.exp(prior(beta));
    const likelihoods = [1, 2].map((d) => (1 + d * beta > 0 ? (1 + d * beta) / (3 + d * beta) ** 2 : 0));
    const both = density * (likelihoods[0] + likelihoods[1]);
    mass += both;
    first += both * beta;
    second += both * beta * beta;
    one += density * likelihoods[0];
  }
  const mean = first / mass;
  const sd = Math.sqrt(second / mass - mean ** 2);
  const [{estimate, se, rHat, ess}] = fit.parameters;
  expect(Math.abs(estimate - mean)).toBeLessThan((4 * sd) / Math.sqrt(ess));
  expect(Math.abs(se / sd - 1)).toBeLessThan(0.1);
  expect(Math.abs(fit.weights[0] - one / mass)).toBeLessThan(0.03);
  expect(rHat).toBeLessThan(1.01);
  expect(ess).toBeGreaterThan(2000);
  expect(fit.accepted).toBeGreaterThan(0.2);
});

test("bayesianAveraging gives the same draws from the same streams, and warns of chains that are short (law)", () => {
  const options = {streams, draws: 100, priors: {dose: normalPrior(1)}};
  const [a, b] = [bayesianAveraging(twoRealisations, options), bayesianAveraging(twoRealisations, options)];
  expect(a.parameters).toEqual(b.parameters);
  expect(a.warnings.join()).toMatch(/draws of dose are worth \d+; more are needed/);
});

test("bayesianAveraging names a prior of no parameter, and chains or draws that are too few (by hand)", () => {
  const run = (options: object) => () => bayesianAveraging(twoRealisations, {streams, ...options});
  expect(run({priors: {does: normalPrior()}})).toThrow(
    new RangeError("prior must be of dose; got one of does")
  );
  expect(run({chains: 1})).toThrow(new RangeError("chains must be a whole number ≥ 2; got 1"));
  expect(run({draws: 10.5})).toThrow(new RangeError("draws must be a whole number ≥ 100; got 10.5"));
  expect(() => normalPrior(0)).toThrow(new RangeError("sd must be > 0; got 0"));
});

test("splitRHat and effectiveSampleSize are posterior's rhat_basic and ess_basic (R)", () => {
  const {chains, rHat, ess} = oracle.diagnostics;
  const columns = (chains as number[][]).map((chain) => Float64Array.from(chain));
  const about = {
    peer: `R posterior ${oracle.versions.posterior}`,
    data: "three autoregressive chains",
    digits: 11
  };
  expectAgreement({...about, estimator: "splitRHat", figure: "R̂"}, splitRHat(columns), rHat);
  expectAgreement(
    {...about, estimator: "effectiveSampleSize", figure: "sample size"},
    effectiveSampleSize(columns),
    ess
  );
  expect(() => splitRHat([])).toThrow(new RangeError("chains must have 4 draws or more; got 0"));
  expect(() => splitRHat([new Float64Array(4), new Float64Array(5)])).toThrow(
    new RangeError("chains must have 4 draws each; got 5")
  );
});

test("splitRHat of chains that never move is 1, and their sample size all of them (by hand)", () => {
  const still = [new Float64Array(8).fill(2), new Float64Array(8).fill(2)];
  expect(splitRHat(still)).toBe(1);
  expect(effectiveSampleSize(still)).toBe(16);
});

test("doubleExponentialPrior has the density of R's integral over its rate (R)", () => {
  const {b, density} = oracle.prior as {b: number[]; density: number[]};
  const prior = doubleExponentialPrior();
  expectAgreement(
    {
      estimator: "doubleExponentialPrior",
      figure: "density",
      peer: "R integrate",
      data: "0.001 to 500",
      digits: 11
    },
    b.map((value) => Math.exp(prior(-value))),
    density
  );
  expect(prior(0)).toBe(Infinity);
});
