import type {Constraint, Region} from "../inference/region.js";
import {exp} from "../numeric/elementary.js";
import {addColumn, excessBlock, writeExcess} from "./excessTerms.js";
import type {ModelCells} from "./likelihood.js";

/** Slack that counts as none: an estimate at the boundary lies this far inside it. */
const floor = 1e-12;

/**
 * The region where every fitted rate is positive, as a search sees it: 1 + E > 0 of a relative model, and
 * 1 + E / (rate · exp(α·x)) > 0 of an absolute one with a given background.
 */
export function positivity(
  {terms, excessSize, loglinear, cases, weight, pyr, tau}: ModelCells,
  kind: "relative" | "absolute"
): Region {
  const size = excessSize + loglinear.length + Number(tau !== undefined);
  const n = cases.length;
  const rows = Math.min(n, 2048);
  const block = excessBlock(rows, excessSize);
  const {excess, slopes} = block;
  const offset = new Float64Array(rows);

  /** Writes E and its slopes in units of the background. */
  function write(at: Float64Array, from: number, to: number): void {
    writeExcess(terms, at, from, to, block);
    if (kind === "relative") return;
    offset.fill(0, 0, to - from);
    loglinear.forEach((x, k) => {
      addColumn(offset, x, at[excessSize + k], from, to - from);
    });
    for (let i = 0; i < to - from; ++i) {
      const unit = pyr[from + i] / (weight[from + i] * exp(offset[i]));
      excess[i] *= unit;
      for (let k = 0; k < excessSize; ++k) slopes[k][i] *= unit;
    }
  }

  /** ∂(1 + E / background) by parameter k, in row i of the block that begins at `from`. */
  function slopeOf(k: number, i: number, from: number): number {
    if (k < excessSize) return slopes[k][i];
    return kind === "relative" ? 0 : -excess[i] * loglinear[k - excessSize][from + i];
  }

  /** The cell for which `score` is least and finite. */
  function least(at: Float64Array, score: (slack: number, i: number, from: number) => number) {
    let best = Infinity;
    let found: Constraint | null = null;
    for (let from = 0; from < n; from += rows) {
      const to = Math.min(n, from + rows);
      write(at, from, to);
      let row = -1;
      for (let i = 0; i < to - from; ++i) {
        const value = score(1 + excess[i], i, from);
        if (value < best) {
          best = value;
          row = i;
        }
      }
      if (row < 0) continue;
      const normal = new Float64Array(size);
      for (let k = 0; k < size; ++k) normal[k] = slopeOf(k, row, from);
      found = {slack: 1 + excess[row], normal};
    }
    return found;
  }

  const moving = kind === "relative" ? excessSize : size;
  return {
    floor,
    worst: (at) => least(at, (slack) => slack) ?? {slack: Infinity, normal: new Float64Array(size)},
    first: (at, step) =>
      least(at, (slack, i, from) => {
        let change = 0;
        for (let k = 0; k < moving; ++k) change += slopeOf(k, i, from) * step[k];
        return slack + change < 0.5 * floor ? (slack - floor) / -change : Infinity;
      })
  };
}
