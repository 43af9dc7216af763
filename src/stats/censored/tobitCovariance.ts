import type {Standardised} from "./standardise.js";
import {type TobitRows, tobitScores} from "./tobitLikelihood.js";

/** The covariance of β and log σ in their own units from that of Olsen's parameters. */
export function ownCovariance(
  covariance: Float64Array,
  at: Float64Array,
  standard: Standardised
): number[][] {
  const size = at.length;
  const p = size - 1;
  const h = at[p];
  // Rows of ∂(β, log σ)/∂(δ, h), then of the change of units.
  const jacobian = Array.from({length: size}, (_, k) =>
    Array.from({length: size}, (_, m) => (m === p ? -(k < p ? at[k] / h : 1) / h : k === m ? 1 / h : 0))
  );
  const lines = [
    ...standard.matrix.map((line) => line.concat(0)),
    Array.from({length: size}, (_, k) => (k === p ? 1 : 0))
  ];
  const map = lines.map((line) =>
    Array.from({length: size}, (_, m) => line.reduce((sum, value, k) => sum + value * jacobian[k][m], 0))
  );
  return map.map((a) =>
    map.map((b) =>
      a.reduce((sum, x, i) => sum + b.reduce((inner, z, j) => inner + x * z * covariance[i * size + j], 0), 0)
    )
  );
}

/** The sandwich variance of Olsen's parameters, scores summed within clusters. */
export function clusterCovariance(
  rows: TobitRows,
  at: Float64Array,
  bread: Float64Array,
  cluster: ArrayLike<number>
): Float64Array {
  const size = at.length;
  const scores = tobitScores(rows, at);
  const sums = new Map<number, Float64Array>();
  for (let i = 0; i < rows.y.length; ++i) {
    const own = sums.get(cluster[i]) ?? new Float64Array(size);
    for (let k = 0; k < size; ++k) own[k] += scores[i * size + k];
    sums.set(cluster[i], own);
  }
  const result = new Float64Array(size * size);
  for (const own of sums.values()) {
    const influence = Float64Array.from({length: size}, (_, k) =>
      own.reduce((sum, value, m) => sum + bread[k * size + m] * value, 0)
    );
    for (let k = 0; k < size; ++k)
      for (let m = 0; m < size; ++m) result[k * size + m] += influence[k] * influence[m];
  }
  return result;
}
