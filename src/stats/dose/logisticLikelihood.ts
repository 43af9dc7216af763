import type {Point} from "../inference/newton.js";
import {exp, log} from "../numeric/elementary.js";
import type {Design} from "../result/design.js";
import {
  type DoseForm,
  type FormAt,
  formAt,
  isPositive,
  largestDose,
  lowestSlope,
  positiveRegion
} from "./doseForm.js";
import type {DoseLikelihood, DoseSlopes} from "./doseLikelihood.js";
import {groupWeights} from "./groupWeights.js";
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
  const {time, names, events, caseX} = model;
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
  const column = model.x[(level < 0 ? model.form.degree : level) - model.form.degree];
  if (level >= 0) start[level] = log(events / (all - events)) / column[0];
  const weights = groupWeights(model);
  const evaluate = logisticEvaluator(model);
  return {
    names,
    rows,
    events,
    start,
    kept: rows,
    given(dose) {
      const largest = largestDose(dose);
      const own = dose.slice();
      return {
        largest,
        evaluate(theta) {
          const weight = isPositive(model.form, theta, largest) ? weights(theta) : null;
          let shift = 0;
          for (let k = 0; k < caseX.length; ++k) shift += theta[model.form.degree + k] * caseX[k];
          return weight && evaluate(theta, weight, own, shift);
        }
      };
    },
    slopes: (theta, dose) => logisticSlopes(model, theta, dose),
    region: (largest) => positiveRegion(model.form, names.length, largest),
    lower: (largest) => lowestSlope(model.form, largest)
  };
}

function logisticEvaluator({form, names, cases, time, groups, x, caseX}: RateModel) {
  const size = names.length;
  const doses = form.degree;
  const n = cases.length;
  const residual = new Float64Array(groups.size);
  const spread = new Float64Array(groups.size);
  const crossed = Array.from({length: doses}, () => new Float64Array(groups.size));
  const isLog = form.scale === "log";
  return (theta: Float64Array, weight: Float64Array, dose: Float64Array, shift: number): Point | null => {
    const gradient = new Float64Array(size);
    const information = new Float64Array(size * size);
    residual.fill(0);
    spread.fill(0);
    for (const column of crossed) column.fill(0);
    let logLik = shift;
    let product = 1;
    const beta1 = theta[0];
    const beta2 = doses === 2 ? theta[1] : 0;
    const [crossed1, crossed2] = crossed;
    let [first1, first2, second0, second1, second2] = [0, 0, 0, 0, 0];
    for (let i = 0; i < n; ++i) {
      const group = groups.of[i];
      const c = cases[i];
      const m = time[i];
      const d = dose[i];
      const f = (beta1 + beta2 * d) * d;
      const risk = isLog ? exp(f) : 1 + f;
      const odds = weight[group] * risk;
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
      residual[group] += u;
      spread[group] += v;
      const slope = isLog ? d : d / risk;
      const curve = (isLog ? v : v + u) * slope * slope;
      first1 += u * slope;
      second0 += curve;
      crossed1[group] += v * slope;
      if (crossed2) {
        first2 += u * slope * d;
        second1 += curve * d;
        second2 += curve * d * d;
        crossed2[group] += v * slope * d;
      }
    }
    gradient[0] = first1;
    information[0] = second0;
    if (crossed2) {
      gradient[1] = first2;
      information[size] = second1;
      information[size + 1] = second2;
    }
    logLik -= log(product);
    for (let g = 0; g < groups.size; ++g)
      for (let k = 0; k < caseX.length; ++k) {
        const value = x[k][g];
        gradient[doses + k] += residual[g] * value;
        for (let l = 0; l < doses; ++l) information[(doses + k) * size + l] += crossed[l][g] * value;
        for (let l = 0; l <= k; ++l)
          information[(doses + k) * size + doses + l] += spread[g] * value * x[l][g];
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
  const {form, names, cases, time, groups, x} = model;
  const weight = groupWeights(model)(theta);
  if (!weight) return null;
  const n = dose.length;
  const at: FormAt = {risk: 1, first: 0, second: 0, slopes: new Float64Array(form.degree)};
  const first = new Float64Array(n);
  const diagonal = new Float64Array(n);
  const score = names.map(() => new Float64Array(n));
  let logLik = 0;
  for (let i = 0; i < n; ++i) {
    formAt(form, theta, dose[i], at);
    if (!(at.risk > 0)) return null;
    const odds = weight[groups.of[i]] * at.risk;
    const other = 1 / (1 + odds);
    const relative = at.first / at.risk;
    const u = cases[i] - time[i] * odds * other;
    const v = time[i] * odds * other * other;
    logLik += (cases[i] > 0 ? cases[i] * log(odds) : 0) - time[i] * log(1 + odds);
    first[i] = u * relative;
    diagonal[i] = u * (at.second / at.risk - relative * relative) - v * relative * relative;
    for (let k = 0; k < names.length; ++k)
      score[k][i] = v * relative * (k < form.degree ? at.slopes[k] : x[k - form.degree][groups.of[i]]);
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
