import type {DoseLikelihood, GivenDose} from "./doseLikelihood.js";
import {eachRealisation, type Realisations} from "./realisations.js";

/** A model and all realisations of its doses: what every method starts from, so that they are read once for all. */
export interface Ensemble {
  likelihood: DoseLikelihood;
  realisations: Realisations;
  count: number;
  /** Mean dose of each row over the realisations. */
  mean: Float64Array;
  /** The largest dose of any row and realisation. */
  largest: number;
  /** Visits the likelihoods of the realisations in their order. */
  each: (visit: (given: GivenDose, realisation: number) => void) => void;
}

/**
 * Reads a study's realisations once. Their likelihoods are kept where they fit in `memory` bytes, 512 MiB unless
 * told; otherwise each visit reads the realisations anew, and no more than one stands in memory.
 * @throws RangeError as `eachRealisation`, and when no dose is above 0. Witness: law, test/stats/dose/ensemble.test.ts.
 */
export function ensemble(
  likelihood: DoseLikelihood,
  realisations: Realisations,
  {memory = 536_870_912}: {memory?: number} = {}
): Ensemble {
  const {rows, kept, given} = likelihood;
  const {count} = realisations;
  const keep = 8 * kept * count <= memory;
  const held: GivenDose[] = [];
  const mean = new Float64Array(rows);
  let largest = 0;
  eachRealisation(realisations, rows, (dose) => {
    for (let i = 0; i < rows; ++i) {
      mean[i] += dose[i];
      if (dose[i] > largest) largest = dose[i];
    }
    if (keep) held.push(given(dose));
  });
  for (let i = 0; i < rows; ++i) mean[i] /= count;
  if (largest === 0) throw new RangeError("dose must be > 0 somewhere; got none");
  return {
    likelihood,
    realisations,
    count,
    mean,
    largest,
    each(visit) {
      if (keep) held.forEach(visit);
      else eachRealisation(realisations, rows, (dose, r) => visit(given(dose), r));
    }
  };
}
