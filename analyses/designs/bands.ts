import type {Cells} from "../../src/stats/persontime/tabulate.js";
import type {DoseResponse} from "./doseResponse.js";

/** Cases, person-years and person-time-weighted mean dose (mGy) of one dose band. */
export interface Band {
  label: string;
  lower: number;
  upper: number;
  /** Rows of the cell table that belong to the band. */
  cells: number[];
  cases: number;
  pyr: number;
  meanDose: number;
}

/**
 * The design's dose bands: which cells belong to each, by the lower edge of the cell's dose class. The
 * edges of bands are edges of classes, so no cell lies in two.
 */
export function bands(cells: Cells, {doseBands, doseClasses}: DoseResponse): Band[] {
  const outside = doseBands.find((edge) => !doseClasses.includes(edge));
  if (outside !== undefined) throw new RangeError(`doseBands must be edges of doseClasses; got ${outside}`);
  const bandOf = doseClasses.map((edge) => doseBands.findLastIndex((lower) => edge >= lower));
  const result = doseBands.map((lower, k): Band => {
    const upper = doseBands[k + 1] ?? Infinity;
    return {label: bandLabel(lower, upper), lower, upper, cells: [], cases: 0, pyr: 0, meanDose: 0};
  });
  const {codes} = cells.keys.dose;
  for (let i = 0; i < codes.length; ++i) {
    const band = result[bandOf[codes[i]]];
    band.cells.push(i);
    band.cases += cells.cases[i];
    band.pyr += cells.pyr[i];
    band.meanDose += cells.pyr[i] * cells.doseMean[i];
  }
  for (const band of result) band.meanDose = band.pyr > 0 ? band.meanDose / band.pyr : 0;
  return result;
}

/** "under 1", "1 to 5", "20 or more". */
export function bandLabel(lower: number, upper: number): string {
  if (lower === 0) return `under ${upper}`;
  return upper === Infinity ? `${lower} or more` : `${lower} to ${upper}`;
}
