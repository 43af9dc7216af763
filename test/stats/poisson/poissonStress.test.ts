import {expect, test} from "vitest";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import {tinyTable} from "./tinyTables.js";

test("poissonRegression finds an end to every one of 200 tiny tables, and names it (law)", () => {
  const ends = {inside: 0, boundary: 0, infinite: 0};
  for (let seed = 100; seed < 300; ++seed) {
    const {about, ...data} = tinyTable(seed);
    const fit = poissonRegression(data);
    expect(Number.isFinite(fit.logLik), about).toBe(true);
    expect(fit.logLik, about).toBeGreaterThanOrEqual(fit.nullLogLik - 1e-6);
    const infinite = fit.parameters.filter(({estimate}) => Math.abs(estimate) === Infinity);
    for (const {term, se} of infinite) {
      expect(se).toBeNaN();
      expect(fit.warnings.join("\n"), about).toContain(`${term} has no finite estimate`);
    }
    for (const {term, estimate} of fit.parameters)
      if (Number.isNaN(estimate))
        expect(fit.warnings.join("\n"), about).toContain(`${term} is not determined`);
    const boundary = fit.warnings.some((warning) => warning.includes("at the boundary"));
    ++ends[infinite.length > 0 ? "infinite" : boundary ? "boundary" : "inside"];
    for (const cell of fit.fitted) expect(cell, about).toBeGreaterThanOrEqual(0);
  }
  for (const count of Object.values(ends)) expect(count).toBeGreaterThan(10);
}, 120_000);

test("poissonRegression leaves out a loglinear term that is one value in each stratum (by hand)", () => {
  const rows = 6000;
  const column = (make: (i: number) => number) => Float64Array.from({length: rows}, (_, i) => make(i));
  const strata = Int32Array.from({length: rows}, (_, i) => i % 60);
  const data = {
    cases: column((i) => Number(i % 7 === 0)),
    pyr: column((i) => 1 + ((i * 37) % 199)),
    strata,
    excess: {kind: "relative" as const, dose: column((i) => ((i * 61) % 100) / 50)}
  };
  const age = column((i) => Math.log((21 + (i % 60)) / 70));
  const fit = poissonRegression({...data, loglinear: {names: ["age"], columns: [age]}});
  expect(fit.warnings).toEqual(["age is not determined by the cells beside the terms before it; left out"]);
  expect(fit.parameters[0].estimate).toBeCloseTo(poissonRegression(data).parameters[0].estimate, 10);
});

test("poissonRegression takes a calendar year as a loglinear term, however far from 0 (law)", () => {
  const rows = 400;
  const column = (make: (i: number) => number) => Float64Array.from({length: rows}, (_, i) => make(i));
  const year = column((i) => 1980 + ((i * 17) % 30));
  const data = {
    cases: column((i) => (i * 7) % 4),
    pyr: column((i) => 100 + ((i * 37) % 199)),
    strata: Int32Array.from({length: rows}, (_, i) => i % 5),
    excess: {kind: "relative" as const, dose: column((i) => ((i * 61) % 100) / 50)}
  };
  const of = (values: Float64Array) =>
    poissonRegression({...data, loglinear: {names: ["year"], columns: [values]}}).parameters[1];
  const [far, near] = [of(year), of(year.map((value) => value - 1995))];
  expect(far.estimate / near.estimate).toBeCloseTo(1, 9);
  expect(far.se / near.se).toBeCloseTo(1, 9);
});
