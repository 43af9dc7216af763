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
  slopes,
  width,
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
  const relative = risk.risk;
  const residuals = new Float64Array(expected.length * p);
  for (let i = 0; i < expected.length; ++i) {
    const from = sets.from[i] * p;
    const to = sets.to[i] * p;
    for (let l = 0; l < p; ++l) {
      const g = slopes[i * width + l];
      let average = cumulative[to + l] - cumulative[from + l];
      if (isEvent[i]) average -= sparedMean[to - p + l];
      if (lingered && lingering!.weight[i] !== 0)
        average += lingering!.weight[i] * (lingered[lingering!.until[i] * p + l] - lingered[to + l]);
      residuals[i * p + l] =
        relative[i] * average - expected[i] * g + (isEvent[i] ? g - mean[to - p + l] : 0);
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
  const {size, code} = cluster ? renumber(cluster, n) : {size: n, code: undefined};
  const sums = new Float64Array(size * p);
  for (let i = 0; i < n; ++i) {
    const into = (code ? code[i] : i) * p;
    const w = weight ? weight[i] : 1;
    for (let l = 0; l < p; ++l) sums[into + l] += w * rows[i * p + l];
  }
  return sums;
}

/** Codes 0, 1, … in the order in which they are met; whole numbers of a modest range are looked up in a table. */
function renumber(cluster: ArrayLike<number>, n: number): {size: number; code: Int32Array} {
  const code = new Int32Array(n);
  let size = 0;
  let [least, most, whole] = [Infinity, -Infinity, true];
  for (let i = 0; i < n; ++i) {
    const value = cluster[i];
    if (value < least) least = value;
    if (value > most) most = value;
    if (value !== Math.floor(value)) whole = false;
  }
  if (whole && most - least <= 4 * n + 1024) {
    const table = new Int32Array(most - least + 1);
    for (let i = 0; i < n; ++i) {
      const at = cluster[i] - least;
      if (table[at] === 0) table[at] = ++size;
      code[i] = table[at] - 1;
    }
    return {size, code};
  }
  const place = new Map<number, number>();
  for (let i = 0; i < n; ++i) {
    let at = place.get(cluster[i]);
    if (at === undefined) place.set(cluster[i], (at = size++));
    code[i] = at;
  }
  return {size, code};
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
