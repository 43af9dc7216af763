import type {Point} from "../inference/newton.js";
import {log} from "../numeric/elementary.js";
import type {Design} from "../result/design.js";
import {type DoseForm, formAt, formRoom, largestDose} from "./doseForm.js";
import type {DoseLikelihood, DoseSlopes} from "./doseLikelihood.js";
import {groupWeights} from "./groupWeights.js";
import {isPositive, lowestSlope, positiveRegion} from "./positiveDoses.js";
import {type RateModel, rateModel} from "./rateModel.js";

/** Rows of a logistic regression with a dose. */
export interface LogisticRows {
  /** Cases of each row, 0 … trials. */
  cases: Float64Array;
  /** 1 unless told. */
  trials?: Float64Array;
  loglinear?: Design;
  /** A straight line of excess odds unless told. */
  form?: DoseForm;
}

/**
 * The log-likelihood of odds r = exp(α·x) · T(d), with an intercept, ℓ = Σ c log r − Σ m log(1 + r), and exact
 * derivatives. Binomial coefficients are left out.
 * @throws RangeError as `rateModel`, and when there are more cases than trials, or nothing but cases.
 * Witness: logisticRegression and R's ameras, test/stats/dose/logisticLikelihood.test.ts.
 */
export function logisticLikelihood({cases, trials, loglinear, form}: LogisticRows): DoseLikelihood {
  const model = rateModel({cases, personTime: trials, loglinear, form});
  const {dose: coefficients, time, names, events, caseX} = model;
  const doses = coefficients.size;
  const rows = cases.length;
  let all = 0;
  for (let i = 0; i < rows; ++i) {
    if (cases[i] > time[i])
      throw new RangeError(`cases must be ≤ trials; got ${cases[i]} of ${time[i]} in row ${i}`);
    all += time[i];
  }
  if (events === all) throw new RangeError("cases must leave a trial without one; got nothing but cases");
  // The crude rate's logarithm, and from it the crude odds'.
  const level = model.start.findIndex((value) => value !== 0);
  const start = model.start.slice();
  const column = model.x[(level < 0 ? doses : level) - doses];
  if (level >= 0) start[level] = log(events / (all - events)) / column[0];
  const weights = groupWeights(model);
  const evaluate = logisticEvaluator(model);
  return {
    names,
    rows,
    events,
    start,
    doses,
    later: coefficients.later,
    kept: rows,
    given(dose) {
      const largest = largestDose(dose);
      const own = dose.slice();
      return {
        largest,
        evaluate(theta) {
          const weight = isPositive(coefficients, theta, largest) ? weights(theta) : null;
          let shift = 0;
          for (let k = 0; k < caseX.length; ++k) shift += theta[doses + k] * caseX[k];
          return weight && evaluate(weight, own, shift);
        }
      };
    },
    slopes: (theta, dose) => logisticSlopes(model, theta, dose),
    region: (largest) => positiveRegion(coefficients, names.length, largest),
    lower: (largest) => lowestSlope(coefficients, largest)
  };
}

