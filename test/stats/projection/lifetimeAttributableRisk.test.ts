import {expect, test} from "vitest";
import beir from "../../../data/reference/beir-vii-table-12D-1.json" with {type: "json"};
import chd from "../../../data/reference/chd-mortality.json" with {type: "json"};
import reference from "../../../data/reference/risk-models.json" with {type: "json"};
import {excessRisk} from "../../../src/stats/projection/excessRisk.js";
import {exposedLifeTable, yearsOfLifeLost} from "../../../src/stats/projection/exposedLifeTable.js";
import {lifeTable, patientLifeTable} from "../../../src/stats/projection/lifeTable.js";
import {
  lifetimeAttributableRisk,
  type RiskModel
} from "../../../src/stats/projection/lifetimeAttributableRisk.js";
import {type Sex, siteModel} from "../../../src/stats/projection/siteModel.js";
import {type RiskModels, siteParameters} from "../../../src/stats/projection/siteParameters.js";
import oracle from "../../oracle/projection.json" with {type: "json"};
import {expectAgreement} from "../../witness.js";

const models = reference as unknown as RiskModels;
const step = (years: number) => ({kind: "step", years}) as const;
const plain: RiskModel = {
  relative: excessRisk({beta: 2}),
  absolute: excessRisk({beta: 0.4}),
  relativeWeight: 0.75,
  weighting: "arithmetic",
  ddref: 1.5,
  latency: step(1)
};
/** Survival 1, ½, ¼; a tenth fall ill each year. */
const small = {lifeTable: lifeTable([Math.LN2, Math.LN2, Math.LN2]), incidence: [0.1, 0.1, 0.1]};

test("lifetimeAttributableRisk over three years of life (by hand)", () => {
  // ERR 2·½ = 1: excess 0.1 at birthdays 1 and 2, where ½ and ¼ are alive: 0.075 / 1.5. EAR 0.4·½ = 0.2: twice that.
  const ours = lifetimeAttributableRisk([{age: 0, doseGy: 0.5}], plain, small);
  expect(ours.relative).toBeCloseTo(0.05, 15);
  expect(ours.absolute).toBeCloseTo(0.1, 15);
  expect(ours.risk).toBeCloseTo(0.75 * 0.05 + 0.25 * 0.1, 15);
  expect(ours.baseline).toBeCloseTo(0.175, 15);
  expect(ours.excessRate[0]).toBe(0);
  expect(ours.excessRate[1]).toBeCloseTo((0.75 * 0.1 + 0.25 * 0.2) / 1.5, 15);
  const geometric = lifetimeAttributableRisk(
    [{age: 0, doseGy: 0.5}],
    {...plain, weighting: "geometric"},
    small
  );
  expect(geometric.risk).toBeCloseTo(0.05 ** 0.75 * 0.1 ** 0.25, 15);
  const added = geometric.excessRate.reduce((sum, rate, age) => sum + rate * small.lifeTable.surv[age], 0);
  expect(added).toBeCloseTo(geometric.risk, 15);
});

test("excessRisk of BEIR VII's colon and leukaemia models (by hand)", () => {
  // A boy of 10, 0.1 Gy, aged 60: 0.063·exp(−0.3·(−2))·1; aged 30: that times 2^1.4.
  const colon = excessRisk({
    beta: 0.63,
    ageAtExposure: {gamma: -0.3, reference: 30, capped: true},
    attainedAge: {eta: -1.4, reference: 60}
  });
  expect(colon(0.1, 10, 60)).toBeCloseTo(0.063 * Math.exp(0.6), 15);
  expect(colon(0.1, 10, 30)).toBeCloseTo(0.063 * Math.exp(0.6) * 2 ** 1.4, 14);
  expect(colon(0.1, 45, 60)).toBeCloseTo(0.063, 15);
  expect(colon(0, 10, 60)).toBe(0);
  expect(colon(0.1, 10, 9)).toBe(0);
  const leukaemia = excessRisk({
    beta: 1.1,
    quadratic: 0.87,
    ageAtExposure: {gamma: -0.4, reference: 30, capped: true},
    sinceExposure: {delta: -0.48, phi: 0.42, reference: 25}
  });
  // Exposed at 20, e* = −1, 5 years later: t/25 = 1/5.
  expect(leukaemia(0.1, 20, 25)).toBeCloseTo(0.11 * 1.087 * Math.exp(0.4) * 5 ** 0.9, 14);
});

