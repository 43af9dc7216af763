import {exp} from "../numeric/elementary.js";

/**
 * One term of the excess, Σ βₖ bₖ · Π(1 + δ u) · exp(Σ γ z), as columns over cells beside the positions of
 * their parameters. With a threshold the one basis column is max(0, dose − τ), written anew for each τ.
 */
export interface ExcessTerm {
  basis: readonly Float64Array[];
  beta: readonly number[];
  threshold?: {dose: Float64Array; tau: number};
  /** Columns u of (1 + δ u). */
  product: readonly Float64Array[];
  delta: readonly number[];
  /** Columns z of exp(γ z). */
  exponents: readonly Float64Array[];
  gamma: readonly number[];
}

/** Room for one block of cells: the excess, its slopes, and its second derivatives slope · curve. */
export interface ExcessBlock {
  excess: Float64Array;
  /** ∂E/∂θₖ for each excess parameter k. */
  slopes: readonly Float64Array[];
  /** For a parameter l that bends: ∂²E/∂θₖ∂θₗ = slopes[k] · curves[l] for the k that `bentPairs` lists. */
  curves: Float64Array[];
  /** Position in `curves[l]` of the block's first cell. */
  origins: Int32Array;
  /** One term's factor Π(1 + δ u) exp(Σ γ z), and the term itself. */
  factor: Float64Array;
  own: Float64Array;
}

/** Room for blocks of up to `rows` cells. */
export function excessBlock(rows: number, parameters: number): ExcessBlock {
  const columns = () => Array.from({length: parameters}, () => new Float64Array(rows));
  return {
    excess: new Float64Array(rows),
    slopes: columns(),
    curves: columns(),
    origins: new Int32Array(parameters),
    factor: new Float64Array(rows),
    own: new Float64Array(rows)
  };
}

/** The pairs (k, l) with a second derivative, l the one that bends; each unordered pair once. */
export function bentPairs(terms: readonly ExcessTerm[]): (readonly [number, number])[] {
  const pairs = new Map<string, readonly [number, number]>();
  const add = (k: number, l: number) => pairs.set(`${Math.min(k, l)} ${Math.max(k, l)}`, [k, l]);
  for (const {beta, threshold, delta, gamma} of terms) {
    const tau = threshold ? [threshold.tau] : [];
    for (const l of gamma) for (const k of [...beta, ...tau, ...delta]) add(k, l);
    gamma.forEach((l, i) => {
      for (const k of gamma.slice(0, i + 1)) add(k, l);
    });
    for (const l of [...delta, ...tau]) for (const k of beta) add(k, l);
    delta.forEach((l, i) => {
      for (const k of delta.slice(0, i)) add(k, l);
      for (const k of tau) add(k, l);
    });
  }
  return [...pairs.values()];
}

/** Writes the sum of all terms, its slopes and curves, for cells `from` to `to` into the block. */
export function writeExcess(
  terms: readonly ExcessTerm[],
  theta: Float64Array,
  from: number,
  to: number,
  {excess, slopes, curves, origins, factor, own}: ExcessBlock
): void {
  const rows = to - from;
  excess.fill(0, 0, rows);
  // Modifiers are shared by the terms of several doses.
  const shared = terms.length > 1;
  if (shared)
    for (const {gamma, delta} of terms) for (const l of [...gamma, ...delta]) slopes[l].fill(0, 0, rows);
  for (const {basis, beta, threshold, product, delta, exponents, gamma} of terms) {
    const plain = product.length + exponents.length === 0;
    if (!plain) {
      factor.fill(0, 0, rows);
      for (let l = 0; l < exponents.length; ++l) addColumn(factor, exponents[l], theta[gamma[l]], from, rows);
      for (let i = 0; i < rows; ++i) factor[i] = exp(factor[i]);
      for (let l = 0; l < product.length; ++l) {
        const u = product[l];
        const value = theta[delta[l]];
        for (let i = 0; i < rows; ++i) factor[i] *= 1 + value * u[from + i];
      }
    }
    if (threshold) writeThreshold(basis[0], threshold.dose, theta[threshold.tau], from, to);
    if (!plain) own.fill(0, 0, rows);
    for (let k = 0; k < basis.length; ++k) {
      const b = basis[k];
      const slope = slopes[beta[k]];
      addColumn(plain ? excess : own, b, theta[beta[k]], from, rows);
      if (plain) for (let i = 0; i < rows; ++i) slope[i] = b[from + i];
      else for (let i = 0; i < rows; ++i) slope[i] = b[from + i] * factor[i];
    }
    if (threshold) {
      const {dose, tau} = threshold;
      const slope = slopes[tau];
      const curve = curves[tau];
      const value = theta[tau];
      const scale = -theta[beta[0]];
      for (let i = 0; i < rows; ++i) {
        const above = dose[from + i] - value;
        slope[i] = above > 0 ? scale * (plain ? 1 : factor[i]) : 0;
        curve[i] = above > 0 ? -1 / above : 0;
      }
    }
    if (plain) continue;
    for (let i = 0; i < rows; ++i) {
      own[i] *= factor[i];
      excess[i] += own[i];
    }
    for (let l = 0; l < product.length; ++l) {
      const u = product[l];
      const curve = curves[delta[l]];
      const slope = slopes[delta[l]];
      const value = theta[delta[l]];
      for (let i = 0; i < rows; ++i) {
        curve[i] = u[from + i] / (1 + value * u[from + i]);
        slope[i] = (shared ? slope[i] : 0) + own[i] * curve[i];
      }
    }
    for (let l = 0; l < exponents.length; ++l) {
      const z = exponents[l];
      const slope = slopes[gamma[l]];
      curves[gamma[l]] = z;
      origins[gamma[l]] = from;
      if (shared) for (let i = 0; i < rows; ++i) slope[i] += own[i] * z[from + i];
      else for (let i = 0; i < rows; ++i) slope[i] = own[i] * z[from + i];
    }
  }
}

/** Adds scale · column to the block. */
export function addColumn(
  block: Float64Array,
  column: Float64Array,
  scale: number,
  from: number,
  rows: number
): void {
  if (scale === 0) return;
  for (let i = 0; i < rows; ++i) block[i] += scale * column[from + i];
}

function writeThreshold(column: Float64Array, dose: Float64Array, tau: number, from: number, to: number) {
  for (let i = from; i < to; ++i) column[i] = Math.max(0, dose[i] - tau);
}
