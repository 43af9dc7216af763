import {stream} from "../../loaders/synthetic/stream.js";
import {type BayesianFit, bayesianAveraging} from "../../src/stats/dose/bayesianAveraging.js";
import {cellDoses} from "../../src/stats/dose/cellDoses.js";
import type {DoseFit, DoseOptions} from "../../src/stats/dose/doseFit.js";
import type {DoseLikelihood} from "../../src/stats/dose/doseLikelihood.js";
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
import {type Block, numbersOf} from "../analysis.js";
import {type DoseUncertainty, realisedDoses} from "../definitions/doseError.js";
import {exposedPlaces} from "../definitions/procedures.js";
import type {Study} from "../study.js";
import {type DoseResponse, followed, modelledRows, personTime} from "./doseResponse.js";

/** The methods by which realisations of a dose enter a model, in the order in which they are shown. */
export const doseMethods = ["rc", "erc", "mcml", "fma", "bma"] as const;
export type DoseMethod = (typeof doseMethods)[number];
type Fitted = DoseFit | MonteCarloFit | AveragedFit | BayesianFit;

/** Realisations that are drawn together: how they are cut does not depend on who draws them. */
const atOnce = 250;

/** The cells' mean doses in all realisations, in blocks of which each has some realisations, one after another. */
export function realisationBlocks(design: DoseResponse, drawn: DoseUncertainty): Record<string, Block> {
  const blocks: Record<string, Block> = {};
  for (let from = 0; from < drawn.realisations; from += atOnce) {
    const to = Math.min(from + atOnce, drawn.realisations);
    blocks[`realisations ${from + 1} to ${to}`] = {
      name: `realised doses ${JSON.stringify({design, drawn, from, to})}`,
      make(study) {
        const {doses} = drawnCells(study, design, drawn);
        // An extract may ship fewer than would be drawn.
        const end = Math.max(from, Math.min(to, doses.count));
        const numbers = new Float64Array((end - from) * doses.rows);
        for (let r = from; r < end; ++r)
          doses.read(r, numbers.subarray((r - from) * doses.rows, (r - from + 1) * doses.rows));
        return numbers;
      }
    };
  }
  return blocks;
}

/** The design's model with every realisation of its cells' mean doses. */
export function realisedModel(study: Study, design: DoseResponse, drawn: DoseUncertainty): Ensemble {
  return study.once(`realised model ${JSON.stringify({design, drawn})}`, () => {
    const {doses, likelihood} = drawnCells(study, design, drawn);
    const columns = Object.values(realisationBlocks(design, drawn)).flatMap((block) => {
      const numbers = numbersOf(block, study);
      return Array.from({length: numbers.length / doses.rows}, (_, r) =>
        numbers.subarray(r * doses.rows, (r + 1) * doses.rows)
      );
    });
    return ensemble(likelihood, realisationsOf(columns));
  });
}

function drawnCells(study: Study, design: DoseResponse, drawn: DoseUncertainty) {
  return study.once(`realised cells ${JSON.stringify({design, drawn})}`, () =>
    cellsOfDoses(study, design, (needed) => realisedDoses(study, design.organ, drawn, needed))
  );
}

/** The design's model with realisations that are there already, as `cellsOfDoses` takes them. */
export function modelOfDoses(
  study: Study,
  design: DoseResponse,
  given: (needed: Int32Array) => Realisations
): Ensemble {
  const {doses, likelihood} = cellsOfDoses(study, design, given);
  const columns = Array.from({length: doses.count}, (_, r) => {
    const dose = new Float64Array(doses.rows);
    doses.read(r, dose);
    return dose;
  });
  return ensemble(likelihood, realisationsOf(columns));
}

/**
 * Realisations of the cells' mean doses, and the design's model that awaits them. Cells are those of the recorded
 * doses; strata without cases say nothing of the excess and are left out.
 * @param given realisations of the dose at each of `procedures(study).order`, of which those at `needed` are read.
 */
function cellsOfDoses(
  study: Study,
  design: DoseResponse,
  given: (needed: Int32Array) => Realisations
): {doses: Realisations; likelihood: DoseLikelihood} {
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
  const doses = cellDoses(
    {...shares, ptr: starts, personDays: pick(cells.personDays)},
    given(shares.exposure)
  );
  const likelihood = rateLikelihood({
    cases: pick(cells.cases),
    personTime: pick(cells.pyr),
    sets: strataSets(strata)
  });
  return {doses, likelihood};
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
