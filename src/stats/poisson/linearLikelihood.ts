import type {Constraint, Region} from "../inference/region.js";
import {caseRows, type Fitted, type Likelihood, type ModelCells, mirror} from "./likelihood.js";
import {logSum} from "./logSum.js";
import {take} from "./orderCells.js";
import {positivity} from "./positivity.js";

/** Terms that a gradient adds before it adds their sum, so that its rounding grows with the root of their number. */
const piece = 1024;

/** Counts up to this have products of their own. */
const most = 128;

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
export function linearLikelihood(cells: ModelCells): Likelihood {
  const {cases, weight, ptr, total, profiled, excessSize: size} = cells;
  const basis: Float64Array[] = new Array(size);
  for (const term of cells.terms)
    term.beta.forEach((k, l) => {
      basis[k] = term.basis[l];
    });
  const strata = total.length;
  const whole = new Float64Array(strata);
  addUp(weight, null, ptr, whole);
  const parts = basis.map((b) => {
    const sums = new Float64Array(strata);
    addUp(weight, b, ptr, sums);
    return sums;
  });
  const withCases = caseRows(cases);
  const m = withCases.length;
  const c = take(cases, withCases);
  const own = basis.map((b) => take(b, withCases));
  const ratio = new Float64Array(m);
  const level = new Float64Array(strata);
  const share = new Float64Array(strata);
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

  /** Writes the ratio of each cell with cases and the level of each stratum; −Infinity outside the region. */
  function height(theta: Float64Array): number {
    if (!feasible(theta)) return -Infinity;
    ratio.fill(1);
    for (let k = 0; k < size; ++k) {
      const b = own[k];
      const beta = theta[k];
      for (let j = 0; j < m; ++j) ratio[j] += beta * b[j];
    }
    for (let j = 0; j < m; ++j) if (!(ratio[j] > 0)) return -Infinity;
    const gain = logSum(c, ratio, m, most);
    let lost = 0;
    let fall = 0;
    for (let s = 0; s < strata; ++s) {
      let sum = whole[s];
      for (let k = 0; k < size; ++k) sum += theta[k] * parts[k][s];
      level[s] = profiled ? (total[s] > 0 ? total[s] / sum : 0) : 1;
      share[s] = sum / whole[s];
      if (profiled) continue;
      const next = fall + (sum - whole[s]);
      lost +=
        Math.abs(fall) >= Math.abs(sum - whole[s])
          ? fall - next + (sum - whole[s])
          : sum - whole[s] - next + fall;
      fall = next;
    }
    return profiled ? gain - logSum(total, share, strata, most) : gain - (fall + lost);
  }

  function evaluate(theta: Float64Array) {
    const logLik = height(theta);
    if (!Number.isFinite(logLik)) return null;
    const gradient = new Float64Array(size);
    const information = new Float64Array(size * size);
    for (let j = 0; j < m; ++j) ratio[j] = 1 / ratio[j];
    for (let k = 0; k < size; ++k) {
      const b = own[k];
      let value = 0;
      let squares = 0;
      for (let from = 0; from < m; from += piece) {
        let some = 0;
        const to = Math.min(m, from + piece);
        for (let j = from; j < to; ++j) {
          const slope = b[j] * ratio[j];
          const counted = c[j] * slope;
          some += counted;
          squares += counted * slope;
        }
        value += some;
      }
      for (let from = 0; from < strata; from += piece) {
        let some = 0;
        const to = Math.min(strata, from + piece);
        for (let s = from; s < to; ++s) some += level[s] * parts[k][s];
        value -= some;
      }
      gradient[k] = value;
      information[k * size + k] = squares - between(k, k);
      for (let l = 0; l < k; ++l) {
        const other = own[l];
        let products = 0;
        for (let j = 0; j < m; ++j) products += c[j] * b[j] * other[j] * ratio[j] * ratio[j];
        information[k * size + l] = products - between(k, l);
      }
    }
    mirror(information, size);
    return {logLik, gradient, information};
  }

  /** Σₛ (Bₛ Wₖ)(Bₛ Wₗ) / Cₛ at the levels last computed: what profiling takes from the information. */
  function between(k: number, l: number): number {
    let value = 0;
    for (let s = 0; profiled && s < strata; ++s)
      if (total[s] > 0) value += (level[s] * level[s] * parts[k][s] * parts[l][s]) / total[s];
    return value;
  }

  function setLevels(theta: Float64Array): void {
    for (let s = 0; s < strata; ++s) {
      let sum = whole[s];
      for (let k = 0; k < size; ++k) sum += theta[k] * parts[k][s];
      level[s] = profiled ? (total[s] > 0 ? total[s] / sum : 0) : 1;
    }
  }

  function expected(theta: Float64Array): Float64Array {
    setLevels(theta);
    const information = new Float64Array(size * size);
    for (let s = 0; s < strata; ++s)
      for (let i = ptr[s]; i < ptr[s + 1]; ++i) {
        let value = 1;
        for (let k = 0; k < size; ++k) value += theta[k] * basis[k][i];
        if (!(value > 0)) continue;
        const share = (level[s] * weight[i]) / value;
        for (let k = 0; k < size; ++k) {
          const first = share * basis[k][i];
          if (first === 0) continue;
          for (let l = 0; l <= k; ++l) information[k * size + l] += first * basis[l][i];
        }
      }
    for (let k = 0; k < size; ++k) for (let l = 0; l <= k; ++l) information[k * size + l] -= between(k, l);
    mirror(information, size);
    return information;
  }

  function fitted(theta: Float64Array): Fitted {
    setLevels(theta);
    const background = new Float64Array(cases.length);
    const excess = new Float64Array(cases.length);
    for (let s = 0; s < strata; ++s)
      for (let i = ptr[s]; i < ptr[s + 1]; ++i) {
        let value = 0;
        for (let k = 0; k < size; ++k) value += theta[k] * basis[k][i];
        background[i] = level[s] * weight[i];
        excess[i] = background[i] * value;
      }
    return {background, excess, levels: level.slice()};
  }

  const region =
    size === 1 ? interval(least[0], largest[0]) : size > 1 ? positivity(cells, "relative") : undefined;
  return {size, evaluate, height, expected, fitted, region};
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

/** The least and the largest of a column, 0 included. */
export function extremesOf(column: Float64Array): readonly [number, number] {
  let low = 0;
  let high = 0;
  for (let i = 0; i < column.length; ++i) {
    if (column[i] < low) low = column[i];
    if (column[i] > high) high = column[i];
  }
  return [low, high];
}

/** Sums of a column, or of its products with another, over the cells of each stratum. */
function addUp(column: Float64Array, factor: Float64Array | null, ptr: Int32Array, sums: Float64Array): void {
  for (let s = 0; s < sums.length; ++s) {
    let sum = 0;
    if (factor) for (let i = ptr[s]; i < ptr[s + 1]; ++i) sum += column[i] * factor[i];
    else for (let i = ptr[s]; i < ptr[s + 1]; ++i) sum += column[i];
    sums[s] = sum;
  }
}
