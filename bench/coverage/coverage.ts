import {readFileSync, writeFileSync} from "node:fs";
import {stream} from "../../loaders/synthetic/stream.js";
import {bayesianAveraging} from "../../src/stats/dose/bayesianAveraging.js";
import {correctedInformation} from "../../src/stats/dose/correctedInformation.js";
import type {DoseFit} from "../../src/stats/dose/doseFit.js";
import type {DoseForm} from "../../src/stats/dose/doseForm.js";
import {ensemble} from "../../src/stats/dose/ensemble.js";
import {type DoseError, drawDoses} from "../../src/stats/dose/errorModel.js";
import {extendedCalibration} from "../../src/stats/dose/extendedCalibration.js";
import {modelAveraging} from "../../src/stats/dose/modelAveraging.js";
import {monteCarloLikelihood} from "../../src/stats/dose/monteCarloLikelihood.js";
import {rateLikelihood} from "../../src/stats/dose/rateLikelihood.js";
import {fitOneDose, regressionCalibration} from "../../src/stats/dose/regressionCalibration.js";
import {simulationExtrapolation} from "../../src/stats/dose/simulationExtrapolation.js";
import {exp} from "../../src/stats/numeric/elementary.js";
import {ConvergenceError} from "../../src/stats/result/errors.js";
import type {Interval} from "../../src/stats/result/fit.js";
import {benchmark, checks} from "../benchmark.js";

/**
 * Simulated studies whose truth is known and whose doses err, analysed by every method: bias and coverage, kept in
 * bench/coverage/coverage.json. `npm run coverage [-- --check]`.
 */
interface Scenario {
  name: string;
  /** What is wrong with the doses, for the table. */
  errors: string;
  form: DoseForm;
  /** True slope. */
  slope: number;
  background: number;
  /** Logarithm of a dose: mean and standard deviation of the true one before Berkson errors. */
  dose: {meanLog: number; sdLog: number};
  classical?: number;
  /** Standard deviations of each person's own error and of that shared by a centre. */
  berkson?: {
    own: number;
    centre: number;
    centres: number;
    /** Share of persons whose doses have the shared error; all unless told. */
    share?: number;
    /** The shared error in standard deviations, where it is the same in all studies. */
    truth?: number;
  };
}

const check = checks(
  benchmark("coverage", "Analyse simulated studies whose doses err by every method: bias and coverage.")
);
const studies = 60;
const persons = 1000;
const realisations = 200;
const scenarios: Scenario[] = [
  {
    name: "classical",
    errors: "classical, sd 0.6 of the logarithm, each person's own; linear excess",
    form: {scale: "excess", degree: 1},
    slope: 1,
    background: 0.3,
    dose: {meanLog: -0.5, sdLog: 0.8},
    classical: 0.6
  },
  {
    name: "one factor",
    errors:
      "Berkson, one factor of sd 0.5 for half of all persons, in truth at its tenth percentile; linear excess",
    form: {scale: "excess", degree: 1},
    slope: 1,
    background: 0.8,
    dose: {meanLog: -0.5, sdLog: 0.8},
    berkson: {own: 0, centre: 0.5, centres: 1, share: 0.5, truth: -1.2815515655446004}
  },
  {
    name: "by centre",
    errors: "Berkson, sd 0.4 shared by each of ten centres and 0.1 each person's own; linear excess",
    form: {scale: "excess", degree: 1},
    slope: 1,
    background: 0.8,
    dose: {meanLog: -0.5, sdLog: 0.8},
    berkson: {own: 0.1, centre: 0.4, centres: 10}
  },
  {
    name: "log-linear",
    errors: "Berkson, sd 0.4, each person's own; log-linear in dose",
    form: {scale: "log", degree: 1},
    slope: 0.5,
    background: 0.2,
    dose: {meanLog: 0.5, sdLog: 0.4},
    berkson: {own: 0.4, centre: 0, centres: 1}
  }
];

/** One study: recorded doses, how they err, and cases by the true ones. */
function study(scenario: Scenario, number: number) {
  const random = stream(31, `coverage ${scenario.name}`, number);
  const {dose, classical = 0, berkson} = scenario;
  const centre = Int32Array.from({length: persons}, (_, i) => i % (berkson?.centres ?? 1));
  const shared = Array.from({length: berkson?.centres ?? 1}, () => berkson?.truth ?? random.normal());
  const sdOfCentre = new Float64Array(persons).map((_, i) =>
    i < persons * (berkson?.share ?? 1) ? (berkson?.centre ?? 0) : 0
  );
  const recorded = new Float64Array(persons);
  const cases = new Float64Array(persons);
  for (let i = 0; i < persons; ++i) {
    let truth = exp(dose.meanLog + dose.sdLog * random.normal());
    recorded[i] = truth * exp(classical * random.normal());
    if (berkson)
      for (const [sd, z] of [
        [berkson.own, random.normal()],
        [sdOfCentre[i], shared[centre[i]]]
      ])
        truth *= exp(sd * z - (sd * sd) / 2);
    const f = scenario.slope * truth;
    let left = scenario.background * (scenario.form.scale === "log" ? exp(f) : 1 + f);
    while ((left -= random.exponential()) > 0) cases[i] += 1;
  }
  const errors: DoseError[] = [];
  if (classical > 0) errors.push({name: "measurement", kind: "classical", sdLog: classical});
  if (berkson) {
    errors.push({name: "person", kind: "berkson", sdLog: berkson.own});
    errors.push({name: "centre", kind: "berkson", sdLog: sdOfCentre, shared: centre});
  }
  return {recorded, cases, model: {recorded, errors, ...(classical > 0 && {prior: dose})}};
}

