import {type Control, finite, type Maximum, newton, type Search} from "../inference/newton.js";
import {sum} from "../numeric/sum.js";
import {ConvergenceError} from "../result/errors.js";
import {additiveLikelihood} from "./additiveLikelihood.js";
import {aliasedParameters} from "./aliasedParameters.js";
import {independentParts} from "./independentParts.js";
import {type Likelihood, type ModelCells, remembering} from "./likelihood.js";
import {isLinear, linearLikelihood} from "./linearLikelihood.js";
import {type ApartModel, maximiseApart} from "./maximiseApart.js";
import {maximiser} from "./maximiser.js";
import type {PreparedCells} from "./prepareCells.js";
import {ratioLikelihood} from "./ratioLikelihood.js";
import {referenceOf} from "./referenceOf.js";
import {relativeLikelihood} from "./relativeLikelihood.js";
import {spansOf} from "./spansOf.js";
import {type Maximise, type ThresholdParameter, thresholdOf} from "./thresholdSearch.js";
import {withoutLoneCells} from "./withoutLoneCells.js";

/** A likelihood over prepared cells, and what the search for its maximum needs. */
export interface Model {
  cells: PreparedCells;
  likelihood: Likelihood;
  /** Log-likelihood of the backgrounds alone, with all constants; those of fits are relative to it. */
  reference: number;
  referenceDeviance: number;
  /** Parameters that the cells do not determine; they are held at 0. */
  aliased: readonly number[];
  search: Search;
  thresholds: readonly ThresholdParameter[];
  maximise: Maximise;
  /** The models that it comes apart into, whose maxima and profiles are its own. */
  apart: readonly ApartModel[];
  warnings: string[];
}

/**
 * Makes the model and finds the parameters that its cells do not determine.
 * @throws RangeError when these are all its slopes.
 */
export function modelOf(cells: PreparedCells, control: Control = {}): Model {
  const model = withLikelihood(cells, control);
  const {slopes} = cells.parts;
  if (slopes.length > 0 && slopes.every((k) => model.aliased.includes(k)))
    throw new RangeError(
      `${cells.names[slopes[0]]} must vary within a stratum that has cases; got one value in each`
    );
  return model;
}

/** @param known parameters not determined, where a larger model has found them. */
function withLikelihood(cells: PreparedCells, control: Control, known?: readonly number[]): Model {
  const {kind, names} = cells;
  const make = (cells: ModelCells): Likelihood => {
    if (kind === "absolute") {
      // Levels begin from those before: the same point asked for twice must give the same answer.
      const likelihood = additiveLikelihood(cells);
      return {...likelihood, evaluate: remembering(likelihood.evaluate)};
    }
    if (cells.joint || cells.tau !== undefined) return ratioLikelihood(cells);
    const quiet = withoutLoneCells(cells);
    const likelihood = isLinear(cells) ? linearLikelihood(quiet) : relativeLikelihood(quiet);
    return quiet === cells ? likelihood : {...likelihood, fitted: relativeLikelihood(cells).fitted};
  };
  const plain = make(cells);
  const likelihood = {
    ...plain,
    evaluate: remembering(plain.evaluate),
    expected: remembering(plain.expected),
    fitted: remembering(plain.fitted)
  };
  const search: Search = {
    ...control,
    expected: likelihood.expected,
    region: likelihood.region,
    settle: likelihood.settle,
    rounding: 2e-15 * sum(cells.total)
  };
  const aliased = known ?? aliasedParameters(cells, likelihood);
  const thresholds = cells.terms.flatMap(({threshold}): ThresholdParameter[] =>
    threshold ? [thresholdOf(threshold.tau, threshold.dose)] : []
  );
  const apart = known
    ? []
    : independentParts(cells).map(({cells: own, parameters}): ApartModel => {
        const left = parameters.flatMap((k, j) => (aliased.includes(k) ? [j] : []));
        return {parameters, model: withLikelihood(own, control, left)};
      });
  return {
    cells,
    likelihood,
    ...referenceOf(cells),
    aliased,
    search,
    thresholds,
    maximise:
      apart.length > 0
        ? maximiseApart(apart, likelihood.size)
        : maximiser(cells, make, thresholds, search, likelihood),
    apart,
    warnings: aliased.map(
      (k) => `${names[k]} is not determined by the cells beside the terms before it; left out`
    )
  };
}

