import {expect, test} from "vitest";
import {attributableCases} from "../../../src/stats/poisson/attributableCases.js";
import {
  categorical,
  type DoseShape,
  linearExponential,
  linearQuadratic,
  piecewiseLinear,
  quadratic,
  restrictedCubicSpline
} from "../../../src/stats/poisson/doseShape.js";
import {quasiPoisson} from "../../../src/stats/poisson/overdispersion.js";
import type {Excess, PoissonData} from "../../../src/stats/poisson/poissonData.js";
import {poissonRegression} from "../../../src/stats/poisson/poissonRegression.js";
import {poissonResiduals} from "../../../src/stats/poisson/poissonResiduals.js";
import plain from "../../oracle/poisson.json" with {type: "json"};
import joint from "../../oracle/poissonJoint.json" with {type: "json"};
import oracle from "../../oracle/poissonRegimes.json" with {type: "json"};
import {expectAgreement, type Witness} from "../../witness.js";

type Columns = Record<string, number[]>;
const {simulated} = plain.sets;
const {miners, smelter} = joint.sets;
const sets = {
  simulated: {...simulated, z: simulated.z1},
  miners: {...miners, dose: miners.radon, other: miners.smoking},
  smelter: {...smelter, dose: smelter.radon, other: smelter.smoking},
  ...oracle.sets
} as unknown as Record<string, Columns>;
const titles: Record<string, string> = {
  testis: "testicular cancer, Denmark",
  lung: "lung cancer, Denmark",
  diet: "diet and heart disease",
  ships: "damage to ships",
  rare: "28 cases in 40 strata",
  hot: "doses up to 200,000",
  falling: "an excess below 0",
  causes: "26 causes in 1,560 strata"
};
const {cuts, knots} = oracle as unknown as {
  cuts: Record<string, number[]>;
  knots: Record<string, [number, number, number]>;
};

function excessOf(set: string, name: string, kind: Excess["kind"]): Excess {
  const data = sets[set];
  const column = (of: string) => Float64Array.from(data[of]);
  const z = {names: ["z"], columns: data.z ? [column("z")] : []};
  const dose = column("dose");
  const shaped = (shape: DoseShape): Excess => ({kind, dose, shape});
  const byCause = () =>
    Array.from({length: 26}, (_, k) => ({
      name: `cause ${k + 1}`,
      values: dose.map((value, i) => (data.cause[i] === k + 1 ? value : 0))
    }));
  const forms: Record<string, () => Excess> = {
    linear: () => ({kind, dose}),
    quadratic: () => shaped(quadratic()),
    "linear-quadratic": () => shaped(linearQuadratic()),
    "linear-exponential": () => shaped(linearExponential()),
    categorical: () => shaped(categorical(cuts[set])),
    "piecewise-linear": () => shaped(piecewiseLinear([cuts[set][0]])),
    spline: () => shaped(restrictedCubicSpline(knots[set])),
    modified: () => ({kind, dose, modifiers: z}),
    "product-linear": () => ({kind, dose, linearModifiers: z}),
    "two doses": () => ({
      kind,
      dose: [
        {name: "dose", values: dose},
        {name: "other", values: column("other")}
      ]
    }),
    "own modifiers": () => ({kind, dose, modifiers: z, more: [{dose: column("other")}]}),
    "own shapes": () => ({
      kind,
      dose,
      shape: linearExponential(),
      more: [{dose: column("other"), shape: quadratic()}]
    }),
    "26 causes": () => ({kind, dose: byCause()}),
    "26 causes modified": () => ({kind, dose: byCause(), modifiers: z})
  };
  return forms[name]();
}

