import {exp} from "../numeric/elementary.js";
import type {ActiveBlocks} from "./activeBlocks.js";
import {extremesOf} from "./extremesOf.js";

/**
 * Tells of a block of cells, by the least and the greatest value of each of its columns alone, that no step to first
 * order from a point takes a relative rate there to 0:
 *
 *   1 + E + ∂E·step = 1 + Σ exp(γ·z) Σ b (β (1 + step_γ·z) + step_β) > 0.
 *
 * What it does not tell of is looked at cell by cell. Terms with thresholds or linear modifiers are not told of.
 */
export function positiveBlocks(
  {first, active}: ActiveBlocks,
  ptr: Int32Array
): (b: number, at: Float64Array, step: Float64Array) => boolean {
  const ends = active.map(({terms}, b) => {
    const of = (column: Float64Array) => extremesOf(column.subarray(ptr[first[b]], ptr[first[b + 1]]));
    return terms.map(({basis, exponents}) => ({basis: basis.map(of), exponents: exponents.map(of)}));
  });
  return (b, at, step) => {
    let bound = 1;
    for (const [j, {beta, gamma, delta, threshold}] of active[b].terms.entries()) {
      if (delta.length > 0 || threshold) return false;
      const {basis, exponents} = ends[b][j];
      let power = 0;
      let [low, high] = [1, 1];
      for (const [l, k] of gamma.entries()) {
        const [least, most] = exponents[l];
        power += Math.max(at[k] * least, at[k] * most);
        low += Math.min(step[k] * least, step[k] * most);
        high += Math.max(step[k] * least, step[k] * most);
      }
      let change = 0;
      for (const [l, k] of beta.entries()) {
        const slope = Math.min(at[k] * low, at[k] * high) + step[k];
        const other = Math.max(at[k] * low, at[k] * high) + step[k];
        const [least, most] = basis[l];
        change += Math.min(slope * least, slope * most, other * least, other * most);
      }
      if (change < 0) bound += exp(power) * change;
      if (!(bound > 1e-3)) return false;
    }
    return true;
  };
}
