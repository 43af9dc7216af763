import {stream} from "../../loaders/synthetic/stream.js";
import {type BayesianFit, bayesianAveraging} from "../../src/stats/dose/bayesianAveraging.js";
import type {DoseFit, DoseOptions} from "../../src/stats/dose/doseFit.js";
import type {Ensemble} from "../../src/stats/dose/ensemble.js";
import {extendedCalibration} from "../../src/stats/dose/extendedCalibration.js";
import {type AveragedFit, modelAveraging} from "../../src/stats/dose/modelAveraging.js";
import {type MonteCarloFit, monteCarloLikelihood} from "../../src/stats/dose/monteCarloLikelihood.js";
import {regressionCalibration} from "../../src/stats/dose/regressionCalibration.js";
import type {FitSpec} from "../spec/fitSpec.js";

export type Method = NonNullable<FitSpec["realisations"]>["method"];
type AnyFit = DoseFit | MonteCarloFit | AveragedFit | BayesianFit;

/** Every method by the name that a spec gives it; the seed is that of the draws of "bma". */
export const methods: Record<Method, (all: Ensemble, options: DoseOptions, seed: number) => AnyFit> = {
  rc: regressionCalibration,
  erc: extendedCalibration,
  mcml: monteCarloLikelihood,
  fma: modelAveraging,
  bma: (all, options, seed) =>
    bayesianAveraging(all, {...options, streams: (chain) => stream(seed, "bma", chain).uniform})
};

/** Methods that average over realisations: they have percentiles, and no one likelihood. */
export function isAverage(method: Method): boolean {
  return method === "fma" || method === "bma";
}
