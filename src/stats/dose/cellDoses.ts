import type {Realisations} from "./realisations.js";

/** What each exposure adds to the mean dose of each cell: of cell i, entries `ptr[i] … ptr[i + 1] − 1`. */
export interface ExposureShares {
  ptr: Int32Array;
  exposure: Int32Array;
  /** Days that the exposure counted in the cell. */
  days: Float64Array;
  /** Person-days of each cell. */
  personDays: Float64Array;
}

/**
 * Realisations of the cells' mean doses from those of the exposures: Σ days · dose / personDays, so that a table of
 * person-time is analysed under every realisation and split once.
 * @throws RangeError when a share names an exposure that the realisations do not have, or columns differ in length.
 * Witness: tabulate with each realisation, test/stats/persontime/exposureDays.test.ts.
 */
export function cellDoses(
  {ptr, exposure, days, personDays}: ExposureShares,
  {count, rows, read}: Realisations
): Realisations {
  const cells = personDays.length;
  if (ptr.length !== cells + 1) throw new RangeError(`ptr must have ${cells + 1} entries; got ${ptr.length}`);
  for (const one of exposure)
    if (!(one >= 0 && one < rows))
      throw new RangeError(`exposure must be one of the ${rows} with realisations; got ${one}`);
  const dose = new Float64Array(rows);
  return {
    count,
    rows: cells,
    read(realisation, into) {
      read(realisation, dose);
      for (let i = 0; i < cells; ++i) {
        let sum = 0;
        for (let k = ptr[i]; k < ptr[i + 1]; ++k) sum += days[k] * dose[exposure[k]];
        into[i] = sum / personDays[i];
      }
    }
  };
}