function logisticEvaluator({dose: coefficients, pattern, names, cases, time, groups, x, caseX}: RateModel) {
  const {form, b, by, of, size: doses} = coefficients;
  const size = names.length;
  const n = cases.length;
  const columns = (count: number, length: number) =>
    Array.from({length: count}, () => new Float64Array(length));
  const [residual, spread, crossed1, crossed2] = columns(4, groups.size);
  const [first1, first2, second0, second1, second2] = columns(5, coefficients.patterns);
  const all = [residual, spread, crossed1, crossed2, first1, first2, second0, second1, second2];
  const at = formRoom();
  const chained = coefficients.room();
  return (weight: Float64Array, dose: Float64Array, shift: number): Point | null => {
    const gradient = new Float64Array(size);
    const information = new Float64Array(size * size);
    for (const sums of all) sums.fill(0);
    let logLik = shift;
    let product = 1;
    for (let i = 0; i < n; ++i) {
      const g = groups.of[i];
      const p = of[i];
      const c = cases[i];
      const m = time[i];
      formAt(form.scale, b[2 * p], b[2 * p + 1], dose[i], at);
      const {risk, slopes, bends} = at;
      const odds = weight[g] * risk;
      if (!(odds < 1e100)) return null;
      // One logarithm serves many factors.
      if (m === 1) product *= 1 + odds;
      else logLik -= m * log(1 + odds);
      if (c === 1) product /= risk;
      else if (c !== 0) logLik += c * log(risk);
      if (product > 1e150 || product < 1e-150) {
        logLik -= log(product);
        product = 1;
      }
      const other = 1 / (1 + odds);
      const u = c - m * odds * other;
      const v = m * odds * other * other;
      const inverse = 1 / risk;
      const one = slopes[0] * inverse;
      const two = slopes[1] * inverse;
      const bent = u * inverse;
      residual[g] += u;
      spread[g] += v;
      first1[p] += u * one;
      first2[p] += u * two;
      second0[p] += bent * bends[0] - (u + v) * one * one;
      second1[p] += bent * bends[1] - (u + v) * one * two;
      second2[p] += bent * bends[2] - (u + v) * two * two;
      crossed1[g] += v * one;
      crossed2[g] += v * two;
    }
    logLik -= log(product);
    for (let p = 0; p < coefficients.patterns; ++p) {
      coefficients.chain(p, [first1[p], first2[p]], [second0[p], second1[p], second2[p]], chained);
      for (let k = 0, t = 0; k < doses; ++k) {
        gradient[k] += chained.first[k];
        for (let l = 0; l <= k; ++l, ++t) information[k * size + l] -= chained.second[t];
      }
    }
    for (let g = 0; g < groups.size; ++g) {
      for (let k = 0; k < doses; ++k) {
        const own = 2 * pattern[g] * doses + k;
        const crossed = crossed1[g] * by[own] + crossed2[g] * by[own + doses];
        for (let l = 0; l < caseX.length; ++l) information[(doses + l) * size + k] += crossed * x[l][g];
      }
      for (let k = 0; k < caseX.length; ++k) {
        const value = x[k][g];
        gradient[doses + k] += residual[g] * value;
        for (let l = 0; l <= k; ++l)
          information[(doses + k) * size + doses + l] += spread[g] * value * x[l][g];
      }
    }
    for (let k = 0; k < size; ++k)
      for (let l = 0; l < k; ++l) information[l * size + k] = information[k * size + l];
    return Number.isFinite(logLik) ? {logLik, gradient, information} : null;
  };
}

/**
 * Derivatives in the doses: with π the probability, ∂ℓ/∂dᵢ = (c − mπ) T′/T and
 * ∂²ℓ/∂dᵢ² = (c − mπ)(T″/T − T′²/T²) − mπ(1 − π) T′²/T²; rows do not meet.
 */
function logisticSlopes(model: RateModel, theta: Float64Array, dose: Float64Array): DoseSlopes | null {
  const {dose: coefficients, names, cases, time, groups, x} = model;
  const {form, b, by, of, size: doses} = coefficients;
  const weight = groupWeights(model)(theta);
  if (!weight || !coefficients.set(theta)) return null;
  const n = dose.length;
  const at = formRoom();
  const first = new Float64Array(n);
  const diagonal = new Float64Array(n);
  const score = names.map(() => new Float64Array(n));
  let logLik = 0;
  for (let i = 0; i < n; ++i) {
    const own = 2 * of[i];
    formAt(form.scale, b[own], b[own + 1], dose[i], at);
    if (!(at.risk > 0)) return null;
    const odds = weight[groups.of[i]] * at.risk;
    const other = 1 / (1 + odds);
    const relative = at.first / at.risk;
    const u = cases[i] - time[i] * odds * other;
    const v = time[i] * odds * other * other;
    logLik += (cases[i] > 0 ? cases[i] * log(odds) : 0) - time[i] * log(1 + odds);
    first[i] = u * relative;
    diagonal[i] = u * (at.second / at.risk - relative * relative) - v * relative * relative;
    const [one, two] = [own * doses, (own + 1) * doses];
    for (let k = 0; k < doses; ++k)
      score[k][i] = (v * relative * (at.slopes[0] * by[one + k] + at.slopes[1] * by[two + k])) / at.risk;
    for (let k = 0; k < x.length; ++k) score[doses + k][i] = v * relative * x[k][groups.of[i]];
  }
  return {
    logLik,
    first,
    score,
    second(change) {
      let value = 0;
      for (let i = 0; i < n; ++i) value += diagonal[i] * change[i] * change[i];
      return value;
    }
  };
}
