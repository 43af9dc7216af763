import type {Control, Maximum, Point} from "../inference/newton.js";
import {profileInterval} from "../inference/profileInterval.js";
import {waldInterval, waldTest} from "../inference/wald.js";
import {cholesky, inverse} from "../numeric/cholesky.js";
import {ConvergenceError} from "../result/errors.js";
import type {Parameter} from "../result/fit.js";
import type {DoseLikelihood} from "./doseLikelihood.js";
import {searchFromNone, settle} from "./doseSearch.js";

/** What is asked of a fit. Profile intervals are those of the dose parameters. */
export interface DoseOptions {
  interval?: {level?: number; methods?: readonly ("wald" | "profile")[]};
  control?: Control;
}

/** A model fitted to many realisations of its doses. */
export interface DoseFit {
  method: string;
  n: number;
  events: number;
  realisations: number;
  converged: boolean;
  iterations: number;
  /** Without terms that neither parameters nor doses enter. */
  logLik: number;
  parameters: Parameter[];
  vcov: number[][];
  warnings: string[];
}

/** A log-likelihood of a method, to be maximised over the parameters of a model. */
export interface Target {
  method: string;
  likelihood: DoseLikelihood;
  evaluate: (theta: Float64Array) => Point | null;
  /** Information to climb by where that of a point is not positive definite. */
  expected?: (theta: Float64Array) => Float64Array;
  /** Points to begin at; the first that is feasible is taken. */
  starts: readonly Float64Array[];
  largest: number;
  realisations: number;
}

/**
 * The maximum of a target.
 * @throws ConvergenceError when there is none, as where a term separates the cases.
 */
export function maximiseTarget(
  {evaluate, expected, starts, likelihood, largest, method, realisations}: Target,
  control?: Control
): Maximum {
  // One dose is no method.
  const by = realisations > 1 ? ` by ${method}` : "";
  const start = starts.find((at) => evaluate(at));
  if (!start)
    throw new ConvergenceError(
      `the fit${by} must have a point to begin at; got none that is feasible`,
      0,
      NaN,
      NaN
    );
  const region = likelihood.region(largest);
  const search = {...control, ...(expected && {expected}), region};
  const found = searchFromNone(evaluate, start, likelihood.later, 1 / largest, search);
  const {iterations, logLik, step} = found;
  const runaway = found.unbounded.map((k) => likelihood.names[k]);
  if (!found.converged || runaway.length > 0)
    throw new ConvergenceError(
      runaway.length > 0
        ? `${runaway.join(", ")} must have ${runaway.length === 1 ? "a finite estimate" : "finite estimates"}; got a likelihood${by} that rises for ever, as where the dose or a term separates the cases`
        : `the fit${by} must settle; got no maximum after ${iterations} steps`,
      iterations,
      -2 * logLik,
      step
    );
  return found;
}

/**
 * The inverse of the information.
 * @throws RangeError when a term is a combination of those before it.
 */
export function covariance({information}: Point, names: readonly string[]): Float64Array {
  const factored = cholesky(information, names.length);
  const [dependent] = factored.dependent;
  if (dependent !== undefined)
    throw new RangeError(
      `${names[dependent]} must not be determined by the terms before it; got information of rank ${names.length - factored.dependent.length}`
    );
  return inverse(factored);
}

/** The same where the relative risk of the largest dose is 0: NaN for what does not bend down there. */
function atBoundary({information}: Point, size: number): Float64Array {
  const factored = cholesky(information, size);
  const vcov = inverse(factored);
  for (const k of factored.dependent)
    for (let l = 0; l < size; ++l) vcov[k * size + l] = vcov[l * size + k] = NaN;
  return vcov;
}

/**
 * Maximises a target and answers with estimates, covariance and intervals.
 * @throws ConvergenceError as `maximiseTarget`; RangeError as `covariance`, or when the level is not in (0, 1).
 */
export function fitTarget(target: Target, {interval = {}, control}: DoseOptions): DoseFit {
  const {likelihood, largest} = target;
  const {names, rows, events, later} = likelihood;
  const {level = 0.95, methods = ["wald"]} = interval;
  const maximum = maximiseTarget(target, control);
  const vcov = maximum.boundary ? atBoundary(maximum, names.length) : covariance(maximum, names);
  const region = likelihood.region(largest);
  const climbing = target.expected && {expected: target.expected};
  const parameters = parameterRows(names, maximum.at, vcov, level);
  if (methods.includes("profile"))
    for (let k = 0; k < likelihood.doses; ++k) {
      const {interval: profile} = profileInterval(target.evaluate, maximum, k, {
        level,
        se: parameters[k].se,
        limits: [k === 0 ? likelihood.lower(largest) : -Infinity, Infinity],
        region,
        ...climbing,
        ...control,
        // As the one slope falls to 0 what modifies it may keep the fit.
        singular: k === 0 && later.length > 0 && later.length === likelihood.doses - 1,
        modifiers: later,
        ...(later.length > 0 && {
          maximise: (start, held, tolerance) =>
            settle(target.evaluate, start, {...control, ...climbing, region, held, tolerance})
        })
      });
      parameters[k].profile = profile;
    }
  return {
    method: target.method,
    n: rows,
    events,
    realisations: target.realisations,
    converged: true,
    iterations: maximum.iterations,
    logLik: maximum.logLik,
    parameters,
    vcov: matrixOf(vcov, names.length),
    warnings: maximum.boundary
      ? ["the estimate lies where the relative risk of the largest dose is 0; its Wald interval says little"]
      : []
  };
}

/** One row a parameter, with its Wald interval. */
export function parameterRows(
  names: readonly string[],
  at: ArrayLike<number>,
  vcov: ArrayLike<number>,
  level = 0.95
): Parameter[] {
  return names.map((term, k) => {
    const estimate = at[k];
    const se = Math.sqrt(vcov[k * names.length + k]);
    return {term, estimate, se, ...waldTest(estimate, se), wald: waldInterval(estimate, se, level)};
  });
}

/** A row-major matrix as rows. */
export function matrixOf(flat: ArrayLike<number>, size: number): number[][] {
  return Array.from({length: size}, (_, k) => Array.from({length: size}, (_, l) => flat[k * size + l]));
}
