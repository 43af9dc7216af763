import type {Constraint, Region} from "../inference/region.js";
import {sum} from "../numeric/sum.js";
import {collectGroups} from "./collectGroups.js";
import {extremesOf} from "./extremesOf.js";
import {countSpans, fillGroups} from "./fillGroups.js";
import {groupByCount} from "./groupByCount.js";
import {type Fitted, type Likelihood, type ModelCells, mirror} from "./likelihood.js";
import {linearKernel} from "./linearKernel.js";
import {positivity} from "./positivity.js";

/** Whether an excess is linear in all its parameters and nothing multiplies the background. */
export function isLinear({terms, loglinear}: ModelCells): boolean {
  return (
    loglinear.length === 0 &&
    terms.every(
      ({threshold, product, exponents}) => !threshold && product.length === 0 && exponents.length === 0
    )
  );
}

/**
 * The likelihood of `relativeLikelihood` for the commonest model, μ = Bₛ · w · (1 + Σ βₖ bₖ): the sum of a
 * stratum, Σ w (1 + Σ βₖ bₖ) = W + Σ βₖ Wₖ, needs W and Wₖ alone, so that once these are known an evaluation
 * walks the strata and the cells with cases, and no others.
 */
export function linearLikelihood(cells: ModelCells, plain = false): Likelihood {
  const {cases, weight, ptr, total, profiled, excessSize: size} = cells;
  const basis: Float64Array[] = new Array(size);
  for (const term of cells.terms)
    term.beta.forEach((k, l) => {
      basis[k] = term.basis[l];
    });
  const strata = total.length;
  const ofCases = groupByCount(cases);
  const ofTotals = groupByCount(profiled ? total : new Float64Array(0));
  const caseSpans = countSpans(ofCases);
  const stratumSpans = countSpans(ofTotals);
  const kernel = linearKernel(
    {
      cells: cases.length,
      strata,
      slopes: size,
      caseGroups: caseSpans.length,
      caseRows: ofCases.rows.length + caseSpans.length,
      stratumGroups: stratumSpans.length,
      stratumRows: ofTotals.rows.length + stratumSpans.length
    },
    plain
  );
  const {table} = kernel;
  table.weight.set(weight);
  basis.forEach((b, k) => {
    table.basis[k].set(b);
  });
  for (let s = 0; s < strata; ++s) table.lengths[s] = ptr[s + 1] - ptr[s];
  kernel.addUp(table);
  const {whole, parts, level} = table;
  fillGroups(kernel.cases, caseSpans, ofCases.rows, basis);
  const means = parts.map((part) => part.map((value, s) => value / whole[s]));
  fillGroups(kernel.strata, stratumSpans, ofTotals.rows, means);
  const all = parts.map((part) => sum(part));
  const extremes = basis.map(extremesOf);
  const least = extremes.map(([low]) => low);
  const largest = extremes.map(([, high]) => high);

  /** Whether 1 + Σ βₖ bₖ ≥ 0 in every cell: by the extremes of each bₖ, or cell by cell where these do not tell. */
  function feasible(theta: Float64Array): boolean {
    let bound = 1;
    for (let k = 0; k < size; ++k) bound += Math.min(theta[k] * least[k], theta[k] * largest[k]);
    if (bound > 0 || size === 1) return bound >= 0;
    for (let i = 0; i < cases.length; ++i) {
      let value = 1;
      for (let k = 0; k < size; ++k) value += theta[k] * basis[k][i];
      if (!(value >= 0)) return false;
    }
    return true;
  }

  function evaluate(theta: Float64Array) {
    if (!feasible(theta)) return null;
    table.theta.set(theta);
    if (!(kernel.ratios(kernel.cases, table.theta) > 0)) return null;
    const gain = collectGroups(kernel.cases, size);
    if (profiled) {
      kernel.ratios(kernel.strata, table.theta);
      const taken = collectGroups(kernel.strata, size);
      for (let k = 0; k < size; ++k) gain.gradient[k] -= taken.gradient[k];
      for (let k = 0; k < size * size; ++k) gain.information[k] -= taken.information[k];
      gain.logLik -= taken.logLik;
    } else
      for (let k = 0; k < size; ++k) {
        gain.gradient[k] -= all[k];
        gain.logLik -= theta[k] * all[k];
      }
    return Number.isFinite(gain.logLik) ? gain : null;
  }

  function setLevels(theta: Float64Array): void {
    table.theta.set(theta);
    for (let s = 0; s < strata; ++s) {
      let sum = whole[s];
      for (let k = 0; k < size; ++k) sum += theta[k] * parts[k][s];
      level[s] = profiled ? (total[s] > 0 ? total[s] / sum : 0) : 1;
    }
  }

  function expected(theta: Float64Array): Float64Array {
    setLevels(theta);
    kernel.expected(table);
    const information = table.matrix.slice();
    mirror(information, size);
    if (!profiled) return information;
    // Σₛ (Bₛ Wₖ)(Bₛ Wₗ) / Cₛ: what profiling takes.
    kernel.ratios(kernel.strata, table.theta);
    const taken = collectGroups(kernel.strata, size).information;
    for (let k = 0; k < size * size; ++k) information[k] -= taken[k];
    return information;
  }

  function fitted(theta: Float64Array): Fitted {
    setLevels(theta);
    const background = new Float64Array(cases.length);
    const excess = new Float64Array(cases.length);
    for (let s = 0; s < strata; ++s) {
      for (let k = 0; k < size; ++k) addScaled(excess, basis[k], theta[k], ptr[s], ptr[s + 1]);
      setFitted(background, excess, weight, level[s], ptr[s], ptr[s + 1]);
    }
    return {background, excess, levels: level.slice()};
  }

  const region =
    size === 1 ? interval(least[0], largest[0]) : size > 1 ? positivity(cells, "relative") : undefined;
  const height = (theta: Float64Array) => evaluate(theta)?.logLik ?? -Infinity;
  return {size, evaluate, height, expected, fitted, region};
}

/** Adds a multiple of a column from one row on to before another: short, so that it is soon compiled. */
function addScaled(sums: Float64Array, column: Float64Array, factor: number, from: number, to: number): void {
  for (let i = from; i < to; ++i) sums[i] += factor * column[i];
}

/** Background of a stratum, and its excess from what it is of the background. */
function setFitted(
  background: Float64Array,
  excess: Float64Array,
  weight: Float64Array,
  level: number,
  from: number,
  to: number
): void {
  for (let i = from; i < to; ++i) {
    const own = level * weight[i];
    background[i] = own;
    excess[i] *= own;
  }
}

/** The region of one slope: 1 + β b > 0 at the least and the largest b. */
function interval(least: number, most: number): Region {
  const floor = 1e-12;
  const at = (beta: number, b: number): Constraint => ({slack: 1 + beta * b, normal: Float64Array.of(b)});
  return {
    floor,
    worst: ([beta]) => (beta < 0 ? at(beta, most) : at(beta, least)),
    first: ([beta], [step]) => {
      const hit = at(beta, step < 0 ? most : least);
      return hit.slack + step * hit.normal[0] < 0.5 * floor ? hit : null;
    }
  };
}
