import {type Control, type Maximum, newton, type Point, type Search} from "../inference/newton.js";
import {profileInterval} from "../inference/profileInterval.js";
import {waldInterval, waldTest} from "../inference/wald.js";
import {cholesky, inverse} from "../numeric/cholesky.js";
import {log} from "../numeric/elementary.js";
import type {Fit, Parameter, ProfileInterval} from "../result/fit.js";
import {modelTests} from "./modelTests.js";
import {monotoneDirections} from "./monotone.js";
import type {PartialLikelihood} from "./partialLikelihood.js";

/** Which model a partial likelihood is of, and what is wanted of it. */
export interface PartialFitOptions {
  name: string;
  /** Rows of the data. */
  n: number;
  /** What is already known to be doubtful. */
  warnings: string[];
  stratified: boolean;
  /** Whether Firth's penalty may be offered. */
  firth: boolean;
  interval?: {level?: number; methods?: readonly ("wald" | "profile")[]};
  control?: Control;
  /** The variance at the estimate, the model being evaluated there, from the inverse information; absent for that itself. */
  variance?: (inverseInformation: Float64Array) => Float64Array;
}

/** What every fit by partial likelihood answers. */
export interface PartialFit extends Fit {
  ties: "efron" | "breslow" | "exact";
  level: number;
  /** Inverse information, where `vcov` is another variance. */
  naiveVcov?: number[][];
}

/**
 * Maximises a partial likelihood and makes its coefficient rows, intervals and tests. A term that is constant or
 * collinear with those before it has estimate NaN and a warning; one along which the likelihood rises for ever has
 * estimate ±Infinity and a warning; one at the edge of its region is there, without a standard error.
 * @throws RangeError when relative risks are not finite at 0.
 */
export function partialFit(
  model: PartialLikelihood,
  {name, n, warnings: known, stratified, firth, interval = {}, control, variance}: PartialFitOptions
): PartialFit {
  const {level = 0.95, methods = ["wald"]} = interval;
  const {risk, evaluate} = model;
  const p = risk.terms.length;
  const warnings = [...known];
  const start = new Float64Array(p);
  const atNull = evaluate(start);
  if (!atNull) throw new RangeError("offset must leave relative risks finite; got one that does not");
  const {found, edge} = search(model, control);
  const factored = cholesky(found.information, p);
  const dependent = new Set(factored.dependent);
  const naive = inverse(factored);
  const signs = infinite(model, found.at, found.logLik, naive, edge);
  let vcov = naive;
  const learned = Array.from(found.at.keys()).filter(
    (k) => !dependent.has(k) && signs[k] === 0 && !edge.includes(k)
  );
  const flat = (k: number) => learned.includes(k) && isFlat(model, found.at, found.logLik, naive, k);
  risk.terms.forEach((term, k) => {
    if (signs[k] !== 0 && k < risk.changing)
      warnings.push(
        `${term}: its estimate is unbounded: the likelihood rises for as long as it ${signs[k] > 0 ? "grows" : "falls"}`
      );
    else if (signs[k] !== 0)
      warnings.push(
        `${term}: the likelihood is monotone, its estimate is ${signs[k] > 0 ? "" : "−"}infinite${firth ? '; penalty "firth" gives a finite one' : ""}`
      );
    else if (flat(k)) warnings.push(`${term}: the likelihood is flat, all its values fit alike`);
    else if (edge.includes(k))
      warnings.push(
        `${term}: the estimate lies where a relative risk would be 0, the edge of what is possible; it has no standard error`
      );
    else if (risk.constant[k]) warnings.push(`${term} is constant and is left out`);
    else if (dependent.has(k))
      warnings.push(
        `${term} is a linear combination of the terms before it, or constant at all event times, and is left out`
      );
  });
  if (variance) {
    evaluate(found.at);
    vcov = variance(naive);
  }
  if (!found.converged && signs.every((sign) => sign === 0))
    warnings.push(`the search stopped after ${found.iterations} steps without reaching its tolerance`);
  const reported = (k: number) => {
    if (edge.includes(k) && Number.isFinite(risk.limits[k].lower)) return risk.limits[k].lower;
    return dependent.has(k) && !edge.includes(k) ? NaN : found.at[k];
  };
  const parameters = risk.terms.map((term, k): Parameter => {
    const estimate = signs[k] !== 0 ? signs[k] * Infinity : reported(k);
    const se = Number.isFinite(estimate) && !edge.includes(k) ? Math.sqrt(vcov[k * p + k]) : NaN;
    const row: Parameter = {
      term,
      estimate,
      se,
      ...waldTest(estimate, se),
      wald: waldInterval(estimate, se, level)
    };
    if (
      methods.includes("profile") &&
      found.converged &&
      !(dependent.has(k) && !edge.includes(k) && signs[k] === 0)
    )
      row.profile = profiled(
        model,
        {...found, unbounded: Array.from(signs.keys()).filter((j) => signs[j] !== 0)},
        naive,
        k,
        [...dependent].filter((j) => !edge.includes(j) && signs[j] === 0),
        edge.includes(k),
        level,
        control
      );
    return row;
  });
  const df = p - new Set([...dependent].filter((k) => !edge.includes(k))).size;
  const events = model.sets.deaths.length;
  const matrix = (values: Float64Array) =>
    Array.from({length: p}, (_, k) => Array.from(values.subarray(k * p, k * p + p)));
  return {
    model: name,
    ties: model.ties.name,
    level,
    converged: found.converged || signs.some((sign) => sign !== 0),
    iterations: found.iterations,
    n,
    events,
    logLik: found.logLik,
    nullLogLik: atNull.logLik,
    df,
    ...(stratified ? {strata: model.sets.ptr.length - 1} : {}),
    aic: -2 * found.logLik + 2 * df,
    bic: -2 * found.logLik + df * log(events),
    parameters,
    vcov: matrix(vcov),
    ...(variance ? {naiveVcov: matrix(naive)} : {}),
    tests: modelTests(atNull, found.at, found.logLik, vcov, learned, df),
    warnings
  };
}

