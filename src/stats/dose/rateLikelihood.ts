import type {Point} from "../inference/newton.js";
import {log} from "../numeric/elementary.js";
import {isPositive, largestDose, lowestSlope, positiveRegion} from "./doseForm.js";
import type {DoseLikelihood} from "./doseLikelihood.js";
import {doseRoom, doseSums, type SumsAt} from "./doseSums.js";
import {groupWeights} from "./groupWeights.js";
import {type RateModel, type RateRows, rateModel, setSums} from "./rateModel.js";
import {rateSlopes} from "./rateSlopes.js";

/**
 * The log-likelihood of rates r = t · exp(α·x) · T(d), for Poisson regression, whose background is exp(α·x) or the
 * free rate of each stratum, and for the partial likelihoods of Cox and conditional logistic regression, which are
 * of one form: with C the cases of a set and S = Σ r over its rows,
 *
 *   with sets   ℓ = Σ c log r − Σₖ Cₖ log Sₖ          without   ℓ = Σ c log r − Σ r
 *
 * with exact first and second derivatives. Rows enter S only as sums over groups of equal x and sets, so that of a
 * realisation of a linear excess little more is kept than the doses of the cases.
 * @throws RangeError as `rateModel`.
 * Witness: poissonRegression, coxph and R's ameras, test/stats/dose/rateLikelihood.test.ts.
 */
export function rateLikelihood(data: RateRows): DoseLikelihood {
  const model = rateModel(data);
  const {form, groups, cases, caseRows, names, time, start, events} = model;
  const rows = cases.length;
  const groupTime = new Float64Array(groups.size);
  for (let i = 0; i < rows; ++i) groupTime[groups.of[i]] += time[i];
  const counts = Float64Array.from(caseRows, (i) => cases[i]);
  const layout = {group: groups.of, groupTime, time, caseRows, counts};
  const room = doseRoom(form, groups.size);
  const weights = groupWeights(model);
  const evaluate = rateEvaluator(model);
  return {
    names,
    rows,
    events,
    start,
    kept: caseRows.length + (form.scale === "log" ? rows : form.degree * groups.size),
    given(dose) {
      const largest = largestDose(dose);
      const at = doseSums(form, dose, layout, room);
      return {
        largest,
        evaluate(theta) {
          const weight = isPositive(form, theta, largest) ? weights(theta) : null;
          return weight ? evaluate(theta, weight, at(theta)) : null;
        }
      };
    },
    slopes: (theta, dose) => rateSlopes(model, theta, dose),
    region: (largest) => positiveRegion(form, names.length, largest),
    lower: (largest) => lowestSlope(form, largest)
  };
}

/** The log-likelihood and its derivatives from sums over groups. */
function rateEvaluator(model: RateModel) {
  const {form, names, groups, sets, setCases, x, caseX} = model;
  const size = names.length;
  const doses = form.degree;
  const base = new Float64Array(groups.size);
  const total = new Float64Array(setCases.length);
  const hazard = new Float64Array(setCases.length);
  const slopesOf = names.map(() => new Float64Array(setCases.length));
  const sums = sets && setSums(model);
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
      for (let k = 0; k < total.length; ++k) {
        if (setCases[k] > 0 && !(total[k] > 0)) return null;
        hazard[k] = setCases[k] > 0 ? setCases[k] / total[k] : 0;
        if (setCases[k] > 0) logLik -= setCases[k] * log(total[k]);
      }
      run = sums.runUp(hazard);
      for (let k = 0; k < doses; ++k) sums.over(slope[k], weight, slopesOf[k]);
      for (let k = doses; k < size; ++k) sums.over(base, x[k - doses], slopesOf[k]);
      subtractBetween(slopesOf, hazard, total, information);
    }
    for (let g = 0; g < groups.size; ++g) {
      const share = run ? sums!.between(run, g) : 1;
      if (share === 0) continue;
      const own = share * base[g];
      const scaled = share * weight[g];
      if (!run) logLik -= own;
      for (let k = 0; k < doses; ++k) {
        const part = scaled * slope[k][g];
        gradient[k] -= part;
        if (curve) for (let l = 0; l <= k; ++l) information[k * size + l] += scaled * curve[k + l][g];
        for (let l = 0; l < x.length; ++l) information[(doses + l) * size + k] += part * x[l][g];
      }
      for (let k = 0; k < x.length; ++k) {
        const part = own * x[k][g];
        gradient[doses + k] -= part;
        for (let l = 0; l <= k; ++l) information[(doses + k) * size + doses + l] += part * x[l][g];
      }
    }
    for (let k = 0; k < doses; ++k) {
      gradient[k] += first[k];
      for (let l = 0; l <= k; ++l) information[k * size + l] += second[k + l];
    }
    for (let k = 0; k < x.length; ++k) gradient[doses + k] += caseX[k];
    for (let k = 0; k < size; ++k)
      for (let l = 0; l < k; ++l) information[l * size + k] = information[k * size + l];
    return Number.isFinite(logLik) ? {logLik, gradient, information} : null;
  };
}

/** Takes Σ Cₖ S′ₖ S′ₖᵀ / Sₖ² from the lower triangle. */
function subtractBetween(
  slopes: readonly Float64Array[],
  hazard: Float64Array,
  total: Float64Array,
  information: Float64Array
): void {
  const size = slopes.length;
  for (let k = 0; k < size; ++k)
    for (let l = 0; l <= k; ++l) {
      const [a, b] = [slopes[k], slopes[l]];
      let between = 0;
      for (let s = 0; s < total.length; ++s)
        if (hazard[s] > 0) between += (hazard[s] / total[s]) * a[s] * b[s];
      information[k * size + l] -= between;
    }
}
