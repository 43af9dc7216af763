import {log} from "../numeric/elementary.js";
import {formAt, formRoom} from "./doseForm.js";
import type {DoseSlopes} from "./doseLikelihood.js";
import {groupWeights} from "./groupWeights.js";
import type {RateModel} from "./rateModel.js";
import {denominators, setSums} from "./setSums.js";

/**
 * Derivatives in the doses of the likelihood of `rateLikelihood`. With Hᵢ = Σ Cₖ / Sₖ over the sets of row i (1
 * without sets) and w = t · exp(α·x),
 *
 *   ∂ℓ/∂dᵢ = cᵢ T′/T − Hᵢ wᵢ T′        δᵀ∂²ℓδ = Σ δᵢ² (cᵢ(T″/T − T′²/T²) − Hᵢ wᵢ T″) + Σₖ Cₖ (Σ wᵢT′δᵢ / Sₖ)²
 *
 * and the change of the expected score of parameter j is Σ δᵢ wᵢ T′ (Hᵢ gᵢⱼ − Σₖ Cₖ/Sₖ ḡₖⱼ), g = ∂ log r. By Efron's
 * ties the cases of a set are taken from its denominators by their share of them.
 * Null where T is not positive. Witness: differences, test/stats/dose/rateLikelihood.test.ts.
 */
export function rateSlopes(model: RateModel, theta: Float64Array, dose: Float64Array): DoseSlopes | null {
  const {dose: coefficients, names, cases, time, groups, sets, tied, setCases, x} = model;
  const {b, by, of} = coefficients;
  const weight = groupWeights(model)(theta);
  if (!weight || !coefficients.set(theta)) return null;
  const n = dose.length;
  const size = names.length;
  const doses = coefficients.size;
  const at = formRoom();
  const rate = new Float64Array(n);
  const slope = new Float64Array(n);
  const bend = new Float64Array(n);
  const first = new Float64Array(n);
  const diagonal = new Float64Array(n);
  const g = names.map(() => new Float64Array(n));
  const base = new Float64Array(groups.size);
  let logLik = 0;
  for (let i = 0; i < n; ++i) {
    const group = groups.of[i];
    const w = time[i] * weight[group];
    const own = 2 * of[i];
    formAt(coefficients.form.scale, b[own], b[own + 1], dose[i], at);
    if (!(at.risk > 0)) return null;
    rate[i] = w * at.risk;
    slope[i] = w * at.first;
    bend[i] = w * at.second;
    base[group] += rate[i];
    const [one, two] = [own * doses, (own + 1) * doses];
    for (let j = 0; j < doses; ++j)
      g[j][i] = (at.slopes[0] * by[one + j] + at.slopes[1] * by[two + j]) / at.risk;
    for (let k = 0; k < x.length; ++k) g[doses + k][i] = x[k][group];
    if (cases[i] === 0) continue;
    const relative = at.first / at.risk;
    logLik += cases[i] * log(weight[group] * at.risk);
    first[i] = cases[i] * relative;
    diagonal[i] = cases[i] * (at.second / at.risk - relative * relative);
  }
  const share = new Float64Array(groups.size).fill(1);
  const centres = names.map(() => new Float64Array(groups.size));
  const sums = sets && setSums(model);
  const below = denominators(model);
  const [ones, fs, squaresOfF] = below.squares;
  const room = () => new Float64Array(setCases.length);
  const [total, tiedTotal, inSets, inTied] = [room(), room(), room(), room()];
  const ofGroups = new Float64Array(groups.size);
  const gather = (column: (i: number) => number) => {
    ofGroups.fill(0);
    for (let i = 0; i < n; ++i) ofGroups[groups.of[i]] += column(i);
    sums!.over(ofGroups, null, inSets);
    sums!.overTied(ofGroups, null, inTied);
  };
  if (sums) {
    sums.over(base, null, total);
    sums.overTied(base, null, tiedTotal);
    logLik = below.takeFrom(logLik, total, tiedTotal);
    if (Number.isNaN(logLik)) return null;
    const spread = (ofSets: Float64Array, ofTied: Float64Array, into: Float64Array) => {
      const run = sums.runUp(ofSets);
      for (let k = 0; k < groups.size; ++k)
        into[k] = sums.between(run, k) - (tied && tied[k] >= 0 ? ofTied[tied[k]] : 0);
    };
    spread(below.hazard, below.lowered, share);
    names.forEach((_, j) => {
      gather((i) => rate[i] * g[j][i]);
      spread(
        ones.map((value, k) => value * inSets[k] - fs[k] * inTied[k]),
        fs.map((value, k) => value * inSets[k] - squaresOfF[k] * inTied[k]),
        centres[j]
      );
    });
  } else for (let i = 0; i < n; ++i) logLik -= rate[i];
  const score = names.map(() => new Float64Array(n));
  for (let i = 0; i < n; ++i) {
    const h = share[groups.of[i]];
    first[i] -= h * slope[i];
    diagonal[i] -= h * bend[i];
    for (let j = 0; j < size; ++j) score[j][i] = slope[i] * (h * g[j][i] - centres[j][groups.of[i]]);
  }
  return {
    logLik,
    first,
    score,
    second(change) {
      let value = 0;
      for (let i = 0; i < n; ++i) value += diagonal[i] * change[i] * change[i];
      if (!sums) return value;
      gather((i) => slope[i] * change[i]);
      for (let k = 0; k < total.length; ++k)
        value +=
          ones[k] * inSets[k] * inSets[k] -
          2 * fs[k] * inSets[k] * inTied[k] +
          squaresOfF[k] * inTied[k] * inTied[k];
      return value;
    }
  };
}
