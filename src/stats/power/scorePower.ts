import {normalLower, normalQuantile} from "../numeric/normal.js";

/** Person-time cells as a power calculation needs them. */
export interface PowerCells {
  /** Cases expected in each cell at the background rate, ≥ 0. */
  expected: Float64Array;
  /** Dose of each cell, ≥ 0. */
  dose: Float64Array;
  /** Stratum of each cell, 0 … K − 1: each has a free background rate. */
  strata: Int32Array;
}

/** Σ over cells that mean and variance of the score are made of. */
export interface ScoreMoments {
  /** Σ E (d − μ)², the information on the slope at slope 0; μ is the stratum's mean dose by expected cases. */
  information: number;
  /** Σ E d (d − μ)² and Σ E μ (d − μ)². */
  third: number;
  shift: number;
}

/**
 * The moments of the score statistic of a linear excess relative risk with a free background in every stratum.
 *
 *   U = Σ over cases of (d − μₛ), μₛ = Σ E d / Σ E over the stratum
 *
 * @throws RangeError when lengths differ, or an expected number or dose is negative or not finite.
 */
export function scoreMoments({expected, dose, strata}: PowerCells): ScoreMoments {
  const n = expected.length;
  for (const [name, column] of Object.entries({dose, strata}))
    if (column.length !== n) throw new RangeError(`${name} must have ${n} rows; got ${column.length}`);
  const cases: number[] = [];
  const doses: number[] = [];
  for (let i = 0; i < n; ++i) {
    if (!(expected[i] >= 0 && expected[i] < Infinity))
      throw new RangeError(`expected must be ≥ 0; got ${expected[i]} in row ${i}`);
    if (!(dose[i] >= 0 && dose[i] < Infinity))
      throw new RangeError(`dose must be ≥ 0; got ${dose[i]} in row ${i}`);
    cases[strata[i]] = (cases[strata[i]] ?? 0) + expected[i];
    doses[strata[i]] = (doses[strata[i]] ?? 0) + expected[i] * dose[i];
  }
  const moments = {information: 0, third: 0, shift: 0};
  for (let i = 0; i < n; ++i) {
    if (expected[i] === 0) continue;
    const mean = doses[strata[i]] / cases[strata[i]];
    const square = expected[i] * (dose[i] - mean) * (dose[i] - mean);
    moments.information += square;
    moments.third += square * dose[i];
    moments.shift += square * mean;
  }
  return moments;
}

/**
 * The chance that the two-sided score test of no trend rejects in favour of a rise, when the rate is
 * λₛ (1 + β d): cases are Poisson with mean E (1 + β d), so that
 *
 *   mean of U = β I;  variance of U = I + β Σ E d (d − μ)²;  its estimate at β = 0: V₀ = I + β Σ E μ (d − μ)²
 *   power = Φ((β I − z √V₀) / √V),  I = Σ E (d − μ)²,  z = Φ⁻¹(1 − α/2)
 *
 * @param slope β ≥ 0, per unit of the dose.
 * @param alpha two-sided level of the test.
 * @throws RangeError as `scoreMoments`; when the slope is negative, α is not inside (0, 1), or no stratum has
 *   doses that differ.
 * Source: Breslow and Day (1987), IARC Sci Publ 82, section 7.3, for a trend; the variances by the Poisson
 *   process of the cases. Witness: by hand, and simulated tests, test/stats/power/scorePower.test.ts.
 */
export function scorePower(
  cells: PowerCells | ScoreMoments,
  slope: number,
  {alpha = 0.05}: {alpha?: number} = {}
): number {
  const {information, third, shift} = "information" in cells ? cells : scoreMoments(cells);
  if (!(slope >= 0 && slope < Infinity)) throw new RangeError(`slope must be ≥ 0; got ${slope}`);
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must lie between 0 and 1; got ${alpha}`);
  if (!(information > 0)) throw new RangeError("dose must vary within a stratum with expected cases");
  const z = normalQuantile(alpha / 2, true);
  const assumed = information + slope * shift;
  const variance = information + slope * third;
  return normalLower((slope * information - z * Math.sqrt(assumed)) / Math.sqrt(variance));
}
