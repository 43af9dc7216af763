import type {Point} from "../inference/newton.js";
import type {SumsAt} from "./doseSums.js";
import type {RateModel} from "./rateModel.js";
import {type Denominators, denominators, setSums} from "./setSums.js";

/** The log-likelihood of `rateLikelihood` and its derivatives, from sums over groups. */
export function rateEvaluator(model: RateModel) {
  const {dose, names, groups, sets, tied, setCases, x, caseX} = model;
  const size = names.length;
  const doses = dose.size;
  const base = new Float64Array(groups.size);
  const [total, tiedTotal] = [0, 1].map(() => new Float64Array(setCases.length));
  const [slopesOf, tiedSlopes] = [setCases.length, tied ? setCases.length : 0].map((length) =>
    names.map(() => new Float64Array(length))
  );
  const sums = sets && setSums(model);
  const below = denominators(model);
  return (theta: Float64Array, weight: Float64Array, at: SumsAt): Point | null => {
    const {risk, slope, curve, first, second} = at;
    const gradient = new Float64Array(size);
    const information = new Float64Array(size * size);
    let logLik = at.logCases;
    for (let g = 0; g < groups.size; ++g) base[g] = weight[g] * risk[g];
    for (let k = 0; k < caseX.length; ++k) logLik += theta[doses + k] * caseX[k];
    let run: Float64Array | undefined;
    if (sums) {
      sums.over(base, null, total);
      sums.overTied(base, null, tiedTotal);
      logLik = below.takeFrom(logLik, total, tiedTotal);
      if (Number.isNaN(logLik)) return null;
      run = sums.runUp(below.hazard);
      for (let k = 0; k < size; ++k) {
        const [column, factor] = k < doses ? [slope[k], weight] : [base, x[k - doses]];
        sums.over(column, factor, slopesOf[k]);
        sums.overTied(column, factor, tiedSlopes[k]);
      }
      subtractBetween(slopesOf, tied && tiedSlopes, below, information);
    }
    for (let g = 0; g < groups.size; ++g) {
      let share = run ? sums!.between(run, g) : 1;
      if (tied && tied[g] >= 0) share -= below.lowered[tied[g]];
      if (share === 0) continue;
      const own = share * base[g];
      const scaled = share * weight[g];
      if (!run) logLik -= own;
      for (let k = 0, t = 0; k < doses; ++k) {
        const part = scaled * slope[k][g];
        gradient[k] -= part;
        if (curve) for (let l = 0; l <= k; ++l, ++t) information[k * size + l] += scaled * curve[t][g];
        for (let l = 0; l < x.length; ++l) information[(doses + l) * size + k] += part * x[l][g];
      }
      for (let k = 0; k < x.length; ++k) {
        const part = own * x[k][g];
        gradient[doses + k] -= part;
        for (let l = 0; l <= k; ++l) information[(doses + k) * size + doses + l] += part * x[l][g];
      }
    }
    for (let k = 0, t = 0; k < doses; ++k) {
      gradient[k] += first[k];
      for (let l = 0; l <= k; ++l, ++t) information[k * size + l] += second[t];
    }
    for (let k = 0; k < x.length; ++k) gradient[doses + k] += caseX[k];
    for (let k = 0; k < size; ++k)
      for (let l = 0; l < k; ++l) information[l * size + k] = information[k * size + l];
    return Number.isFinite(logLik) ? {logLik, gradient, information} : null;
  };
}

/** Takes Σ D′ D′ᵀ / D² over all denominators from the lower triangle; D′ = S′ − f·E′. */
function subtractBetween(
  slopes: readonly Float64Array[],
  tied: readonly Float64Array[] | null,
  {squares: [ones, fs, squaresOfF]}: Denominators,
  information: Float64Array
): void {
  const size = slopes.length;
  for (let k = 0; k < size; ++k)
    for (let l = 0; l <= k; ++l) {
      const [a, b] = [slopes[k], slopes[l]];
      let between = 0;
      for (let s = 0; s < ones.length; ++s) if (ones[s] > 0) between += ones[s] * a[s] * b[s];
      if (tied) {
        const [c, d] = [tied[k], tied[l]];
        for (let s = 0; s < ones.length; ++s)
          if (fs[s] > 0) between += squaresOfF[s] * c[s] * d[s] - fs[s] * (a[s] * d[s] + c[s] * b[s]);
      }
      information[k * size + l] -= between;
    }
}
