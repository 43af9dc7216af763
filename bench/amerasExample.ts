import {spawnSync} from "node:child_process";
import {readFileSync, writeFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {stream} from "../loaders/synthetic/stream.js";
import {type BayesianFit, bayesianAveraging} from "../src/stats/dose/bayesianAveraging.js";
import type {DoseFit} from "../src/stats/dose/doseFit.js";
import type {DoseForm} from "../src/stats/dose/doseForm.js";
import type {DoseLikelihood} from "../src/stats/dose/doseLikelihood.js";
import {type Ensemble, ensemble} from "../src/stats/dose/ensemble.js";
import {extendedCalibration} from "../src/stats/dose/extendedCalibration.js";
import {logisticLikelihood} from "../src/stats/dose/logisticLikelihood.js";
import {modelAveraging} from "../src/stats/dose/modelAveraging.js";
import {monteCarloLikelihood} from "../src/stats/dose/monteCarloLikelihood.js";
import {doubleExponentialPrior} from "../src/stats/dose/prior.js";
import {rateLikelihood} from "../src/stats/dose/rateLikelihood.js";
import {strataSets} from "../src/stats/dose/rateModel.js";
import {realisationsOf} from "../src/stats/dose/realisations.js";
import {regressionCalibration} from "../src/stats/dose/regressionCalibration.js";
import {ConvergenceError} from "../src/stats/result/errors.js";
import {riskSets} from "../src/stats/survival/riskSets.js";
import {benchmark, checks} from "./benchmark.js";

/**
 * The examples of R's ameras on its own data, which are not ours to keep: what our methods give is kept in
 * bench/amerasExample.json, and held against what ameras gives and prints. `npm run bench:ameras [-- --check]`; it
 * needs R with ameras.
 */
const check = checks(benchmark("bench:ameras", "Fit the examples of R's ameras, which must be installed."));
const script = fileURLToPath(new URL("amerasExample.R", import.meta.url));
const run = spawnSync("Rscript", [script], {encoding: "utf8", maxBuffer: 1e8});
if (run.status !== 0) throw new Error(`Rscript must run ${script}; got ${run.stderr || run.error?.message}`);
const data = JSON.parse(run.stdout) as Record<string, number[]>;
const column = (name: string) => Float64Array.from(data[name]);
const loglinear = {names: ["X1", "X2"], columns: [column("X1"), column("X2")]};
const realisations = realisationsOf(Array.from({length: 10}, (_, r) => data[`V${r + 1}`]));
const form = (degree: 1 | 2, scale: DoseForm["scale"] = "log"): DoseForm => ({scale, degree});
const logistic = (of: DoseForm) => logisticLikelihood({cases: column("Y.binomial"), loglinear, form: of});
const poisson = (of: DoseForm) => rateLikelihood({cases: column("Y.poisson"), loglinear, form: of});
const cox = (of: DoseForm) => {
  const sets = riskSets(undefined, column("time"), column("status"));
  return rateLikelihood({cases: column("status"), sets, loglinear, form: of});
};
const sets = strataSets(data.setnr.map((code) => code - 1));
const models: Record<string, DoseLikelihood> = {
  readme: logisticLikelihood({cases: column("Y.binomial"), form: form(1, "excess")}),
  logistic: logistic(form(1)),
  logisticQuadratic: logistic(form(2)),
  poisson: poisson(form(1)),
  poissonQuadratic: poisson(form(2)),
  cox: cox(form(1)),
  coxQuadratic: cox(form(2)),
  matchedQuadratic: rateLikelihood({cases: column("Y.clogit"), sets, loglinear, form: form(2)})
};
const methods: Record<string, (all: Ensemble, name: string) => DoseFit> = {
  RC: (all) => regressionCalibration(all),
  ERC: (all) => extendedCalibration(all),
  MCML: (all) => monteCarloLikelihood(all),
  FMA: (all) => modelAveraging(all),
  BMA: (all, name) =>
    bayesianAveraging(all, {
      draws: 2000,
      streams: (chain) => stream(5, "bma", chain).uniform,
      // Its default for a linear excess.
      ...(name === "readme" && {priors: {dose: doubleExponentialPrior()}})
    })
};

const rows = Object.entries(models).flatMap(([model, likelihood]) => {
  const all = ensemble(likelihood, realisations);
  return Object.entries(methods).flatMap(([method, fitted]) => {
    try {
      const {parameters} = fitted(all, model);
      const posterior = method === "BMA" ? (parameters as BayesianFit["parameters"]) : null;
      return [
        {
          model,
          method,
          terms: parameters.map(({term}) => term.replace("²", "_squared")),
          estimate: parameters.map(({estimate}) => estimate),
          se: parameters.map(({se}) => se),
          ...(posterior && {rHat: posterior.map(({rHat}) => rHat), ess: posterior.map(({ess}) => ess)})
        }
      ];
    } catch (error) {
      if (error instanceof ConvergenceError) return [];
      throw error;
    }
  });
});
const kept = new URL("amerasExample.json", import.meta.url);
const text = `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`;
if (!check) writeFileSync(kept, text);
else if (readFileSync(kept, "utf8") !== text) {
  process.stderr.write(
    "bench/amerasExample.json must be what this program finds; got another: npm run bench:ameras\n"
  );
  process.exitCode = 1;
}