/** The maximum of a model and of those within it. */
export interface FoundMaxima {
  maximum: Maximum;
  /** Without the excess. */
  nullFit: Maximum;
  /** Without modifiers, where it has some. */
  withoutModifiers?: Maximum;
  /** With the parts of a mixture added, and multiplied. */
  additive?: Maximum;
  multiplicative?: Maximum;
}

/** Maximises a model, and the models within it that its tests need. */
export function maximiseModel(model: Model): FoundMaxima {
  const {cells, aliased, likelihood} = model;
  const {parts, excessSize} = cells;
  const excess = Array.from({length: excessSize}, (_, k) => k);
  const settled = (found: Maximum): Maximum => {
    if (!found.converged)
      throw new ConvergenceError(
        `the fit must settle; got no maximum after ${found.iterations} steps`,
        found.iterations,
        -2 * (model.reference + found.logLik),
        found.step
      );
    return found;
  };
  const reach = (start: Float64Array, held: readonly number[]) =>
    settled(model.maximise(start, [...new Set([...aliased, ...held])]));
  const nullFit = reach(likelihood.start ?? new Float64Array(likelihood.size), excess);
  if (excessSize === 0) {
    // Backgrounds alone are the reference itself, but for negative binomial counts.
    const loglinear = cells.loglinear.map((_, k) => k).filter((k) => k !== cells.intercept);
    const alone = cells.tau === undefined ? nullFit : reach(likelihood.start!, loglinear);
    return {maximum: nullFit, nullFit: alone};
  }
  let found = reach(nullFit.at, [...parts.bends, ...parts.modifiers]);
  let iterations = nullFit.iterations + found.iterations;
  if (parts.bends.length > 0) {
    found = reach(bentStart(model, found, [...aliased, ...parts.bends, ...parts.modifiers]), parts.modifiers);
    iterations += found.iterations;
  }
  const withoutModifiers = parts.modifiers.length === 0 ? undefined : found;
  if (withoutModifiers?.corners) {
    found = aside(model, found) ?? found;
    iterations += found.iterations;
  } else if (withoutModifiers) {
    found = reach(found.at, []);
    iterations += found.iterations;
  }
  const mixture = cells.joint?.mixture ?? -1;
  const mixed = (theta: number) =>
    reach(
      found.at.map((value, k) => (k === mixture ? theta : value)),
      [mixture]
    );
  return {
    maximum: {...found, iterations},
    nullFit,
    ...(withoutModifiers && {withoutModifiers}),
    ...(mixture >= 0 && {additive: mixed(0), multiplicative: mixed(1)})
  };
}

/**
 * A maximum with modifiers that lies above one whose excess is 0, where they mean nothing: of those that Newton's
 * method reaches from a little above 0 and a little below; null where it reaches none.
 */
function aside(
  {cells, likelihood, aliased, search}: Model,
  {at, logLik, corners = []}: Maximum
): Maximum | null {
  let best: Maximum | null = null;
  for (const sign of [1, -1]) {
    const start = at.slice();
    for (const k of corners) start[k] = (sign * 0.01) / spansOf(cells)[k].size;
    if (!finite(likelihood.evaluate(start))) continue;
    const found = newton(likelihood.evaluate, start, {...search, held: aliased, maxIterations: 40});
    if (found.converged && found.logLik > (best?.logLik ?? logLik + 1e-7)) best = found;
  }
  return best;
}

/** The best of some bends, each tried with the other parameters at their best: δ from −8 to 4 over the largest dose. */
function bentStart(
  {cells, likelihood, maximise, thresholds}: Model,
  straight: Maximum,
  held: readonly number[]
) {
  let best = straight;
  const mixture = cells.joint?.mixture ?? -1;
  for (const theta of mixture < 0 ? [] : [0.5, 1]) {
    const start = straight.at.slice();
    start[mixture] = theta;
    const found = maximise(start, held);
    if (found.converged && found.logLik > best.logLik) best = found;
  }
  for (const {beta, exponents, gamma} of cells.terms)
    gamma.forEach((k, l) => {
      if (cells.parts.modifiers.includes(k) || thresholds.some(({index}) => index === k)) return;
      const scale = exponents[l].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      for (const bend of [-8, -4, -2, -1, -0.5, 0.5, 1, 2, 4]) {
        const start = best.at.slice();
        start[k] = bend / scale;
        // An excess below 0 that one bend allows may take away more than a rate with the next.
        if (!finite(likelihood.evaluate(start))) for (const b of beta) start[b] = straight.at[b];
        const found = maximise(start, held);
        if (found.converged && found.logLik > best.logLik) best = found;
      }
    });
  return best.at;
}