interface Found extends Interval {
  estimate: number;
  /** How many realisations carry the weight. */
  effective?: number;
}

/** Estimate and interval of the slope by each method; null where a fit has no maximum. */
function analyse(scenario: Scenario, number: number): Record<string, Found | null> {
  const {recorded, cases, model} = study(scenario, number);
  const likelihood = rateLikelihood({cases, form: scenario.form});
  const streams = (part: string) => (error: string, realisation: number, block: number) =>
    stream(32, `${part} ${scenario.name} ${number} ${error} ${realisation}`, block).uniform;
  const all = ensemble(likelihood, drawDoses(model, realisations, streams("draws")));
  const wald = (fit: DoseFit): Found => ({estimate: fit.parameters[0].estimate, ...fit.parameters[0].wald});
  const methods: Record<string, () => Found> = {
    naive: () => wald(fitOneDose(likelihood, recorded)),
    rc: () => wald(regressionCalibration(all)),
    cim: () => {
      const [{estimate, wald: normal, corrected}] = correctedInformation(all).parameters;
      return {estimate, ...(corrected ?? normal)};
    },
    erc: () => wald(extendedCalibration(all)),
    mcml: () => {
      const fit = monteCarloLikelihood(all);
      return {...wald(fit), effective: fit.effective};
    },
    fma: () => {
      const fit = modelAveraging(all);
      const [{estimate, percentile}] = fit.parameters;
      return {estimate, ...percentile, effective: fit.effective};
    },
    bma: () => {
      const options = {chains: 2, draws: 500, streams: (chain: number) => streams("chain")("", chain, 0)};
      const [{estimate, percentile}] = bayesianAveraging(all, options).parameters;
      return {estimate, ...percentile};
    }
  };
  if (scenario.classical) {
    const options = {replicates: 10, streams: streams("simex")};
    methods.simex = () => wald(simulationExtrapolation(likelihood, recorded, model.errors[0], options));
  }
  return Object.fromEntries(
    Object.entries(methods).map(([name, run]) => {
      try {
        return [name, run()];
      } catch (error) {
        if (error instanceof ConvergenceError || error instanceof RangeError) return [name, null];
        throw error;
      }
    })
  );
}

const rows = scenarios.flatMap((scenario) => {
  const found = Array.from({length: studies}, (_, k) => {
    if (k % 20 === 0) process.stderr.write(`${scenario.name}: ${k} of ${studies}\n`);
    return analyse(scenario, k);
  });
  return Object.keys(found[0]).map((method) => {
    const fits = found.map((one) => one[method]).filter((one) => one !== null);
    const mean = fits.reduce((sum, {estimate}) => sum + estimate, 0) / fits.length;
    const square = fits.reduce((sum, {estimate}) => sum + (estimate - mean) * (estimate - mean), 0);
    const covered = fits.filter(
      ({lower, upper}) => lower <= scenario.slope && scenario.slope <= upper
    ).length;
    const width = fits.reduce((sum, {lower, upper}) => sum + upper - lower, 0) / fits.length;
    const round = (value: number) => Number(value.toPrecision(4));
    return {
      scenario: scenario.name,
      errors: scenario.errors,
      method,
      truth: scenario.slope,
      mean: round(mean),
      biasPercent: round(100 * (mean / scenario.slope - 1)),
      sd: round(Math.sqrt(square / (fits.length - 1))),
      width: round(width),
      covered,
      of: fits.length,
      notFitted: studies - fits.length,
      ...(fits[0].effective !== undefined && {
        effective: round(fits.reduce((sum, {effective}) => sum + effective!, 0) / fits.length)
      })
    };
  });
});
for (const {scenario, method, mean, biasPercent, sd, covered, of, notFitted} of rows)
  process.stdout.write(
    `${scenario.padEnd(16)} ${method.padEnd(6)} mean ${mean}, bias ${biasPercent} %, sd ${sd}, ${covered} of ${of} hold the truth${notFitted ? `, ${notFitted} not fitted` : ""}\n`
  );
const kept = new URL("coverage.json", import.meta.url);
const head = {persons, realisations, studies, level: 0.95};
const text = `${JSON.stringify(head).slice(0, -1)},"rows":[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]}\n`;
if (!check) writeFileSync(kept, text);
else if (readFileSync(kept, "utf8") !== text) {
  process.stderr.write(
    "bench/coverage/coverage.json must be what this program finds; got another: npm run coverage\n"
  );
  process.exitCode = 1;
}
