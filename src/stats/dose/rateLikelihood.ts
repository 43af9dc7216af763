import {largestDose} from "./doseForm.js";
import type {DoseLikelihood} from "./doseLikelihood.js";
import {doseRoom, doseSums} from "./doseSums.js";
import {groupWeights} from "./groupWeights.js";
import {modifiedRoom, modifiedSums} from "./modifiedSums.js";
import {isPositive, lowestSlope, positiveRegion} from "./positiveDoses.js";
import {rateEvaluator} from "./rateEvaluator.js";
import {type RateRows, rateModel} from "./rateModel.js";
import {rateSlopes} from "./rateSlopes.js";

/**
 * The log-likelihood of rates r = t · exp(α·x) · T(d), for Poisson regression, whose background is exp(α·x) or the
 * free rate of each stratum, and for the partial likelihoods of Cox and conditional logistic regression, which are
 * of one form: with C the cases of a set and S = Σ r over its rows,
 *
 *   with sets   ℓ = Σ c log r − Σₖ Cₖ log Sₖ          without   ℓ = Σ c log r − Σ r
 *
 * with exact first and second derivatives. By Efron's ties Cₖ log Sₖ is Σⱼ log(Sₖ − (j/Cₖ) Eₖ) over j = 0 … Cₖ − 1,
 * with E the sum over the cases alone. Rows enter S only as sums over groups of equal x and sets, so that of a
 * realisation of a linear excess little more is kept than the doses of the cases.
 * @throws RangeError as `rateModel`.
 * Witness: poissonRegression, coxph and R's ameras, test/stats/dose/rateLikelihood.test.ts.
 */
export function rateLikelihood(data: RateRows): DoseLikelihood {
  const model = rateModel(data);
  const {dose: coefficients, groups, cases, caseRows, names, time, start, events} = model;
  const {form, plain} = coefficients;
  const rows = cases.length;
  const groupTime = new Float64Array(groups.size);
  for (let i = 0; i < rows; ++i) groupTime[groups.of[i]] += time[i];
  const counts = Float64Array.from(caseRows, (i) => cases[i]);
  const layout = {group: groups.of, groupTime, time, caseRows, counts};
  const sums = plain
    ? doseSums(form, layout, doseRoom(form, groups.size))
    : modifiedSums(model, layout, modifiedRoom(model));
  const weights = groupWeights(model);
  const evaluate = rateEvaluator(model);
  return {
    names,
    rows,
    events,
    start,
    doses: coefficients.size,
    later: coefficients.later,
    kept: caseRows.length + (form.scale === "excess" ? form.degree * groups.size : rows),
    given(dose) {
      const largest = largestDose(dose);
      const at = sums(dose);
      return {
        largest,
        evaluate(theta) {
          const weight = isPositive(coefficients, theta, largest) ? weights(theta) : null;
          return weight ? evaluate(theta, weight, at(theta)) : null;
        }
      };
    },
    slopes: (theta, dose) => rateSlopes(model, theta, dose),
    region: (largest) => positiveRegion(coefficients, names.length, largest),
    lower: (largest) => lowestSlope(coefficients, largest)
  };
}
