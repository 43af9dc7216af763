import {log} from "../numeric/elementary.js";
import {type FormAt, formAt} from "./doseForm.js";
import type {DoseSlopes} from "./doseLikelihood.js";
import {groupWeights} from "./groupWeights.js";
import {type RateModel, setSums} from "./rateModel.js";

/**
 * Derivatives in the doses of the likelihood of `rateLikelihood`. With Hᵢ = Σ Cₖ / Sₖ over the sets of row i (1
 * without sets) and w = t · exp(α·x),
 *
 *   ∂ℓ/∂dᵢ = cᵢ T′/T − Hᵢ wᵢ T′        δᵀ∂²ℓδ = Σ δᵢ² (cᵢ(T″/T − T′²/T²) − Hᵢ wᵢ T″) + Σₖ Cₖ (Σ wᵢT′δᵢ / Sₖ)²
 *
 * and the change of the expected score of parameter j is Σ δᵢ wᵢ T′ (Hᵢ gᵢⱼ − Σₖ Cₖ/Sₖ ḡₖⱼ), g = ∂ log r.
 * Null where T is not positive. Witness: differences, test/stats/dose/rateLikelihood.test.ts.
 */
export function rateSlopes(model: RateModel, theta: Float64Array, dose: Float64Array): DoseSlopes | null {
  const {form, names, cases, time, groups, sets, setCases, x} = model;
  const weight = groupWeights(model)(theta);
  if (!weight) return null;
  const n = dose.length;
  const size = names.length;
  const at: FormAt = {risk: 1, first: 0, second: 0, slopes: new Float64Array(form.degree)};
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
    formAt(form, theta, dose[i], at);
    if (!(at.risk > 0)) return null;
    rate[i] = w * at.risk;
    slope[i] = w * at.first;
    bend[i] = w * at.second;
    base[group] += rate[i];
    for (let k = 0; k < size; ++k) g[k][i] = k < form.degree ? at.slopes[k] : x[k - form.degree][group];
    if (cases[i] === 0) continue;
    const relative = at.first / at.risk;
    logLik += cases[i] * log(weight[group] * at.risk);
    first[i] = cases[i] * relative;
    diagonal[i] = cases[i] * (at.second / at.risk - relative * relative);
  }
  const share = new Float64Array(groups.size).fill(1);
  const centres = names.map(() => new Float64Array(groups.size));
  const sums = sets && setSums(model);
  const total = new Float64Array(setCases.length);
  const inSets = new Float64Array(setCases.length);
  const ofGroups = new Float64Array(groups.size);
  const gather = (column: (i: number) => number) => {
    ofGroups.fill(0);
    for (let i = 0; i < n; ++i) ofGroups[groups.of[i]] += column(i);
    sums!.over(ofGroups, null, inSets);
  };
  if (sums) {
    sums.over(base, null, total);
    const hazard = total.map((value, k) => (setCases[k] > 0 ? setCases[k] / value : 0));
    const run = sums.runUp(hazard);
    for (let k = 0; k < groups.size; ++k) share[k] = sums.between(run, k);
    for (let k = 0; k < total.length; ++k) if (setCases[k] > 0) logLik -= setCases[k] * log(total[k]);
    names.forEach((_, j) => {
      gather((i) => rate[i] * g[j][i]);
      const runUp = sums.runUp(hazard.map((h, k) => (h > 0 ? (h * inSets[k]) / total[k] : 0)));
      for (let k = 0; k < groups.size; ++k) centres[j][k] = sums.between(runUp, k);
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
        if (setCases[k] > 0) value += setCases[k] * (inSets[k] / total[k]) * (inSets[k] / total[k]);
      return value;
    }
  };
}