test("lifetimeAttributableRisk of the breast by absolute transfer is near BEIR VII's (published: BEIR VII Table 12D-1)", () => {
  // The one site of the table that needs no background incidence.
  const population = {lifeTable: lifeTable(oracle.us1999Female), incidence: oracle.us1999Female.map(() => 0)};
  const model = siteModel(siteParameters(models, "breast", "BEIR VII"), "F");
  const upTo50 = 8;
  const ours = (untilAge?: number) =>
    beir.ageAtExposure
      .slice(0, upTo50)
      .map((age) => 1e5 * lifetimeAttributableRisk([{age, doseGy: 0.1}], model, population, {untilAge}).risk);
  const theirs = beir.F.breast.slice(0, upTo50);
  const witness = {
    estimator: "lifetimeAttributableRisk",
    peer: "BEIR VII 2006, Table 12D-1",
    data: "breast, ages 0 to 50 at exposure; United States mortality of 1999 (survexp.us)",
    because: "neither the report's life table nor its last age is printed, and its figures are whole cases"
  };
  expectAgreement(
    {...witness, figure: "risks summed to age 109: 3 to 5 % above", digits: 1.3},
    ours(),
    theirs
  );
  expectAgreement(
    {...witness, figure: "risks summed to age 89: 1 to 2 % below", digits: 1.7},
    ours(90),
    theirs
  );
});

const {canEpiRisk} = oracle;
/** CanEpiRisk takes rates in the middle of a year of age and survival at its beginning. */
const convention = {rateAt: 0.5, survivalAt: 0};
const girl = [{age: 15, doseGy: 0.1}];
const women = {lifeTable: lifeTable(canEpiRisk.mortalityFemale), incidence: canEpiRisk.allsolid};
const solidPart = ([logBeta, gamma, eta, sex]: number[]) =>
  excessRisk({
    beta: Math.exp(logBeta) * (1 + sex),
    ageAtExposure: {gamma, reference: 30, capped: false},
    attainedAge: {eta, reference: 70}
  });
const solid: RiskModel = {
  relative: solidPart(canEpiRisk.solidErr),
  absolute: solidPart(canEpiRisk.solidEar),
  relativeWeight: 1,
  weighting: "arithmetic",
  ddref: 1,
  latency: step(5)
};
const peer = `R CanEpiRisk ${canEpiRisk.version}`;

test("lifetimeAttributableRisk of a girl's solid cancer mortality is 156.0667 per 10,000 (published: CanEpiRisk)", () => {
  const ours = lifetimeAttributableRisk(girl, solid, women, convention);
  expect(Number((1e4 * ours.risk).toFixed(4))).toBe(156.0667);
  const witness = {
    estimator: "lifetimeAttributableRisk",
    peer,
    data: "WHO region 1, girl of 15, 0.1 Gy",
    digits: 9
  };
  expectAgreement(
    {...witness, figure: "relative and absolute transfer"},
    [ours.relative!, ours.absolute!],
    [canEpiRisk.solid, canEpiRisk.solidAbsolute]
  );
  const lost = yearsOfLifeLost(women.lifeTable, exposedLifeTable(women.lifeTable, ours.excessRate), 15);
  expect(Number(lost.toFixed(6))).toBe(0.240858);
  expectAgreement(
    {...witness, figure: "years of life lost", estimator: "yearsOfLifeLost"},
    lost,
    canEpiRisk.yearsLost
  );
});

test("lifetimeAttributableRisk of leukaemia after 15 doses to age 60 is 3.683742 per 10,000 (published: CanEpiRisk)", () => {
  const [linear, square, gamma, eta, city] = canEpiRisk.leukaemiaEar;
  const absolute = excessRisk({
    beta: (linear * (Math.exp(city) + 1)) / 2,
    quadratic: square / linear,
    ageAtExposure: {gamma, reference: 30, capped: false},
    attainedAge: {eta, reference: 70}
  });
  const exposures = Array.from({length: 15}, (_, k) => ({age: 30.5 + k, doseGy: 0.1 / 15}));
  const population = {lifeTable: lifeTable(canEpiRisk.mortalityMale), incidence: canEpiRisk.leukaemiaMale};
  const ours = lifetimeAttributableRisk(
    exposures,
    {...solid, relative: undefined, absolute, relativeWeight: 0, latency: step(2)},
    population,
    {
      ...convention,
      fromAge: 30,
      untilAge: 60
    }
  );
  expect(Number((1e4 * ours.risk).toFixed(6))).toBe(3.683742);
  expectAgreement(
    {
      estimator: "lifetimeAttributableRisk",
      peer,
      data: "WHO region 4, man, 0.1 Gy at 30 to 45",
      figure: "absolute transfer, 15 exposures",
      digits: 9
    },
    ours.risk,
    canEpiRisk.leukaemia
  );
});

