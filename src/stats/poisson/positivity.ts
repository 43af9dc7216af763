import type {Constraint, Region} from "../inference/region.js";
import {exp} from "../numeric/elementary.js";
import {activeBlocks} from "./activeBlocks.js";
import {addColumn, excessBlock, writeExcess} from "./excessTerms.js";
import {type ModelCells, mirror} from "./likelihood.js";
import {positiveBlocks} from "./positiveBlocks.js";

/** Slack that counts as none: an estimate at the boundary lies this far inside it. */
const floor = 1e-12;

/**
 * The region where every fitted rate is positive, as a search sees it: 1 + E > 0 of a relative model, and
 * 1 + E / (rate · exp(α·x)) > 0 of an absolute one with a given background.
 */
export function positivity(
  cells: ModelCells,
  kind: "relative" | "absolute",
  blocks = activeBlocks(cells)
): Region {
  const {first, largest, active} = blocks;
  const {excessSize, loglinear, ptr, weight, pyr, tau} = cells;
  const size = excessSize + loglinear.length + Number(tau !== undefined);
  const block = excessBlock(largest, excessSize);
  const {excess, slopes, curves, origins} = block;
  const offset = new Float64Array(largest);
  const moves = active.map(({excess: own, loglinear: multiplying}) =>
    kind === "relative" ? own : [...own, ...multiplying.map((k) => excessSize + k)]
  );

  /** Writes E and its slopes in units of the background. */
  function write(at: Float64Array, b: number, from: number, to: number): void {
    const {terms, excess: own, loglinear: multiplying} = active[b];
    writeExcess(terms, at, from, to, block);
    if (kind === "relative") return;
    offset.fill(0, 0, to - from);
    for (const k of multiplying) addColumn(offset, loglinear[k], at[excessSize + k], from, to - from);
    for (let i = 0; i < to - from; ++i) {
      const unit = pyr[from + i] / (weight[from + i] * exp(offset[i]));
      excess[i] *= unit;
      for (const k of own) slopes[k][i] *= unit;
    }
  }

  /** ∂(1 + E / background) by parameter k, in row i of the block that begins at `from`. */
  function slopeOf(k: number, i: number, from: number): number {
    if (k < excessSize) return slopes[k][i];
    return kind === "relative" ? 0 : -excess[i] * loglinear[k - excessSize][from + i];
  }

  const bends = active.some(({pairs}) => pairs.length > 0) || (kind === "absolute" && loglinear.length > 0);
  const safe = kind === "relative" ? positiveBlocks(blocks, ptr) : () => false;
  const still = new Float64Array(size);

  /** The cell for which `score` is least and finite, of those that a step may take to the boundary. */
  function least(
    at: Float64Array,
    step: Float64Array,
    score: (slack: number, i: number, from: number, b: number) => number
  ) {
    let best = Infinity;
    let found: (Constraint & {b: number; row: number}) | null = null;
    for (let b = 0; b + 1 < first.length; ++b) {
      if (safe(b, at, step)) continue;
      const [from, to] = [ptr[first[b]], ptr[first[b + 1]]];
      write(at, b, from, to);
      let row = -1;
      for (let i = 0; i < to - from; ++i) {
        const value = score(1 + excess[i], i, from, b);
        if (value < best) {
          best = value;
          row = i;
        }
      }
      if (row < 0) continue;
      const normal = new Float64Array(size);
      for (const k of moves[b]) normal[k] = slopeOf(k, row, from);
      found = {slack: 1 + excess[row], normal, b, row};
    }
    return found;
  }

  /** ∂²(1 + E / background) in row `row` of a block. */
  function curvatureOf(at: Float64Array, b: number, row: number): Float64Array {
    const from = ptr[first[b]];
    write(at, b, from, ptr[first[b + 1]]);
    const {excess: own, loglinear: multiplying, pairs} = active[b];
    const matrix = new Float64Array(size * size);
    for (const [k, l] of pairs)
      matrix[Math.max(k, l) * size + Math.min(k, l)] = slopes[k][row] * curves[l][origins[l] + row];
    if (kind === "absolute")
      for (const l of multiplying) {
        const x = loglinear[l][from + row];
        for (const k of own) matrix[(excessSize + l) * size + k] = -slopes[k][row] * x;
        for (const m of multiplying)
          if (m <= l)
            matrix[(excessSize + l) * size + excessSize + m] = excess[row] * x * loglinear[m][from + row];
      }
    mirror(matrix, size);
    return matrix;
  }

  return {
    floor,
    worst: (at) => least(at, still, (slack) => slack) ?? {slack: Infinity, normal: new Float64Array(size)},
    first: (at, step) => {
      const hit = least(at, step, (slack, i, from, b) => {
        let change = 0;
        for (const k of moves[b]) change += slopeOf(k, i, from) * step[k];
        return slack + change < 0.5 * floor ? (slack - floor) / -change : Infinity;
      });
      return hit && bends ? {...hit, curvature: curvatureOf(at, hit.b, hit.row)} : hit;
    }
  };
}
