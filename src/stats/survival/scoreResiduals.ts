import type {PartialLikelihood} from "./partialLikelihood.js";

/**
 * Score residuals at the last point evaluated, a row a subject, row-major:
 * Uᵢ = δᵢ(gᵢ − ḡ) − ∫ (gᵢ − ḡ(t)) rᵢ dΛ(t) over the time at risk, with ḡ the weighted mean of the slopes over
 * the risk set; tied events share their denominators as the ties say. Weights are left out of Uᵢ.
 * Σ wᵢUᵢ is the gradient. Source: R survival, residuals(type = "score"). Witness: test/stats/survival/coxResiduals.test.ts.
 */
export function scoreResiduals({
  sets,
  sums,
  risk,
  weight,
  isEvent,
  expected: expectedEvents
}: PartialLikelihood): Float64Array {
  const expected = expectedEvents();
  const p = risk.terms.length;
  const size = sets.time.length;
  const {s1, d1, hazard, spared, second, secondF, secondFF} = sums;
  // ∫ ḡ dΛ up to each event time; what of it the tied are spared; and the mean of ḡ over the tied.
  const cumulative = new Float64Array((size + 1) * p);
  const {lingering} = sets;
  const lingered = lingering ? new Float64Array((size + 1) * p) : undefined;
  const sparedMean = new Float64Array(size * p);
  const mean = new Float64Array(size * p);
  for (let k = 0; k < size; ++k) {
    let total = 0;
    for (let j = sets.deathPtr[k]; j < sets.deathPtr[k + 1]; ++j)
      total += weight ? weight[sets.deaths[j]] : 1;
    for (let l = 0; l < p; ++l) {
      const s = s1[l][k];
      const d = d1[l][k];
      const step = second[k] * s - secondF[k] * d;
      cumulative[(k + 1) * p + l] = cumulative[k * p + l] + step;
      if (lingered) lingered[(k + 1) * p + l] = lingered[k * p + l] + lingering!.scale[k] * step;
      sparedMean[k * p + l] = secondF[k] * s - secondFF[k] * d;
      mean[k * p + l] = (hazard[k] * s - spared[k] * d) / total;
    }
  }
  const residuals = new Float64Array(expected.length * p);
  for (let i = 0; i < expected.length; ++i) {
    const from = sets.from[i] * p;
    const to = sets.to[i] * p;
    for (let l = 0; l < p; ++l) {
      const g = risk.slopes[l][i];
      let average = cumulative[to + l] - cumulative[from + l];
      if (isEvent[i]) average -= sparedMean[to - p + l];
      if (lingered && lingering!.weight[i] !== 0)
        average += lingering!.weight[i] * (lingered[lingering!.until[i] * p + l] - lingered[to + l]);
      residuals[i * p + l] =
        risk.risk[i] * average - expected[i] * g + (isEvent[i] ? g - mean[to - p + l] : 0);
    }
  }
  return residuals;
}

/** Sums rows of a row-major matrix by their code; without codes each row, weighted, stays by itself. */
export function sumByCluster(
  rows: Float64Array,
  p: number,
  weight: Float64Array | undefined,
  cluster: ArrayLike<number> | undefined
): Float64Array {
  const n = p === 0 ? 0 : rows.length / p;
  const place = new Map<number, number>();
  const codes = Int32Array.from({length: n}, (_, i) => {
    if (!cluster) return i;
    let code = place.get(cluster[i]);
    if (code === undefined) place.set(cluster[i], (code = place.size));
    return code;
  });
  const sums = new Float64Array((cluster ? place.size : n) * p);
  for (let i = 0; i < n; ++i)
    for (let l = 0; l < p; ++l) sums[codes[i] * p + l] += (weight ? weight[i] : 1) * rows[i * p + l];
  return sums;
}

/** The sandwich V (Σ UUᵀ) V of row-major residual rows and a row-major V. */
export function sandwich(rows: Float64Array, vcov: Float64Array, p: number): Float64Array {
  const influence = new Float64Array(p);
  const result = new Float64Array(p * p);
  for (let at = 0; at < rows.length; at += p) {
    for (let k = 0; k < p; ++k) {
      influence[k] = 0;
      for (let l = 0; l < p; ++l) influence[k] += rows[at + l] * vcov[l * p + k];
    }
    for (let k = 0; k < p; ++k) for (let l = 0; l < p; ++l) result[k * p + l] += influence[k] * influence[l];
  }
  return result;
}
