import {exp} from "../numeric/elementary.js";
import type {Active} from "./activeBlocks.js";
import {addColumn, type ExcessBlock, writeExcess} from "./excessTerms.js";
import type {ModelCells} from "./likelihood.js";

/**
 * Writes of cells `from` to `to` what an absolute model μ = B b + e is made of: the excess cases e = pyr · E and their
 * slopes into the block, and b = w exp(α·x).
 */
export function writeAdditive(
  {weight, pyr, loglinear, excessSize}: ModelCells,
  {terms, excess: own, loglinear: multiplying}: Active,
  theta: Float64Array,
  from: number,
  to: number,
  block: ExcessBlock,
  b: Float64Array
): void {
  const rows = to - from;
  const {excess, slopes} = block;
  writeExcess(terms, theta, from, to, block);
  b.fill(0, 0, rows);
  for (const l of multiplying) addColumn(b, loglinear[l], theta[excessSize + l], from, rows);
  for (let i = 0; i < rows; ++i) {
    b[i] = multiplying.length === 0 ? weight[from + i] : weight[from + i] * exp(b[i]);
    excess[i] *= pyr[from + i];
  }
  for (const l of own) {
    const slope = slopes[l];
    for (let i = 0; i < rows; ++i) slope[i] *= pyr[from + i];
  }
}
