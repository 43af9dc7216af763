import {newton} from "../inference/newton.js";
import {cholesky, inverse, solve} from "../numeric/cholesky.js";
import {exp} from "../numeric/elementary.js";
import {normalDeviate} from "../numeric/normalDeviate.js";
import {covariance, type DoseFit, type DoseOptions, matrixOf, parameterRows} from "./doseFit.js";
import type {DoseLikelihood} from "./doseLikelihood.js";
import {type DoseError, type ErrorStreams, rowsPerStream} from "./errorModel.js";
import {maximiseOneDose} from "./regressionCalibration.js";

/** How error is added and taken away again. */
export interface ExtrapolationOptions extends DoseOptions {
  /** Variance of the added error, in multiples of that which the dose has; 0 is taken as well. 0.5, 1, 1.5, 2 unless told. */
  multiples?: readonly number[];
  /** Data sets with added error at each multiple; 50 unless told. */
  replicates?: number;
  streams: ErrorStreams;
}

/** A fit extrapolated to doses without error, and what it was extrapolated from. */
export interface ExtrapolatedFit extends DoseFit {
  /** Mean estimates at each multiple, 0 first. */
  path: {multiple: number; estimates: number[]}[];
}

/**
 * Simulation extrapolation (SIMEX) of classical error: to the recorded doses more error of the same kind is added, of
 * λ times its variance, and the means of the estimates, a parabola in λ, are read at λ = −1, where no error is left.
 * So is the variance: mean variance of the fits less the variance between them.
 *
 * @param recorded dose of each row. @param error its classical error; shared errors are added to all rows of a code.
 * @throws RangeError when the error is not classical, multiples are not two different ones > 0 or more, replicates
 * fewer than 2, or the extrapolated variance is not positive; ConvergenceError when the recorded dose has no maximum.
 * Source: Cook and Stefanski (1994), JASA 89:1314; Stefanski and Cook (1995), JASA 90:1247.
 * Witness: by simulation, test/stats/dose/simulationExtrapolation.test.ts.
 */
export function simulationExtrapolation(
  likelihood: DoseLikelihood,
  recorded: Float64Array,
  error: DoseError,
  options: ExtrapolationOptions
): ExtrapolatedFit {
  const {multiples = [0.5, 1, 1.5, 2], replicates = 50, streams, control, interval = {}} = options;
  if (error.kind !== "classical") throw new RangeError(`error must be classical; got ${error.kind}`);
  if (new Set(multiples).size < 2 || multiples.some((value) => !(value > 0 && value < Infinity)))
    throw new RangeError(`multiples must be two or more, > 0; got ${multiples.join(", ")}`);
  if (!(Number.isInteger(replicates) && replicates >= 2))
    throw new RangeError(`replicates must be a whole number ≥ 2; got ${replicates}`);
  const {names, rows, events} = likelihood;
  const p = names.length;
  const first = maximiseOneDose(likelihood, recorded, {control});
  const path = [{multiple: 0, estimates: Array.from(first.at)}];
  const variances = [covariance(first, names)];
  const z = new Float64Array(rows);
  const dose = new Float64Array(rows);
  let iterations = first.iterations;
  let leftOut = 0;
  multiples.forEach((multiple, m) => {
    const estimates: Float64Array[] = [];
    const inside = new Float64Array(p * p);
    for (let b = 0; b < replicates; ++b) {
      drawNormals(z, error, streams, m * replicates + b);
      for (let i = 0; i < rows; ++i) {
        const sd = typeof error.sdLog === "number" ? error.sdLog : error.sdLog[i];
        dose[i] = recorded[i] * exp(Math.sqrt(multiple) * sd * z[error.shared ? error.shared[i] : i]);
      }
      const {evaluate, largest} = likelihood.given(dose);
      const start = evaluate(first.at) ? first.at : likelihood.start;
      const found = newton(evaluate, start, {...control, region: likelihood.region(largest)});
      const factored = cholesky(found.information, p);
      iterations += found.iterations;
      if (!found.converged || found.boundary || factored.dependent.length > 0) {
        ++leftOut;
        continue;
      }
      estimates.push(found.at);
      inverse(factored).forEach((value, k) => {
        inside[k] += value;
      });
    }
    if (estimates.length < 2)
      throw new RangeError(
        `replicates must hold two with a maximum; got ${estimates.length} of ${replicates}`
      );
    const mean = names.map((_, k) => estimates.reduce((sum, at) => sum + at[k], 0) / estimates.length);
    path.push({multiple, estimates: mean});
    variances.push(
      inside.map((value, j) => {
        const [k, l] = [Math.floor(j / p), j % p];
        const spread = estimates.reduce((sum, at) => sum + (at[k] - mean[k]) * (at[l] - mean[l]), 0);
        return value / estimates.length - spread / (estimates.length - 1);
      })
    );
  });
  const at = path.map(({multiple}) => multiple);
  const estimates = names.map((_, k) =>
    extrapolate(
      at,
      path.map((point) => point.estimates[k])
    )
  );
  const vcov = Float64Array.from({length: p * p}, (_, j) =>
    extrapolate(
      at,
      variances.map((matrix) => matrix[j])
    )
  );
  names.forEach((name, k) => {
    if (!(vcov[k * p + k] > 0))
      throw new RangeError(
        `replicates must be enough for a positive variance of ${name}; got ${vcov[k * p + k]} from ${replicates}`
      );
  });
  return {
    method: "simex",
    n: rows,
    events,
    realisations: multiples.length * replicates,
    converged: true,
    iterations,
    logLik: first.logLik,
    parameters: parameterRows(names, estimates, vcov, interval.level),
    vcov: matrixOf(vcov, p),
    warnings:
      leftOut > 0 ? [`data sets without a maximum inside the feasible region are left out: ${leftOut}`] : [],
    path
  };
}

function drawNormals(
  z: Float64Array,
  {name, shared}: DoseError,
  streams: ErrorStreams,
  realisation: number
): void {
  const length = shared ? shared.reduce((most, code) => Math.max(most, code + 1), 0) : z.length;
  for (let from = 0, block = 0; from < length; from += rowsPerStream, ++block) {
    const uniform = streams(name, realisation, block);
    for (let i = from; i < Math.min(length, from + rowsPerStream); ++i) z[i] = normalDeviate(uniform());
  }
}

/** The parabola through points by least squares, a line through two, read at −1. */
function extrapolate(at: readonly number[], values: readonly number[]): number {
  const terms = Math.min(3, at.length);
  const powers = at.map((x) => [1, x, x * x].slice(0, terms));
  const normal = new Float64Array(terms * terms);
  const right = new Float64Array(terms);
  powers.forEach((row, i) => {
    for (let k = 0; k < terms; ++k) {
      right[k] += row[k] * values[i];
      for (let l = 0; l < terms; ++l) normal[k * terms + l] += row[k] * row[l];
    }
  });
  const fitted = solve(cholesky(normal, terms), right);
  return fitted[0] - fitted[1] + (terms > 2 ? fitted[2] : 0);
}
