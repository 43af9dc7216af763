import {expect, test} from "vitest";
import {newton} from "../../../src/stats/inference/newton.js";
import {linearExponential} from "../../../src/stats/poisson/doseShape.js";
import {modelOf} from "../../../src/stats/poisson/maximiseModel.js";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import {prepareCells} from "../../../src/stats/poisson/prepareCells.js";
import {expectAgreement} from "../../witness.js";
import {uniform} from "../persontime/cohorts.js";
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
    const {boundary} = fit;
    ++ends[infinite.length > 0 ? "infinite" : boundary ? "boundary" : "inside"];
    for (const cell of fit.fitted) expect(cell, about).toBeGreaterThanOrEqual(0);
  }
  for (const count of Object.values(ends)) expect(count).toBeGreaterThan(10);
});

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

/** The profile of β in linear-exponential excess by a fine grid of δ, in one stratum: the supremum over δ. */
function supremum(cases: readonly number[], beta: number): number {
  const pyr = [2500, 1000, 1000, 350];
  const total = cases.reduce((sum, c) => sum + c, 0);
  let best = -Infinity;
  for (let delta = -1; delta < 3; delta += 1e-4) {
    const risk = [0, 10, 20, 25].map((d) => 1 + beta * d * Math.exp(delta * d));
    const rate = risk.reduce((sum, r, i) => sum + pyr[i] * r, 0);
    best = Math.max(
      best,
      risk.reduce((sum, r, i) => sum + cases[i] * Math.log(r), 0) - total * Math.log(rate)
    );
  }
  return best;
}
const bent = (cases: readonly number[]) =>
  poissonRegression(
    {
      cases: Float64Array.from(cases),
      pyr: Float64Array.of(2500, 1000, 1000, 350),
      strata: new Int32Array(4),
      excess: {kind: "relative", dose: Float64Array.of(0, 10, 20, 25), shape: linearExponential()}
    },
    {interval: {methods: ["wald", "profile"]}}
  );

test("the profile of β beside exp(δd) is the supremum over δ, down to where it meets the level (law)", () => {
  const cases = [6, 4, 8, 6];
  const [{estimate, profile}] = bent(cases).parameters;
  const top = supremum(cases, estimate);
  expect(profile!.status).toEqual({lower: "ok", upper: "ok"});
  // So near 0 that δ alone carries the excess of the highest dose, and yet within the region.
  expect(profile!.lower).toBeGreaterThan(1e-8);
  expect(profile!.lower).toBeLessThan(1e-7);
  for (const bound of [profile!.lower, profile!.upper])
    expect(2 * (top - supremum(cases, bound))).toBeCloseTo(3.841458820694124, 4);
});

test("the profile of β that leaps at 0 ends there, as boundary (law)", () => {
  // The highest dose alone has more cases: the steeper the bend the better, and β tends to 0.
  const cases = [25, 10, 10, 20];
  const fit = bent(cases);
  const [beta, delta] = fit.parameters;
  expect(delta.estimate).toBe(Infinity);
  expect(beta.profile).toMatchObject({lower: 0, status: {lower: "boundary"}});
  expect(delta.profile!.status.upper).toBe("not determined");
  const best = supremum(cases, 1e-20);
  expect(2 * (best - supremum(cases, 0))).toBeGreaterThan(3.84);
  expect(2 * (best - supremum(cases, 1e-12))).toBeLessThan(1);
});

test("poissonRegression begins anew from a better maximum that a profile comes upon (law)", () => {
  for (const seed of [6, 119, 171]) {
    const {about: _, ...data} = tinyTable(seed);
    const fit = poissonRegression(data, {interval: {methods: ["wald", "profile"]}});
    expect(fit.logLik).toBeGreaterThanOrEqual(poissonRegression(data).logLik - 1e-9);
    expect(fit.warnings.join()).not.toContain("local maximum");
  }
});

test("poissonRegression follows a slope to 0 where the reference level of a modifier has no excess (by hand)", () => {
  // Cases fall with the dose at z = 0 and rise at z = 1: β tends to 0 and γ to infinity, β exp(γ) to 1.
  const fit = poissonRegression({
    cases: Float64Array.of(10, 9, 10, 20),
    pyr: Float64Array.of(10, 10, 10, 10),
    strata: Int32Array.of(0, 0, 1, 1),
    excess: {
      kind: "relative",
      dose: Float64Array.of(0, 1, 0, 1),
      modifiers: {names: ["z"], columns: [Float64Array.of(0, 0, 1, 1)]}
    }
  });
  const separate = poissonRegression({
    cases: Float64Array.of(10, 20),
    pyr: Float64Array.of(10, 10),
    strata: Int32Array.of(0, 0),
    excess: {kind: "relative", dose: Float64Array.of(0, 1)}
  });
  expect(fit.tests.dose.statistic).toBeCloseTo(separate.tests.dose.statistic, 5);
  expect(fit.parameters[1].estimate).toBe(Infinity);
  expect(fit.warnings).toContain(
    "dose tends to 0 as its modifiers grow without end: there is no excess where they are 0; measure them from another level"
  );
});

