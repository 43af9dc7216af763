import {expect, test} from "vitest";
import {linearQuadratic, threshold} from "../../../src/stats/poisson/doseShape.js";
import {independentParts} from "../../../src/stats/poisson/independentParts.js";
import {type Excess, poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import {prepareCells} from "../../../src/stats/poisson/prepareCells.js";
import {relativeLikelihood} from "../../../src/stats/poisson/relativeLikelihood.js";
import {expectAgreement} from "../../witness.js";
import {uniform} from "../persontime/cohorts.js";

const doses = [0, 0.1, 0.3, 0.7, 1.5, 2.5];
const causes = 3;
const rows = causes * 12 * doses.length;
const next = uniform(41);
const column = (make: (i: number) => number) => Float64Array.from({length: rows}, (_, i) => make(i));
const cause = Int32Array.from({length: rows}, (_, i) => i % causes);
const strata = Int32Array.from(
  {length: rows},
  (_, i) => causes * Math.floor(i / (causes * doses.length)) + cause[i]
);
const dose = column((i) => doses[Math.floor(i / causes) % doses.length]);
const pyr = column(() => 50 + 400 * next());
// The second half of the strata is all but without cases.
const cases = column((i) => {
  const mean = (i < rows / 2 ? 0.02 : 0.0005) * pyr[i] * (1 + 0.3 * (cause[i] + 1) * dose[i]);
  let count = 0;
  for (let k = 0; k < 30; ++k) count += Number(next() < mean / 30);
  return count;
});
const options = {interval: {level: 0.9, methods: ["profile" as const]}};
const own = (k: number) => dose.map((d, i) => (cause[i] === k ? d : 0));

/** Figures of a cause, of the fit of all causes and of that of its own cells. */
function fits(excess: Omit<Excess, "dose">) {
  const together = poissonRegression(
    {
      cases,
      pyr,
      strata,
      excess: {...excess, dose: Array.from({length: causes}, (_, k) => ({name: `d${k}`, values: own(k)}))}
    },
    options
  );
  const alone = Array.from({length: causes}, (_, k) => {
    const pick = (values: Float64Array) => values.filter((_, i) => cause[i] === k);
    return poissonRegression(
      {
        cases: pick(cases),
        pyr: pick(pyr),
        strata: strata.filter((_, i) => cause[i] === k).map((s) => (s - k) / causes),
        excess: {...excess, dose: pick(dose)}
      },
      options
    );
  });
  const figures = (parameters: typeof together.parameters) =>
    parameters.flatMap(({estimate, profile}) => [estimate, profile!.lower, profile!.upper]);
  return {together, alone, figures: [together, ...alone].map(({parameters}) => figures(parameters))};
}

const law = (figure: string, data: string) => ({
  estimator: "poissonRegression",
  figure,
  peer: "a fit for each cause",
  data,
  digits: 9
});

for (const [about, excess] of [
  ["linear-quadratic slopes of three causes", {kind: "relative", shape: linearQuadratic()}],
  ["thresholds of three causes", {kind: "relative", shape: threshold()}],
  ["absolute slopes of three causes, strata without cases", {kind: "absolute"}]
] as const)
  test(`poissonRegression of ${about} has the estimates and profiles of each cause alone (law)`, () => {
    const {together, alone, figures} = fits(excess);
    expectAgreement(law("estimates and profile bounds", about), figures[0], figures.slice(1).flat());
    const gains = alone.map((fit) => fit.logLik - fit.nullLogLik);
    expect(together.logLik - together.nullLogLik).toBeCloseTo(
      gains.reduce((sum, gain) => sum + gain, 0),
      9
    );
  });

test("independentParts of a likelihood add up to it, wherever it is asked for (law)", () => {
  const excess = {kind: "relative" as const, shape: linearQuadratic()};
  const whole = prepareCells({
    cases,
    pyr,
    strata,
    loglinear: {names: ["x"], columns: [own(1).map((d) => d * d * d)]},
    excess: {...excess, dose: [0, 1, 2].map((k) => ({name: `d${k}`, values: own(k)}))}
  });
  const parts = independentParts(whole);
  expect(parts.map(({parameters}) => parameters)).toEqual([
    [0, 1],
    [2, 3, 6],
    [4, 5]
  ]);
  const at = Float64Array.of(0.3, -0.05, 0.2, 0.1, 0.4, 0.02, 0.05);
  const all = relativeLikelihood(whole).evaluate(at)!;
  let logLik = 0;
  for (const {cells, parameters} of parts) {
    const part = relativeLikelihood(cells).evaluate(Float64Array.from(parameters, (k) => at[k]))!;
    logLik += part.logLik;
    parameters.forEach((k, j) => {
      expect(part.gradient[j]).toBeCloseTo(all.gradient[k], 9);
    });
  }
  expect(logLik).toBeCloseTo(all.logLik, 10);
});

test("independentParts leaves a model whole that a modifier holds together (by hand)", () => {
  const prepared = prepareCells({
    cases,
    pyr,
    strata,
    excess: {
      kind: "relative",
      dose: [0, 1, 2].map((k) => ({name: `d${k}`, values: own(k)})),
      modifiers: {names: ["z"], columns: [column((i) => Number(i % 4 < 2))]}
    }
  });
  expect(independentParts(prepared)).toEqual([]);
});
