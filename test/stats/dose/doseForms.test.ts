import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {stream} from "../../../loaders/synthetic/stream.js";
import {bayesianAveraging} from "../../../src/stats/dose/bayesianAveraging.js";
import type {DoseForm} from "../../../src/stats/dose/doseForm.js";
import type {DoseLikelihood} from "../../../src/stats/dose/doseLikelihood.js";
import {ensemble} from "../../../src/stats/dose/ensemble.js";
import {extendedCalibration} from "../../../src/stats/dose/extendedCalibration.js";
import {logisticLikelihood} from "../../../src/stats/dose/logisticLikelihood.js";
import {modelAveraging} from "../../../src/stats/dose/modelAveraging.js";
import {monteCarloLikelihood} from "../../../src/stats/dose/monteCarloLikelihood.js";
import {rateLikelihood} from "../../../src/stats/dose/rateLikelihood.js";
import {strataSets} from "../../../src/stats/dose/rateModel.js";
import {realisationsOf} from "../../../src/stats/dose/realisations.js";
import {regressionCalibration} from "../../../src/stats/dose/regressionCalibration.js";
import {riskSets} from "../../../src/stats/survival/riskSets.js";
import {expectAgreement} from "../../witness.js";

interface Part {
  estimate: number[];
  se: number[];
}
type Expected = {
  terms: string[];
  RC: Part;
  ERC?: Part;
  MCML: Part;
  FMA: Part & {weights: number[]; lower: number[]; upper: number[]};
};
const oracle = JSON.parse(readFileSync(new URL("../../oracle/doseForms.json", import.meta.url), "utf8")) as {
  versions: Record<string, string>;
  data: Record<string, number[]> & {doses: number[][]};
  expected: Record<string, Expected>;
  posterior: Record<string, Part & {terms: string[]; rHat: number[]; nEff: number[]}>;
};
const column = (name: string) => Float64Array.from(oracle.data[name]);
const design = (...names: string[]) => ({names, columns: names.map(column)});
const loglinear = design("x1");
const realisations = realisationsOf(oracle.data.doses);
const linear: DoseForm = {scale: "excess", degree: 1};
const quadratic: DoseForm = {scale: "excess", degree: 2};
const exponential: DoseForm = {scale: "log", degree: 1};
const bent: DoseForm = {scale: "linear-exponential", degree: 2};
const poisson = (form: DoseForm, cases = "counts") =>
  rateLikelihood({cases: column(cases), personTime: column("pyr"), loglinear, form});
const logistic = (form: DoseForm) => logisticLikelihood({cases: column("binary"), loglinear, form});
const cox = (form: DoseForm, ties?: "efron") =>
  rateLikelihood({
    cases: column("status"),
    sets: riskSets(undefined, column("time"), column("status")),
    ties,
    loglinear,
    form
  });
const matched = (form: DoseForm) =>
  rateLikelihood({
    cases: column("case"),
    sets: strataSets(oracle.data.set.map((code) => code - 1)),
    loglinear,
    form
  });
const models: Record<string, DoseLikelihood> = {
  poissonFactor: poisson({...linear, modifiers: design("m1")}),
  poissonTwo: poisson({...linear, interactions: design("m1", "m2")}),
  poissonBent: poisson(bent),
  poissonQuadratic: poisson({...quadratic, interactions: design("m1")}, "counts2"),
  logisticFactor: logistic({...linear, modifiers: design("m1")}),
  logisticExponential: logistic({...exponential, interactions: design("m1")}),
  logisticBent: logistic(bent),
  coxFactor: cox({...linear, modifiers: design("m1")}),
  coxExponential: cox({scale: "log", degree: 2, interactions: design("m1")}),
  matchedExponential: matched({...exponential, interactions: design("m1", "m2")}),
  matchedBent: matched(bent),
  coxEfron: cox(linear, "efron"),
  coxEfronExponential: cox(exponential, "efron")
};
/** Ours by ameras's name of a term, which calls the slope of a linear-exponential form otherwise. */
const inOrder = (likelihood: DoseLikelihood, terms: string[], values: number[]) =>
  likelihood.names.map((term) => {
    const at = terms.indexOf(term.replace("exp(dose)", "dose_exponential").replace("²", "_squared"));
    return values[at >= 0 ? at : terms.indexOf(term.replace("dose", "dose_linear"))];
  });

