import {readFileSync} from "node:fs";
import {describe, test} from "vitest";
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
interface Averaged extends Part {
  weights: number[];
  lower: number[];
  upper: number[];
}
type Expected = {terms: string[]; RC: Part; ERC: Part; MCML: Part; FMA: Averaged};
const oracle = JSON.parse(readFileSync(new URL("../../oracle/dose.json", import.meta.url), "utf8")) as {
  versions: Record<string, string>;
  data: Record<string, number[]> & {doses: number[][]};
  expected: Record<string, Expected>;
};
const column = (name: string) => Float64Array.from(oracle.data[name]);
const loglinear = {names: ["x1", "x2"], columns: [column("x1"), column("x2")]};
const realisations = realisationsOf(oracle.data.doses);
const excess: DoseForm = {scale: "excess", degree: 1};
const [log, logQuadratic]: DoseForm[] = [
  {scale: "log", degree: 1},
  {scale: "log", degree: 2}
];
const poisson = (form: DoseForm) =>
  rateLikelihood({cases: column("counts"), personTime: column("pyr"), loglinear, form});
const logistic = (form: DoseForm) => logisticLikelihood({cases: column("binary"), loglinear, form});
const cox = (form: DoseForm) => {
  const sets = riskSets(column("entry"), column("time"), column("status"));
  return rateLikelihood({cases: column("status"), sets, loglinear, form});
};
const models: Record<string, DoseLikelihood> = {
  poisson: poisson(excess),
  poissonQuadratic: poisson(logQuadratic),
  logistic: logistic(excess),
  logisticQuadratic: logistic(logQuadratic),
  cox: cox(excess),
  coxExponential: cox(log),
  matched: rateLikelihood({
    cases: column("case"),
    sets: strataSets(oracle.data.set.map((code) => code - 1)),
    loglinear
  })
};
const peer = (call: string) => `R ameras ${oracle.versions.ameras}, ${call}`;
const because = "ameras maximises with numerical slopes; its own log-likelihood is no higher";

describe.each(Object.entries(models))("%s, many realisations (R)", (name, likelihood) => {
  const expected = oracle.expected[name];
  const all = ensemble(likelihood, realisations);
  // Theirs in our order: dose terms first.
  const order = likelihood.names.map((term) => expected.terms.indexOf(term.replace("²", "_squared")));
  const inOrder = (values: number[]) => order.map((k) => values[k]);
  const data = `${name}, ${realisations.count} realisations`;

  test.each([
    ["regressionCalibration", "RC", regressionCalibration],
    ["extendedCalibration", "ERC", extendedCalibration],
    ["monteCarloLikelihood", "MCML", monteCarloLikelihood]
  ] as const)("%s gives ameras's estimates and standard errors (R)", (estimator, method, run) => {
    const {parameters} = run(all);
    const about = {estimator, peer: peer(`method ${method}`), data, digits: 6, because};
    expectAgreement(
      {...about, figure: "estimates"},
      parameters.map(({estimate}) => estimate),
      inOrder(expected[method].estimate)
    );
    expectAgreement(
      {...about, figure: "standard errors"},
      parameters.map(({se}) => se),
      inOrder(expected[method].se)
    );
  });

  test("modelAveraging gives the mixture of ameras's fits to each realisation (R)", () => {
    const {parameters, weights} = modelAveraging(all);
    const {FMA} = expected;
    const about = {
      estimator: "modelAveraging",
      peer: peer("fits to each, mixed by uniroot"),
      data,
      digits: 6,
      because
    };
    expectAgreement({...about, figure: "weights"}, weights, FMA.weights);
    expectAgreement(
      {...about, figure: "estimates"},
      parameters.map(({estimate}) => estimate),
      inOrder(FMA.estimate)
    );
    expectAgreement(
      {...about, figure: "standard errors"},
      parameters.map(({se}) => se),
      inOrder(FMA.se)
    );
    expectAgreement(
      {...about, figure: "lower bounds"},
      parameters.map(({percentile}) => percentile.lower),
      inOrder(FMA.lower)
    );
    expectAgreement(
      {...about, figure: "upper bounds"},
      parameters.map(({percentile}) => percentile.upper),
      inOrder(FMA.upper)
    );
  });
});
