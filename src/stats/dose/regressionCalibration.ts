import {type DoseFit, type DoseOptions, fitTarget, maximiseTarget, type Target} from "./doseFit.js";
import type {DoseLikelihood} from "./doseLikelihood.js";
import type {Ensemble} from "./ensemble.js";
import {checkDose} from "./realisations.js";

/**
 * Regression calibration: the model is fitted to the mean dose of each row over the realisations. Its estimates are
 * good where a linear excess is rare; its intervals know nothing of errors that rows share.
 * @throws ConvergenceError when there is no maximum; RangeError as `fitTarget`.
 * Source: Carroll et al. (2006), Measurement Error in Nonlinear Models, 2nd ed., ch. 4.
 * Witness: R's ameras, method RC, test/stats/dose/ameras.test.ts.
 */
export function regressionCalibration(all: Ensemble, options: DoseOptions = {}): DoseFit {
  return {...fitOneDose(all.likelihood, all.mean, options, "rc"), realisations: all.count};
}

/**
 * The model fitted to one dose of each row, taken as true.
 * @throws RangeError when doses do not fit the rows, are negative or not finite, or none is above 0; as `fitTarget`.
 */
export function fitOneDose(
  likelihood: DoseLikelihood,
  dose: Float64Array,
  options: DoseOptions = {},
  method = "naive"
): DoseFit {
  return fitTarget(targetOf(likelihood, dose, method), options);
}

/** Where the likelihood of one dose is highest. @throws as `fitOneDose`. */
export function maximiseOneDose(likelihood: DoseLikelihood, dose: Float64Array, {control}: DoseOptions = {}) {
  return maximiseTarget(targetOf(likelihood, dose, "rc"), control);
}

function targetOf(likelihood: DoseLikelihood, dose: Float64Array, method: string): Target {
  if (dose.length !== likelihood.rows)
    throw new RangeError(`dose must have ${likelihood.rows} rows as the data have; got ${dose.length}`);
  checkDose(dose);
  const {evaluate, largest} = likelihood.given(dose);
  if (largest === 0) throw new RangeError("dose must be > 0 somewhere; got none");
  return {method, likelihood, evaluate, starts: [likelihood.start], largest, realisations: 1};
}