for (const theirs of oracle.fits) {
  const {set, name, background, level, weights} = theirs;
  const kind = theirs.kind as Excess["kind"];
  const data = sets[set];
  const column = (of: string) => Float64Array.from(data[of]);
  const label = `${kind === "absolute" ? "EAR" : "ERR"} ${name}, ${weights ? "weighted, " : ""}background ${background}`;
  const cells: PoissonData = {
    cases: column("cases"),
    pyr: column("pyr"),
    ...(background.includes("strata") && {strata: Int32Array.from(data.stratum)}),
    ...(background.includes("given") && {rate: column("rate")}),
    ...(background.includes("z") && {loglinear: {names: ["z"], columns: [column("z")]}}),
    ...(weights && {weights: Float64Array.from(data.cases, (_, i) => 1 + ((i + 1) % 3) / 2)}),
    excess: excessOf(set, name, kind)
  };
  const witness = (figure: string, digits: number): Witness => ({
    estimator: "poissonRegression",
    figure: `${figure}, ${label}`,
    peer: "R, Fisher scoring over all parameters",
    data: titles[set] ?? set,
    digits
  });
  test(`poissonRegression(${label}) on ${set} matches scoring over all parameters (R)`, () => {
    const scored = theirs.scored.length > 0;
    const fit = poissonRegression(cells, {
      interval: {level, methods: ["wald", "profile", ...(scored ? ["score" as const] : [])]}
    });
    const figures = (of: "estimate" | "se") => fit.parameters.map((parameter) => parameter[of]);
    expectAgreement(witness("estimates", 8), figures("estimate"), theirs.estimate);
    expectAgreement(witness("standard errors", 8), figures("se"), theirs.se);
    expectAgreement(witness("log-likelihood", 11), fit.logLik, theirs.logLik);
    if (theirs.observed)
      expectAgreement(
        witness("standard errors by observed information", 8),
        poissonRegression(cells, {information: "observed"}).parameters.map(({se}) => se),
        theirs.observed
      );
    for (const [method, which, bounds] of [
      ["profile", theirs.which, theirs.profile],
      ["score", theirs.scored, theirs.score]
    ] as const)
      for (const [at, k] of which.entries()) {
        const interval = fit.parameters[k - 1][method]!;
        for (const [side, bound] of bounds[at].entries()) {
          const end = side === 0 ? "lower" : "upper";
          // Where R finds none, the excess cannot go farther or the likelihood levels off.
          if (typeof bound === "number") {
            expect(interval.status[end]).toBe("ok");
            expectAgreement(witness(`${end} ${method} bound of parameter ${k}`, 8), interval[end], bound);
          } else expect(["boundary", "not determined"]).toContain(interval.status[end]);
        }
      }
  });
  const {tests} = theirs;
  if (!tests) continue;
  test(`the tests, residuals and bands of poissonRegression on ${set} match sums over R's fit (R)`, () => {
    const fit = poissonRegression(cells);
    const n = fit.n - fit.df - fit.strata;
    const claim = (figure: string, digits = 8, estimator = "poissonRegression"): Witness => ({
      ...witness(figure, digits),
      figure,
      estimator
    });
    expectAgreement(claim("null log-likelihood", 11), fit.nullLogLik, tests.nullLogLik);
    expectAgreement(claim("score test"), fit.tests.doseScore.statistic, tests.doseScore);
    expectAgreement(
      claim("likelihood-ratio test"),
      fit.tests.dose.statistic,
      2 * (theirs.logLik - tests.nullLogLik)
    );
    expectAgreement(claim("deviance"), fit.deviance!, tests.deviance);
    expectAgreement(claim("dispersion"), fit.dispersion! * n, tests.pearson);
    expectAgreement(claim("Dean's statistic", 8), fit.tests.overdispersion.statistic, tests.dean);
    expectAgreement(
      claim("standard errors", 8, "quasiPoisson"),
      quasiPoisson(fit).map(({se}) => se),
      theirs.se.map((se) => se * Math.sqrt(tests.pearson / n))
    );
    for (const type of ["pearson", "deviance"] as const) {
      const residuals = poissonResiduals(cells.cases, fit.fitted, type);
      const used = tests.residuals[type].flatMap((value, i) => (typeof value === "number" ? [i] : []));
      expectAgreement(
        claim(type, 8, "poissonResiduals"),
        used.map((i) => residuals[i]),
        used.map((i) => Number(tests.residuals[type][i]))
      );
    }
    const {edges, ...sums} = tests.bands;
    const dose = column("dose");
    const bands = attributableCases(fit, {cases: cells.cases, pyr: cells.pyr, dose}, edges);
    for (const [figure, values] of Object.entries(sums))
      expectAgreement(
        claim(`${figure} by band`, 8, "attributableCases"),
        bands.filter(({cells: own}) => own > 0).map((band) => band[figure as keyof typeof sums]),
        values
      );
  });
}