test("lifetimeAttributableRisk adds over exposures, and is linear in a linear model's dose (law)", () => {
  const risk = (exposures: {age: number; doseGy: number}[]) =>
    lifetimeAttributableRisk(exposures, solid, women, {fromAge: 3}).risk;
  const [first, second] = [
    {age: 3, doseGy: 0.02},
    {age: 7, doseGy: 0.01}
  ];
  expect(risk([first, second])).toBeCloseTo(risk([first]) + risk([second]), 15);
  expect(risk([{age: 3, doseGy: 0.2}])).toBeCloseTo(10 * risk([first]), 14);
  expect(risk([{age: 3, doseGy: 0}])).toBe(0);
});

test("lifetimeAttributableRisk from a later age is what is still to come for those who reach it (law)", () => {
  const risk = (options: object) => lifetimeAttributableRisk(girl, solid, women, options).risk;
  const reach = women.lifeTable.surv[40] / women.lifeTable.surv[15];
  expect(risk({untilAge: 40}) + reach * risk({fromAge: 40})).toBeCloseTo(risk({}), 14);
});

test("lifetimeAttributableRisk with the survival of congenital heart disease is smaller, the more so the severer (law)", () => {
  const risks = [
    0,
    chd.groups["patent ductus arteriosus"].excess,
    chd.overall.excess,
    chd.groups["single ventricle"].excess
  ].map(
    (excess) =>
      lifetimeAttributableRisk(girl, solid, {
        ...women,
        lifeTable: patientLifeTable(women.lifeTable, {excess})
      }).risk
  );
  for (let k = 1; k < risks.length; ++k) expect(risks[k]).toBeLessThan(risks[k - 1]);
  expect(risks[3] / risks[0]).toBeLessThan(0.5);
});

test("lifetimeAttributableRisk of every site and sex of the risk models is a probability (law)", () => {
  for (const site of Object.keys(models.sites))
    for (const convention of ["RadRAT", "BEIR VII"] as const)
      for (const sex of ["F", "M"] as Sex[]) {
        const parameters = siteParameters(models, site, convention);
        const has = (part: (typeof parameters)["relative"]) => part && ("joint" in part || part.beta[sex]);
        if (!has(parameters.relative) && !has(parameters.absolute)) continue;
        const {risk} = lifetimeAttributableRisk([{age: 5, doseGy: 0.01}], siteModel(parameters, sex), women);
        expect(risk).toBeLessThan(0.01);
        if (site !== "gallbladder") expect(risk).toBeGreaterThan(0);
      }
});

test("lifetimeAttributableRisk names what is wrong (by hand)", () => {
  const run =
    (
      exposures: {age: number; doseGy: number}[],
      model: Partial<RiskModel> = {},
      options = {},
      incidence = small.incidence
    ) =>
    () =>
      lifetimeAttributableRisk(exposures, {...plain, ...model}, {...small, incidence}, options);
  const one = [{age: 0, doseGy: 0.5}];
  expect(run([])).toThrow("exposures must hold one; got none");
  expect(run([{age: 3, doseGy: 1}])).toThrow("age must lie between 0 and 3; got 3 in exposure 0");
  expect(run([{age: 0, doseGy: -1}])).toThrow("dose must be ≥ 0; got -1 in exposure 0");
  expect(run(one, {relativeWeight: 2})).toThrow("relativeWeight must lie between 0 and 1; got 2");
  expect(run(one, {ddref: 0})).toThrow("ddref must be > 0; got 0");
  expect(run(one, {relative: undefined, absolute: undefined})).toThrow(
    "model must have a relative or absolute risk; got neither"
  );
  expect(run(one, {}, {fromAge: 2, untilAge: 2})).toThrow(
    "fromAge must lie between 0 and untilAge, and that within 3; got 2 and 2"
  );
  expect(run(one, {}, {}, [0.1])).toThrow("incidence must have 3 entries as the life table has; got 1");
  expect(run(one, {}, {}, [0.1, NaN, 0])).toThrow("incidence must be ≥ 0; got NaN at age 1");
  expect(run(one, {relative: excessRisk({beta: -1}), weighting: "geometric"})).toThrow(
    "risks must be > 0 for a geometric mixture"
  );
  expect(() => siteParameters(models, "heart")).toThrow("site must be one of oral cavity");
  expect(() => siteModel(siteParameters(models, "ovary"), "M")).toThrow(
    "site must have a risk model for sex M; got none"
  );
});
