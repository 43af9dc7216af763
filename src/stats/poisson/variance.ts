import {block} from "../inference/curvature.js";
import type {Maximum} from "../inference/newton.js";
import {cholesky, inverse} from "../numeric/cholesky.js";
import type {Fitted} from "./likelihood.js";
import type {Model} from "./maximiseModel.js";

/** The variance of the parameters at a maximum, and what was found of the maximum on the way. */
export interface Variance {
  /** Row-major; NaN for parameters left out or infinite, Infinity for those not determined. */
  vcov: Float64Array;
  /** Parameters that others make up, and modifiers of an excess of 0. */
  dependent: readonly number[];
  /** Whether a fitted rate becomes 0. */
  boundary: boolean;
  fitted: Fitted;
}

/**
 * The inverse of the expected information over the parameters that are free and finite, or of the observed at a
 * boundary or where it is asked for.
 */
export function variance(
  {likelihood, aliased, cells}: Model,
  {at, information: observed, unbounded, boundary: stopped, corners = []}: Maximum,
  kind: "expected" | "observed" = "expected"
): Variance {
  const fitted = likelihood.fitted(at);
  const boundary = stopped || vanishes(fitted);
  const size = likelihood.size;
  // A slope whose modifier runs to infinity tends to 0 beside it, and has no error of its own.
  const beside = cells.terms.flatMap(({beta, gamma, delta}) =>
    [...gamma, ...delta].some((k) => unbounded.includes(k)) ? beta : []
  );
  // At a corner there is no curvature, and nothing for modifiers to modify.
  const idle = cells.terms.flatMap(({beta, gamma, delta}) =>
    beta.some((k) => corners.includes(k)) ? [...gamma, ...delta].filter((k) => !aliased.includes(k)) : []
  );
  const out = new Set([...aliased, ...unbounded, ...beside, ...corners, ...idle]);
  const free = Array.from(at.keys()).filter((k) => !out.has(k));
  const factor = (matrix: Float64Array) => cholesky(block(matrix, size, free), free.length);
  const information = likelihood.expected(at);
  // Beside a fitted rate of all but 0 the expected information overflows.
  const usable = information.every(Number.isFinite);
  const own = boundary || !usable || kind === "observed";
  let factored = factor(own ? observed : information);
  if (boundary && usable && factored.dependent.length > 0) factored = factor(information);
  const part = inverse(factored);
  const vcov = new Float64Array(size * size).fill(NaN);
  for (const [i, k] of free.entries())
    for (const [j, l] of free.entries()) vcov[k * size + l] = part[i * free.length + j];
  const dependent = factored.dependent.map((i) => free[i]);
  for (const k of dependent) vcov[k * size + k] = Infinity;
  return {vcov, dependent: boundary ? idle : [...dependent, ...idle], boundary, fitted};
}

/** Whether an excess takes all the background of some cell away. */
function vanishes({background, excess}: {background: Float64Array; excess: Float64Array}): boolean {
  for (let i = 0; i < excess.length; ++i)
    if (excess[i] < 0 && background[i] + excess[i] <= 1e-9 * background[i]) return true;
  return false;
}