test("poissonRegression of 26 causes in 2,600 strata has the slope of each cause fitted alone (law)", () => {
  const causes = 26;
  const [cells, rows] = [400, causes * 400];
  let state = 7;
  const random = () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  const column = (f: (i: number) => number) => Float64Array.from({length: rows}, (_, i) => f(i));
  const cause = Int32Array.from({length: rows}, (_, i) => Math.floor(i / cells));
  // A hundred strata a cause, most of them without a case.
  const strata = cause.map((own, i) => 100 * own + (i % 100));
  const dose = column(() => (random() < 0.3 ? 0 : random() * random()));
  const pyr = column(() => 100 + 900 * random());
  const cases = column((i) => Number(random() < 0.0002 * pyr[i] * (1 + 3 * dose[i])));
  const own = (k: number) => dose.map((d, i) => (cause[i] === k ? d : 0));
  const options = {interval: {level: 0.9, methods: ["profile" as const]}};
  const doses = Array.from({length: causes}, (_, k) => ({name: `cause ${k + 1}`, values: own(k)}));
  const all = poissonRegression({cases, pyr, strata, excess: {kind: "relative", dose: doses}});
  expect(all.warnings.join()).toContain("strata without cases");
  for (const k of [0, 13, 25]) {
    const pick = (values: Float64Array) => values.filter((_, i) => cause[i] === k);
    const alone = poissonRegression(
      {
        cases: pick(cases),
        pyr: pick(pyr),
        strata: strata.filter((_, i) => cause[i] === k).map((code) => code - 100 * k),
        excess: {kind: "relative", dose: pick(dose)}
      },
      options
    ).parameters[0];
    expect(all.parameters[k].estimate).toBeCloseTo(alone.estimate, 6);
    expect(all.parameters[k].se).toBeCloseTo(alone.se, 6);
    expect(alone.profile!.upper).toBeGreaterThan(alone.estimate);
  }
});

test("poissonRegression has no bound where rates overflow: the likelihood levels off (by hand)", () => {
  // As many parameters as cells: the excess can take all of a rate, and the other factor grows without end.
  const {profile} = poissonRegression(
    {
      cases: Float64Array.of(3, 5, 2, 6),
      pyr: Float64Array.of(100, 90, 80, 60),
      strata: Int32Array.of(0, 0, 1, 1),
      loglinear: {names: ["x"], columns: [Float64Array.of(1, 0, 1, 0)]},
      excess: {kind: "relative", dose: Float64Array.of(0, 0.1, 0, 0.25)}
    },
    {interval: {methods: ["profile"]}}
  ).parameters[1];
  expect(profile).toMatchObject({upper: Infinity, status: {upper: "not determined"}});
});

test("the profile of a level is its supremum where the excess has another maximum beside it (law: random starts)", () => {
  for (const [seed, term, side] of [
    [350, "(Intercept)", "lower"],
    [332, "x2", "lower"]
  ] as const) {
    const {about, ...data} = tinyTable(seed);
    const fit = poissonRegression(data, {interval: {level: 0.9, methods: ["profile"]}});
    const model = modelOf(prepareCells(data));
    const {evaluate, size} = model.likelihood;
    const k = model.cells.names.indexOf(term);
    const bound = fit.parameters[k].profile![side] - (k === model.cells.intercept ? model.cells.shift : 0);
    const next = uniform(seed);
    let highest = -Infinity;
    for (let trial = 0; trial < 40; ++trial) {
      const start = Float64Array.from({length: size}, () => 4 * next() - 2);
      start[k] = bound;
      if (!evaluate(start)) continue;
      const {logLik} = newton(evaluate, start, {...model.search, held: [k], maxIterations: 50});
      highest = Math.max(highest, logLik);
    }
    expect(2 * (fit.logLik - model.reference - highest), about).toBeCloseTo(2.705543454095404, 5);
  }
});

test("the profile of β in β d (1 + δu) goes through 0, as that of two slopes does (law)", () => {
  const data = {
    cases: Float64Array.of(20, 12, 25, 16, 18, 30, 22, 45),
    pyr: new Float64Array(8).fill(1000),
    strata: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1)
  };
  const dose = Float64Array.of(0, 1, 2, 1, 0, 1, 0, 2);
  const u = Float64Array.of(0, 0, 0, 1, 0, 1, 1, 1);
  const options = {interval: {level: 0.95, methods: ["profile" as const]}};
  for (const kind of ["relative", "absolute"] as const) {
    const product = {kind, dose, linearModifiers: {names: ["u"], columns: [u]}};
    const slopes = [1, 0].map((other, k) => ({
      name: `slope ${k}`,
      values: dose.map((d, i) => (u[i] === other ? 0 : d))
    }));
    const [one] = poissonRegression({...data, excess: product}, options).parameters;
    const [two] = poissonRegression({...data, excess: {kind, dose: slopes}}, options).parameters;
    expect(two.profile!.lower).toBeLessThan(0);
    expect(one.profile!.status).toEqual({lower: "ok", upper: "ok"});
    const law = {estimator: "poissonRegression", peer: "two slopes", data: "eight cells", digits: 8};
    expectAgreement({...law, figure: `${kind} slope`}, one.estimate, two.estimate);
    for (const end of ["lower", "upper"] as const)
      expectAgreement({...law, figure: `${kind} ${end} profile bound`}, one.profile![end], two.profile![end]);
  }
});
