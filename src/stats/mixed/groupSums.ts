import {log} from "../numeric/elementary.js";
import type {MixedDesign} from "./mixedDesign.js";

/** Sums over groups of what a mixed model's likelihood and its derivative need; columns are Q's, then the residual. */
export interface GroupSums {
  /** Number of columns: fixed effects that are estimated, and the residual. */
  width: number;
  /** Σ log|ΛᵀZᵀZΛ + I|. */
  logVariance: number;
  /** Σ MᵀPM for M = Zᵀ(Q, r), width × width, symmetric. */
  cross: Float64Array;
  /** Σ of the symmetric part of Fₐᵀ F_b, F = (I − ZᵀZP)M, for each pair a ≥ b of random effects in turn. */
  outer: Float64Array;
  /** Σ ZᵀV⁻¹Z, q × q. */
  variancePart: Float64Array;
}

/**
 * Visits each group once. Determinants are multiplied and their logarithm taken a few hundred at a time.
 * @param distance where the last fixed effect is held: its column leaves, and the residual loses so much of it.
 */
export function groupSums(design: MixedDesign, lambda: Float64Array, distance?: number): GroupSums {
  const {q, p, labels, zz, zm} = design;
  const stride = p + 1;
  const width = distance === undefined ? stride : p;
  const last = width - 1;
  const pairs = (q * (q + 1)) / 2;
  const cross = new Float64Array(width * width);
  const outer = new Float64Array(pairs * width * width);
  const variancePart = new Float64Array(q * q);
  const small = new Small(q, lambda);
  const m = new Float64Array(q * width);
  const pm = new Float64Array(q * width);
  const f = new Float64Array(q * width);
  let logVariance = 0;
  let product = 1;
  for (let j = 0; j < labels.length; ++j) {
    product *= small.take(zz, j * q * q);
    if (product > 1e200) {
      logVariance += log(product);
      product = 1;
    }
    const {p: weight, keep, inverse} = small;
    for (let k = 0; k < q * q; ++k) variancePart[k] += inverse[k];
    for (let a = 0; a < q; ++a) {
      const from = (j * q + a) * stride;
      for (let k = 0; k < last; ++k) m[a * width + k] = zm[from + k];
      m[a * width + last] = zm[from + p] - (distance === undefined ? 0 : distance * zm[from + last]);
    }
    if (q === 1) {
      const w = weight[0];
      const squared = keep[0] * keep[0];
      for (let k = 0; k < width; ++k) {
        const own = m[k];
        const byCross = w * own;
        const byOuter = squared * own;
        for (let i = 0; i <= k; ++i) {
          cross[k * width + i] += byCross * m[i];
          outer[k * width + i] += byOuter * m[i];
        }
      }
      continue;
    }
    multiply(weight, m, pm, q, width);
    multiply(keep, m, f, q, width);
    for (let k = 0; k < width; ++k)
      for (let i = 0; i <= k; ++i) {
        let entry = 0;
        let pair = k * width + i;
        for (let a = 0; a < q; ++a) {
          entry += m[a * width + k] * pm[a * width + i];
          for (let b = 0; b <= a; ++b) {
            outer[pair] += 0.5 * (f[a * width + k] * f[b * width + i] + f[a * width + i] * f[b * width + k]);
            pair += width * width;
          }
        }
        cross[k * width + i] += entry;
      }
  }
  for (let pair = 0; pair < pairs; ++pair) mirror(outer, pair * width * width, width);
  mirror(cross, 0, width);
  return {width, logVariance: logVariance + log(product), cross, outer, variancePart};
}

/** The small matrices of one group: P, I − ZᵀZP and (I − ZᵀZP)ZᵀZ = ZᵀV⁻¹Z. */
class Small {
  readonly p: Float64Array;
  readonly keep: Float64Array;
  readonly inverse: Float64Array;
  private readonly factor: Float64Array;
  private readonly left: Float64Array;
  private readonly own: Float64Array;

  constructor(
    private readonly q: number,
    private readonly lambda: Float64Array
  ) {
    [this.p, this.keep, this.inverse, this.factor, this.left, this.own] = Array.from(
      {length: 6},
      () => new Float64Array(q * q)
    );
  }

  /** Takes ZᵀZ of a group; returns |ΛᵀZᵀZΛ + I|. */
  take(zz: Float64Array, offset: number): number {
    const {q, lambda, p, keep, inverse, factor, left, own} = this;
    if (q === 1) {
      const s = zz[offset];
      const squared = lambda[0] * lambda[0];
      const determinant = 1 + squared * s;
      p[0] = squared / determinant;
      keep[0] = 1 / determinant;
      inverse[0] = s / determinant;
      return determinant;
    }
    let determinant = 1;
    for (let k = 0; k < q * q; ++k) own[k] = zz[offset + k];
    // Λᵀ·ZᵀZ, then the Cholesky factor of (ΛᵀZᵀZ)Λ + I, then L⁻¹Λᵀ in the place of Λᵀ·ZᵀZ.
    for (let a = 0; a < q; ++a)
      for (let b = 0; b < q; ++b) {
        let entry = 0;
        for (let c = a; c < q; ++c) entry += lambda[c * q + a] * own[c * q + b];
        left[a * q + b] = entry;
      }
    for (let a = 0; a < q; ++a)
      for (let b = 0; b <= a; ++b) {
        let entry = a === b ? 1 : 0;
        for (let c = b; c < q; ++c) entry += left[a * q + c] * lambda[c * q + b];
        for (let c = 0; c < b; ++c) entry -= factor[a * q + c] * factor[b * q + c];
        if (a === b) {
          determinant *= entry;
          factor[a * q + a] = Math.sqrt(entry);
        } else factor[a * q + b] = entry / factor[b * q + b];
      }
    for (let b = 0; b < q; ++b)
      for (let a = 0; a < q; ++a) {
        let entry = b >= a ? lambda[b * q + a] : 0;
        for (let c = 0; c < a; ++c) entry -= factor[a * q + c] * left[c * q + b];
        left[a * q + b] = entry / factor[a * q + a];
      }
    for (let a = 0; a < q; ++a)
      for (let b = 0; b <= a; ++b) {
        let entry = 0;
        for (let c = 0; c < q; ++c) entry += left[c * q + a] * left[c * q + b];
        p[a * q + b] = p[b * q + a] = entry;
      }
    for (let a = 0; a < q; ++a)
      for (let b = 0; b < q; ++b) {
        let entry = a === b ? 1 : 0;
        for (let c = 0; c < q; ++c) entry -= own[a * q + c] * p[c * q + b];
        keep[a * q + b] = entry;
      }
    multiply(keep, own, inverse, q, q);
    return determinant;
  }
}

function multiply(a: Float64Array, b: Float64Array, into: Float64Array, q: number, width: number): void {
  for (let i = 0; i < q; ++i)
    for (let k = 0; k < width; ++k) {
      let entry = 0;
      for (let c = 0; c < q; ++c) entry += a[i * q + c] * b[c * width + k];
      into[i * width + k] = entry;
    }
}

function mirror(matrix: Float64Array, at: number, size: number): void {
  for (let k = 0; k < size; ++k)
    for (let i = 0; i < k; ++i) matrix[at + i * size + k] = matrix[at + k * size + i];
}
