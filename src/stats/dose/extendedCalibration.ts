import type {Point} from "../inference/newton.js";
import {log} from "../numeric/elementary.js";
import {covariance, type DoseFit, type DoseOptions, fitTarget} from "./doseFit.js";
import type {DoseSlopes} from "./doseLikelihood.js";
import type {Ensemble} from "./ensemble.js";
import {checkRealisations, eachRealisation} from "./realisations.js";
import {maximiseOneDose} from "./regressionCalibration.js";

/** Step of the differences by which the correction is differentiated, in standard errors. */
const step = 5e-4;

/**
 * Extended regression calibration: the likelihood is averaged over the doses to second order about their means d̄,
 * with K the covariance of the doses over the realisations,
 *
 *   ℓ(θ) = ℓ(θ; d̄) + log(1 + ½ Q),   Q = Σᵢⱼ Kᵢⱼ (∂ᵢℓ ∂ⱼℓ + ∂ᵢ∂ⱼℓ) = Σᵣ [(∇ℓ·δᵣ)² + δᵣᵀ ∇²ℓ δᵣ] / (R − 1),   δᵣ = dᵣ − d̄
 *
 * so that one pass over the realisations gives Q and K never stands in memory. Where 1 + ½Q ≤ 0, as with large or
 * shared errors in many cases, the expansion says nothing and the point is not feasible. Derivatives of Q are
 * central differences.
 * @throws RangeError when there are fewer than two realisations; ConvergenceError when there is no maximum, as where
 * errors are too large for the expansion.
 * Source: Little, Hamada and Zablotska (2023), Sci Rep 13:15127. Witness: R's ameras, method ERC, test/stats/dose/ameras.test.ts.
 */
export function extendedCalibration(all: Ensemble, options: DoseOptions = {}): DoseFit {
  const {likelihood, realisations, mean} = all;
  checkRealisations(realisations, likelihood.rows, 2);
  const {names} = likelihood;
  const p = names.length;
  const given = likelihood.given(mean);
  const calibrated = maximiseOneDose(likelihood, mean, options);
  const vcov = covariance(calibrated, names);
  const steps = Float64Array.from({length: p}, (_, k) => step * Math.sqrt(vcov[k * p + k]));
  const correction = (points: readonly Float64Array[]) =>
    corrections(all, points).map((q) => (1 + q / 2 > 0 ? log(1 + q / 2) : NaN));
  const evaluate = (theta: Float64Array): Point | null => {
    const point = given.evaluate(theta);
    return point && withCorrection(point, theta, steps, correction);
  };
  let last: {theta: Float64Array; point: Point | null} | undefined;
  const remembered = (theta: Float64Array) => {
    if (!last?.theta.every((value, k) => value === theta[k]))
      last = {theta: theta.slice(), point: evaluate(theta)};
    return last.point;
  };
  const starts = [1, 0.5, 0.1, 0].map((share) =>
    calibrated.at.map((value, k) => (k < likelihood.doses ? share * value : value))
  );
  return fitTarget(
    {
      method: "erc",
      likelihood,
      evaluate: remembered,
      starts,
      largest: given.largest,
      realisations: realisations.count
    },
    options
  );
}

/** Q at each of some parameters, in one pass over the realisations; NaN where the likelihood has no slopes. */
function corrections(
  {likelihood, realisations, mean}: Ensemble,
  points: readonly Float64Array[]
): Float64Array {
  const slopes = points.map((theta): DoseSlopes | null => likelihood.slopes(theta, mean));
  const total = Float64Array.from(slopes, (at) => (at ? 0 : NaN));
  const change = new Float64Array(mean.length);
  eachRealisation(realisations, likelihood.rows, (dose) => {
    for (let i = 0; i < change.length; ++i) change[i] = dose[i] - mean[i];
    slopes.forEach((at, k) => {
      if (!at) return;
      let along = 0;
      for (let i = 0; i < change.length; ++i) along += at.first[i] * change[i];
      total[k] += along * along + at.second(change);
    });
  });
  return total.map((value) => value / (realisations.count - 1));
}

/** A point with a function added that is differentiated by central differences; null where that is not finite. */
function withCorrection(
  point: Point,
  theta: Float64Array,
  steps: Float64Array,
  correction: (points: readonly Float64Array[]) => Float64Array
): Point | null {
  const p = theta.length;
  const moved = (...moves: readonly (readonly [number, number])[]) => {
    const at = theta.slice();
    for (const [k, times] of moves) at[k] += times * steps[k];
    return at;
  };
  const points = [theta];
  for (let k = 0; k < p; ++k) points.push(moved([k, 1]), moved([k, -1]), moved([k, 2]), moved([k, -2]));
  for (let k = 0; k < p; ++k)
    for (let l = 0; l < k; ++l) points.push(moved([k, 1], [l, 1]), moved([k, -1], [l, -1]));
  const values = correction(points);
  if (!values.every(Number.isFinite)) return null;
  const [centre] = values;
  const above = (k: number) => values[1 + 4 * k];
  const below = (k: number) => values[2 + 4 * k];
  const gradient = point.gradient.map(
    (g, k) => g + (8 * (above(k) - below(k)) - values[3 + 4 * k] + values[4 + 4 * k]) / (12 * steps[k])
  );
  const information = point.information.slice();
  let next = 1 + 4 * p;
  for (let k = 0; k < p; ++k) {
    const twice = values[3 + 4 * k] + values[4 + 4 * k];
    information[k * p + k] -= (16 * (above(k) + below(k)) - twice - 30 * centre) / (12 * steps[k] * steps[k]);
    for (let l = 0; l < k; ++l, next += 2) {
      const both = values[next] + values[next + 1] + 2 * centre;
      const curve = (both - above(k) - below(k) - above(l) - below(l)) / (2 * steps[k] * steps[l]);
      information[k * p + l] -= curve;
      information[l * p + k] -= curve;
    }
  }
  return {logLik: point.logLik + centre, gradient, information};
}
