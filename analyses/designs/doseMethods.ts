import {stream} from "../../loaders/synthetic/stream.js";
import {type BayesianFit, bayesianAveraging} from "../../src/stats/dose/bayesianAveraging.js";
import {cellDoses} from "../../src/stats/dose/cellDoses.js";
import type {DoseFit, DoseOptions} from "../../src/stats/dose/doseFit.js";
import {type Ensemble, ensemble} from "../../src/stats/dose/ensemble.js";
import {extendedCalibration} from "../../src/stats/dose/extendedCalibration.js";
import {type AveragedFit, modelAveraging} from "../../src/stats/dose/modelAveraging.js";
import {type MonteCarloFit, monteCarloLikelihood} from "../../src/stats/dose/monteCarloLikelihood.js";
import {doubleExponentialPrior} from "../../src/stats/dose/prior.js";
import {rateLikelihood} from "../../src/stats/dose/rateLikelihood.js";
import {strataSets} from "../../src/stats/dose/rateModel.js";
import {type Realisations, realisationsOf} from "../../src/stats/dose/realisations.js";
import {regressionCalibration} from "../../src/stats/dose/regressionCalibration.js";
import {type SeparateFits, separateFits} from "../../src/stats/dose/separateFits.js";
import {exposureDays} from "../../src/stats/persontime/exposureDays.js";
import {ConvergenceError} from "../../src/stats/result/errors.js";
import {type DoseUncertainty, realisedDoses} from "../definitions/doseError.js";
import {exposedPlaces} from "../definitions/procedures.js";
import type {Study} from "../study.js";
import {type DoseResponse, followed, modelledRows, personTime} from "./doseResponse.js";

/** The methods by which realisations of a dose enter a model, in the order in which they are shown. */
export const doseMethods = ["rc", "erc", "mcml", "fma", "bma"] as const;
export type DoseMethod = (typeof doseMethods)[number];
type Fitted = DoseFit | MonteCarloFit | AveragedFit | BayesianFit;

/** The design's model with every realisation of its cells' mean doses. */
export function realisedModel(study: Study, design: DoseResponse, drawn: DoseUncertainty): Ensemble {
  return study.once(`realised model ${JSON.stringify({design, drawn})}`, () =>
    modelOfDoses(study, design, (needed) => realisedDoses(study, design.organ, drawn, needed))
  );
}

/**
 * The design's model with every realisation of its cells' mean doses. Cells are those of the recorded doses; strata
 * without cases say nothing of the excess and are left out.
 * @param doses realisations of the dose at each of `procedures(study).order`, of which those at `needed` are read.
 */
export function modelOfDoses(
  study: Study,
  design: DoseResponse,
  doses: (needed: Int32Array) => Realisations
): Ensemble {
  const {rows: children} = followed(study, design);
  const {cells, ptr, exposure, days} = exposureDays(...personTime(study, design));
  const places = exposedPlaces(study, children);
  const {rows, strata} = modelledRows(design, cells);
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    starts[i + 1] = starts[i] + ptr[row + 1] - ptr[row];
  });
  const shares = {
    exposure: new Int32Array(starts[rows.length]),
    days: new Float64Array(starts[rows.length])
  };
  rows.forEach((row, i) => {
    for (let k = ptr[row], to = starts[i]; k < ptr[row + 1]; ++k, ++to) {
      shares.exposure[to] = places[exposure[k]];
      shares.days[to] = days[k];
    }
  });
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const {read, count} = cellDoses(
    {...shares, ptr: starts, personDays: pick(cells.personDays)},
    doses(shares.exposure)
  );
  const columns = Array.from({length: count}, (_, r) => {
    const dose = new Float64Array(rows.length);
    read(r, dose);
    return dose;
  });
  const likelihood = rateLikelihood({
    cases: pick(cells.cases),
    personTime: pick(cells.pyr),
    sets: strataSets(strata)
  });
  return ensemble(likelihood, realisationsOf(columns));
}

/** Prior of the excess relative risk per 100 mGy where one is needed, ameras's own. */
const shrinking = doubleExponentialPrior();

const fits: Record<
  DoseMethod,
  (all: Ensemble, options: DoseOptions, streams: (chain: number) => () => number) => Fitted
> = {
  rc: regressionCalibration,
  erc: extendedCalibration,
  mcml: monteCarloLikelihood,
  fma: modelAveraging,
  bma: (all, options, streams) =>
    bayesianAveraging(all, {...options, priors: {dose: (slope) => shrinking(100 * slope)}, streams})
};

/** The fit of the design by one method; `null` where its likelihood has no maximum, as with very few cases. */
export function fitDoses(
  study: Study,
  design: DoseResponse,
  drawn: DoseUncertainty,
  method: DoseMethod
): Fitted | null {
  const all = realisedModel(study, design, drawn);
  const options: DoseOptions = {interval: {level: design.level, methods: ["wald", "profile"]}};
  const streams = (chain: number) => stream(drawn.seed, `bma ${design.outcome.name}`, chain).uniform;
  return study.once(`dose fit ${JSON.stringify({design, drawn, method})}`, () =>
    orNone(() => fits[method](all, options, streams))
  );
}

/** The fit of every realisation on its own; `null` where none has a maximum. */
export function fitEach(study: Study, design: DoseResponse, drawn: DoseUncertainty): SeparateFits | null {
  const all = realisedModel(study, design, drawn);
  return study.once(`separate dose fits ${JSON.stringify({design, drawn})}`, () =>
    orNone(() => separateFits(all, {}))
  );
}

function orNone<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof ConvergenceError) return null;
    throw error;
  }
}
