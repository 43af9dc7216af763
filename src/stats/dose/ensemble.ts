import type {DoseLikelihood, GivenDose} from "./doseLikelihood.js";
import {checkDose, checkRealisations, type Realisations} from "./realisations.js";

/** The likelihoods of all realisations, in their order. */
export interface Ensemble {
  count: number;
  /** The largest dose of any row and realisation. */
  largest: number;
  each: (visit: (given: GivenDose, realisation: number) => void) => void;
}

/**
 * The likelihoods of a study's realisations. They are kept where they fit in `memory` bytes, 512 MiB unless told;
 * otherwise each visit reads the realisations anew, and no more than one stands in memory.
 * @throws RangeError as `checkRealisations` and `checkDose`. Witness: law, test/stats/dose/ensemble.test.ts.
 */
export function ensemble(
  likelihood: DoseLikelihood,
  realisations: Realisations,
  {least = 1, memory = 536_870_912}: {least?: number; memory?: number} = {}
): Ensemble {
  const {rows, kept, given} = likelihood;
  const {count, read} = realisations;
  checkRealisations(realisations, rows, least);
  const keep = 8 * kept * count <= memory;
  const held: GivenDose[] = [];
  const dose = new Float64Array(rows);
  let largest = 0;
  const take = (r: number): GivenDose => {
    read(r, dose);
    checkDose(dose, r);
    return given(dose);
  };
  for (let r = 0; r < count; ++r) {
    const one = take(r);
    largest = Math.max(largest, one.largest);
    if (keep) held.push(one);
  }
  if (largest === 0) throw new RangeError("dose must be > 0 somewhere; got none");
  return {
    count,
    largest,
    each(visit) {
      for (let r = 0; r < count; ++r) visit(keep ? held[r] : take(r), r);
    }
  };
}
