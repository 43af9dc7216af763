import type {Censoring} from "./censoring.js";
import type {PartialLikelihood} from "./partialLikelihood.js";
import {sandwich, scoreResiduals} from "./scoreResiduals.js";

/**
 * Fine and Gray's variance: the sandwich of score residuals to which the part ψ is added that comes from
 * estimating the censoring, ψᵢ = ∫ q(u)/Y(u) dMᵢᶜ(u), q(u) = Σ over those who had a competing event before u of
 * ∫_{s ≥ u} (gᵢ − ḡ) wᵢ rᵢ dΛ. Competing events before u, and events of interest
 * at or after it, count, as in crr. All sums run over the exits once.
 * @param place for each event time its row in the table of its stratum.
 * Source: Fine and Gray (1999), §4. Witness: R cmprsk crr, test/stats/survival/fineGray.test.ts.
 */
export function fineGrayVariance(
  model: PartialLikelihood,
  strata: readonly Censoring[],
  place: Int32Array,
  cause: ArrayLike<number>,
  inverseInformation: Float64Array
): Float64Array {
  const {sets, sums, risk} = model;
  const {scale, weight} = sets.lingering!;
  const p = risk.terms.length;
  const residuals = scoreResiduals(model);
  strata.forEach(({rows, table, nRisk}, s) => {
    const size = table.time.length;
    // Later steps of the scaled hazard, alone and with the mean slope; earlier competing risks likewise.
    const later = new Float64Array((size + 1) * (p + 1));
    const earlier = new Float64Array(size * (p + 1));
    for (let k = sets.ptr[s]; k < sets.ptr[s + 1]; ++k) {
      const at = place[k] * (p + 1);
      later[at] = scale[k] * sums.hazard[k];
      for (let l = 0; l < p; ++l) later[at + 1 + l] = scale[k] * sums.second[k] * sums.s1[l][k];
    }
    rows.forEach((i, m) => {
      if (weight[i] === 0) return;
      const at = table.exitAt[m] * (p + 1);
      const v = risk.risk[i] * weight[i];
      earlier[at] += v;
      for (let l = 0; l < p; ++l) earlier[at + 1 + l] += v * risk.slopes[l][i];
    });
    for (let at = size * (p + 1) - 1; at >= 0; --at) later[at] += later[at + p + 1];
    for (let at = p + 1; at < earlier.length; ++at) earlier[at] += earlier[at - p - 1];
    const ratio = new Float64Array(size * p);
    const compensator = new Float64Array(size * p);
    for (let j = 0; j < size; ++j) {
      const n = nRisk[j];
      const after = j * (p + 1);
      const before = after - (p + 1);
      for (let l = 0; l < p; ++l) {
        const q =
          j === 0 ? 0 : earlier[before + 1 + l] * later[after] - earlier[before] * later[after + 1 + l];
        ratio[j * p + l] = n > 0 ? q / n : 0;
        compensator[j * p + l] =
          (j > 0 ? compensator[(j - 1) * p + l] : 0) + (n > 0 ? (q / n) * (table.nCensor[j] / n) : 0);
      }
    }
    rows.forEach((i, m) => {
      const at = table.exitAt[m] * p;
      for (let l = 0; l < p; ++l)
        residuals[i * p + l] += (cause[i] === 0 ? ratio[at + l] : 0) - compensator[at + l];
    });
  });
  return sandwich(residuals, inverseInformation, p);
}
