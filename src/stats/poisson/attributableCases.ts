import type {PoissonFit} from "./poissonRegression.js";

/** One dose band of the table of fitted background and excess. */
export interface DoseBand {
  /** From this dose on, and below `upper`. */
  lower: number;
  upper: number;
  cells: number;
  pyr: number;
  /** Person-year-weighted mean dose; 0 without person-time. */
  meanDose: number;
  cases: number;
  background: number;
  excess: number;
  /** excess / (background + excess); 0 where nothing is fitted. */
  fraction: number;
}

/**
 * Fitted background and excess cases and the attributable fraction by dose band: the BK/EX table of the
 * Life Span Study.
 *
 * @param fit the model, one fitted figure a cell.
 * @param cells cases, person-years and dose of the same cells.
 * @param edges lower edges of the bands, ascending, the first at or below every dose.
 * @returns a row a band, empty bands too; their sums are those of the table.
 * @throws RangeError when lengths differ, edges do not ascend, or a dose lies below the first.
 * Source: Preston et al. (2007), Radiat Res 168:1, Table 4.
 */
export function attributableCases(
  fit: PoissonFit,
  {cases, pyr, dose}: {cases: Float64Array; pyr: Float64Array; dose: Float64Array},
  edges: readonly number[]
): DoseBand[] {
  const rows = fit.fitted.length;
  for (const [name, column] of Object.entries({cases, pyr, dose}))
    if (column.length !== rows) throw new RangeError(`${name} must have ${rows} rows; got ${column.length}`);
  if (edges.length === 0) throw new RangeError("edges must hold an edge; got none");
  edges.forEach((edge, k) => {
    if (k > 0 && !(edge > edges[k - 1]))
      throw new RangeError(`edges must ascend; got ${edge} after ${edges[k - 1]}`);
  });
  const bands = edges.map(
    (lower, k): DoseBand => ({
      lower,
      upper: edges[k + 1] ?? Infinity,
      cells: 0,
      pyr: 0,
      meanDose: 0,
      cases: 0,
      background: 0,
      excess: 0,
      fraction: 0
    })
  );
  for (let i = 0; i < rows; ++i) {
    const band = bands[edges.findLastIndex((edge) => dose[i] >= edge)];
    if (!band) throw new RangeError(`dose must be ≥ ${edges[0]}; got ${dose[i]} in row ${i}`);
    band.cells += 1;
    band.pyr += pyr[i];
    band.meanDose += pyr[i] * dose[i];
    band.cases += cases[i];
    band.background += fit.background[i];
    band.excess += fit.excess[i];
  }
  for (const band of bands) {
    const fitted = band.background + band.excess;
    if (band.pyr > 0) band.meanDose /= band.pyr;
    if (fitted > 0) band.fraction = band.excess / fitted;
  }
  return bands;
}