/** A search from 0, first without the parameters that mean nothing there; at an edge the rest is fitted again. */
function search(model: PartialLikelihood, control?: Control): {found: Maximum; edge: number[]} {
  const {evaluate, risk} = model;
  const start = new Float64Array(risk.terms.length);
  const first = risk.later.length > 0 ? newton(holding(evaluate, risk.later), start, control).at : start;
  const found = newton(evaluate, first, control);
  const edge = edgeAt(model, found.at);
  if (edge.length === 0) return {found, edge};
  return {found: newton(holding(evaluate, edge), toEdge(model, found.at, edge), control), edge};
}

/** Newton's method; where the edge of the region stops it, the rest is brought to its best along the edge. */
function maximiseWithin(model: PartialLikelihood, start: Float64Array, control: Search): Maximum {
  const {evaluate} = model;
  const found = newton(evaluate, start, control);
  const held = control.held ?? [];
  const edge = edgeAt(model, found.at).filter((k) => !held.includes(k));
  if (edge.length === 0) return found;
  const along = newton(evaluate, toEdge(model, found.at, edge), {...control, held: [...held, ...edge]});
  return along.converged && along.logLik >= found.logLik - 1e-9 * Math.abs(found.logLik) ? along : found;
}

/** Parameters at whose edge a point lies. */
function edgeAt({evaluate, risk}: PartialLikelihood, at: Float64Array): number[] {
  evaluate(at);
  return risk.atEdge?.() ?? [];
}

/** The point with parameters moved to their edge, as near as a likelihood is finite. */
function toEdge({evaluate, risk}: PartialLikelihood, found: Float64Array, edge: readonly number[]) {
  const at = found.slice();
  for (const k of edge) if (Number.isFinite(risk.limits[k].lower)) at[k] = risk.limits[k].lower * (1 - 1e-9);
  return evaluate(at) ? at : found;
}

/** The likelihood with some parameters held where they are. */
function holding(evaluate: (theta: Float64Array) => Point | null, held: readonly number[]) {
  return (theta: Float64Array): Point | null => {
    const point = evaluate(theta);
    if (!point) return null;
    const p = theta.length;
    for (const k of held) {
      point.gradient[k] = 0;
      for (let l = 0; l < p; ++l) {
        point.information[k * p + l] = 0;
        point.information[l * p + k] = 0;
      }
    }
    return point;
  };
}

/** Whether steps of a parameter of which a search learnt nothing leave the likelihood as it is. */
function isFlat(
  {evaluate, risk}: PartialLikelihood,
  at: Float64Array,
  logLik: number,
  vcov: Float64Array,
  k: number
): boolean {
  const se = Math.sqrt(vcov[k * at.length + k]);
  if (k >= risk.changing || Math.abs(at[k]) > 1e-6 * se) return false;
  return [0.5, 1, 2].every((step) => {
    const there = evaluate(at.map((value, j) => (j === k ? value + step * se : value)));
    return there !== null && Math.abs(there.logLik - logLik) <= 1e-10 * Math.max(1, Math.abs(logLik));
  });
}

function infinite(
  {evaluate, risk}: PartialLikelihood,
  at: Float64Array,
  logLik: number,
  vcov: Float64Array,
  edge: readonly number[]
): Int8Array {
  const suspects = Array.from(at.keys()).filter(
    (k) => !risk.constant[k] && !edge.includes(k) && Math.abs(at[k]) * risk.spread[k] > 4
  );
  return monotoneDirections(evaluate, at, logLik, vcov, risk.spread, suspects);
}

function profiled(
  model: PartialLikelihood,
  maximum: Maximum,
  vcov: Float64Array,
  k: number,
  held: readonly number[],
  atEdge: boolean,
  level: number,
  control: Control | undefined
): ProfileInterval {
  const {evaluate, risk} = model;
  const p = maximum.at.length;
  const {lower, upper} = risk.limits[k];
  const unsure = atEdge || maximum.unbounded.includes(k);
  const {interval} = profileInterval(evaluate, maximum, k, {
    ...control,
    held,
    level,
    se: unsure ? 1 / risk.spread[k] : Math.sqrt(vcov[k * p + k]),
    limits: [lower, upper],
    ...(risk.atEdge && {
      maximise: (start: Float64Array, held: readonly number[], tolerance: number) =>
        maximiseWithin(model, start, {...control, held, tolerance})
    })
  });
  return atEdge && Number.isFinite(lower)
    ? {...interval, lower, status: {...interval.status, lower: "boundary"}}
    : interval;
}
