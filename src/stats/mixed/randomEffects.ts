import {cholesky, solve} from "../numeric/cholesky.js";
import type {MixedDesign} from "./mixedDesign.js";

/**
 * The best linear unbiased predictions b̂ = Λ(ΛᵀZᵀZΛ + I)⁻¹ΛᵀZᵀ(y − Xβ̂) of each group's random effects, in
 * their own units; they shrink towards zero where a group has few rows.
 */
export function randomEffects(design: MixedDesign, lambda: Float64Array, beta: Float64Array): number[][] {
  const {q, p, zz, zm, scale} = design;
  return design.labels.map((_, j) => {
    const residual = Float64Array.from({length: q}, (_, a) => {
      const from = (j * q + a) * (p + 1);
      let entry = zm[from + p];
      for (let k = 0; k < p; ++k) entry -= zm[from + k] * beta[k];
      return entry;
    });
    const times = (a: number, vector: (c: number) => number) => {
      let entry = 0;
      for (let c = a; c < q; ++c) entry += lambda[c * q + a] * vector(c);
      return entry;
    };
    const matrix = new Float64Array(q * q);
    for (let a = 0; a < q; ++a)
      for (let b = 0; b < q; ++b) {
        const column = (c: number) => times(b, (d) => zz[(j * q + c) * q + d]);
        matrix[a * q + b] = times(a, column) + (a === b ? 1 : 0);
      }
    const spherical = solve(
      cholesky(matrix, q),
      Float64Array.from({length: q}, (_, a) => times(a, (c) => residual[c]))
    );
    return scale.map((unit, a) => {
      let effect = 0;
      for (let c = 0; c <= a; ++c) effect += lambda[a * q + c] * spherical[c];
      return effect / unit;
    });
  });
}
