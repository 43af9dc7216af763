import {exp} from "../numeric/elementary.js";
import type {ExcessTerm} from "./excessTerms.js";
import type {Fitted, ModelCells} from "./likelihood.js";

/** The same model with its modifiers measured from other origins, and the way there and back. */
export interface Recentred {
  cells: ModelCells;
  there: (theta: Float64Array) => Float64Array;
  back: (theta: Float64Array) => Float64Array;
}

/**
 * Measures each modifier from its mean where the excess is, weighted by what these cells say of it:
 *
 *   β exp(γ z) = β′ exp(γ (z − z₀)),   β′ = β exp(γ z₀)
 *   β (1 + δ u) = β′ (1 + δ′ (u − u₀)),   β′ = β (1 + δ u₀),   δ′ = δ / (1 + δ u₀)
 *
 * so that slope and modifier are all but independent, even where β tends to 0 as γ or δ grow without end, and
 * δ may pass through infinity. Modifiers of a slope that is held stay as they are.
 */
export function recentre(
  cells: ModelCells,
  theta: Float64Array,
  {background, excess}: Fitted,
  held: readonly number[]
): Recentred {
  const origins = new Float64Array(theta.length);
  const fixed = new Set<number>();
  for (const {beta, gamma, delta} of cells.terms)
    if (beta.some((k) => held.includes(k))) for (const k of [...gamma, ...delta]) fixed.add(k);
  const own = cells.terms.map((term) => excessOf(term, theta, background.length));
  for (const [j, {basis, gamma, exponents, delta, product}] of cells.terms.entries()) {
    // Of each cell (∂μ / ∂ log β)² / μ; without an excess, that of its first column.
    let weight = background.map((b, i) => {
      const whole = own.reduce((sum, term) => sum + term[i], 0);
      const part = whole === 0 ? 0 : (excess[i] * own[j][i]) / whole;
      return b + excess[i] > 0 ? (part * part) / (b + excess[i]) : 0;
    });
    if (!weight.some((w) => w > 0)) weight = background.map((b, i) => b * basis[0][i] * basis[0][i]);
    for (const [l, k] of gamma.entries()) if (!fixed.has(k)) origins[k] = mean(exponents[l], weight);
    for (const [l, k] of delta.entries()) {
      const origin = mean(product[l], weight);
      if (!fixed.has(k) && 1 + theta[k] * origin > 1e-6) origins[k] = origin;
    }
  }
  const moved = (columns: readonly Float64Array[], positions: readonly number[]) =>
    columns.map((column, l) => {
      const origin = origins[positions[l]];
      return origin === 0 ? column : column.map((value) => value - origin);
    });
  const scaled = (values: Float64Array, modifiers: Float64Array, sign: 1 | -1) => {
    for (const {beta, gamma, delta} of cells.terms) {
      let power = 0;
      let factor = 1;
      for (const k of gamma) power += modifiers[k] * origins[k];
      for (const k of delta) factor *= 1 + modifiers[k] * origins[k];
      const scale = sign > 0 ? exp(power) * factor : exp(-power) / factor;
      if (scale !== 1) for (const k of beta) values[k] *= scale;
    }
    return values;
  };
  const deltas = [...new Set(cells.terms.flatMap(({delta}) => delta))];
  return {
    cells: {
      ...cells,
      terms: cells.terms.map(
        (term): ExcessTerm => ({
          ...term,
          exponents: moved(term.exponents, term.gamma),
          product: moved(term.product, term.delta)
        })
      )
    },
    there(values) {
      const result = scaled(values.slice(), values, 1);
      for (const k of deltas) result[k] = values[k] / (1 + values[k] * origins[k]);
      return result;
    },
    back(values) {
      const result = values.slice();
      for (const k of deltas) result[k] = values[k] / (1 - values[k] * origins[k]);
      return scaled(result, result, -1);
    }
  };
}

/** The excess of one term. */
function excessOf(
  {basis, beta, exponents, gamma, product, delta}: ExcessTerm,
  theta: Float64Array,
  rows: number
): Float64Array {
  return Float64Array.from({length: rows}, (_, i) => {
    let sum = 0;
    for (const [l, k] of beta.entries()) sum += theta[k] * basis[l][i];
    let power = 0;
    for (const [l, k] of gamma.entries()) power += theta[k] * exponents[l][i];
    for (const [l, k] of delta.entries()) sum *= 1 + theta[k] * product[l][i];
    return sum * exp(power);
  });
}

function mean(column: Float64Array, weight: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < column.length; ++i) {
    sum += weight[i] * column[i];
    total += weight[i];
  }
  const value = total > 0 ? sum / total : 0;
  return Number.isFinite(value) ? value : 0;
}