test("every model of the oracle is fitted (law)", () => {
  expect(Object.keys(models).sort()).toEqual(Object.keys(oracle.expected).sort());
});

describe.each(Object.entries(models))("%s, many realisations (R)", (name, likelihood) => {
  const expected = oracle.expected[name];
  const all = ensemble(likelihood, realisations);
  const peer = name.includes("Efron")
    ? `R survival ${oracle.versions.survival}, coxph, and Efron's likelihood by numDeriv`
    : `R ameras ${oracle.versions.ameras}`;
  const about = {
    peer,
    data: `${name}, ${realisations.count} realisations`,
    digits: 6,
    because: "the peer maximises with numerical slopes"
  };
  const compare = (estimator: string, figure: string, ours: ArrayLike<number>, values: number[]) =>
    // The peer's standard errors, and bounds from them, are of a Hessian by differences.
    expectAgreement(
      {...about, estimator, figure, digits: figure.startsWith("estimate") ? 6 : 5},
      ours,
      inOrder(likelihood, expected.terms, values)
    );

  test.each([
    ["regressionCalibration", "RC", regressionCalibration],
    ["extendedCalibration", "ERC", extendedCalibration],
    ["monteCarloLikelihood", "MCML", monteCarloLikelihood]
  ] as const)("%s gives the peer's estimates and standard errors (R)", (estimator, method, run) => {
    const part = expected[method];
    // coxph has no such method.
    if (!part) return expect(name).toContain("Efron");
    const {parameters} = run(all);
    compare(
      estimator,
      "estimates",
      parameters.map(({estimate}) => estimate),
      part.estimate
    );
    compare(
      estimator,
      "standard errors",
      parameters.map(({se}) => se),
      part.se
    );
  });

  test("modelAveraging gives the mixture of the peer's fits to each realisation (R)", () => {
    const {parameters, weights} = modelAveraging(all);
    const {FMA} = expected;
    expectAgreement({...about, estimator: "modelAveraging", figure: "weights"}, weights, FMA.weights);
    const given = {
      estimate: parameters.map(({estimate}) => estimate),
      se: parameters.map(({se}) => se),
      lower: parameters.map(({percentile}) => percentile.lower),
      upper: parameters.map(({percentile}) => percentile.upper)
    };
    for (const figure of ["estimate", "se", "lower", "upper"] as const)
      compare("modelAveraging", figure, given[figure], FMA[figure]);
  });
});

test.each(Object.keys(oracle.posterior))(
  "bayesianAveraging of %s has the posterior of a random walk within the error of the draws, R̂ < 1.01 (R)",
  (name) => {
    const likelihood = models[name];
    const {parameters} = bayesianAveraging(ensemble(likelihood, realisations), {
      draws: 4000,
      streams: (chain) => stream(9, "bma", chain).uniform
    });
    const {terms, ...chains} = oracle.posterior[name];
    const [estimate, se, nEff] = (["estimate", "se", "nEff"] as const).map((figure) =>
      inOrder(likelihood, terms, chains[figure])
    );
    parameters.forEach((own, k) => {
      expect(own.rHat, own.term).toBeLessThan(1.01);
      const error = own.se * Math.sqrt(1 / own.ess + 1 / nEff[k]);
      expect(Math.abs(own.estimate - estimate[k]) / error, own.term).toBeLessThan(4);
      expect(Math.abs(own.se / se[k] - 1), own.term).toBeLessThan(0.1);
    });
  }
);
