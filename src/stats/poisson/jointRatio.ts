import {log1p} from "../numeric/elementary.js";
import {bentPairs, type ExcessBlock, type ExcessTerm, excessBlock, writeExcess} from "./excessTerms.js";
import type {ModelCells} from "./likelihood.js";

/** The rate ratio of several parts over one block of cells, and its derivatives by the excess parameters. */
export interface JointRatio {
  /** Writes the parts of cells `from` to `to`; false where one of the factors is not positive. */
  write: (theta: Float64Array, from: number, to: number) => boolean;
  /** log T in row i of the block. */
  logRatio: (i: number) => number;
  /** Writes ∂ log T; and h = ∂² log T or, with `weighed`, T⁻¹ ∂²T, whose poles cancel where T tends to 0. */
  gradient: (i: number, g: Float64Array) => void;
  addCurvature: (i: number, weighed: boolean, scale: number, g: Float64Array, into: Float64Array) => void;
}

/**
 * T = [Π(1 + Eⱼ)]^θ · [1 + ΣE]^(1 − θ), the geometric mixture of parts multiplied (θ = 1) and added (θ = 0). With
 * uⱼ = 1/(1 + Eⱼ), v = 1/(1 + ΣE) and a = ∂E the derivatives of log T are
 *
 *   ∂ₖ = (θ uⱼ + (1 − θ) v) aₖ,   ∂_θ = Σ log(1 + Eⱼ) − log(1 + ΣE)
 *   ∂²ₖₗ = −(θ uⱼ² [same part] + (1 − θ) v²) aₖ aₗ + (θ uⱼ + (1 − θ) v) ∂²Eⱼ,   ∂²_θₖ = (uⱼ − v) aₖ
 *
 * @param rows the largest block, @param size all parameters, those of the excess first.
 */
export function jointRatio({terms, excessSize, joint}: ModelCells, rows: number, size: number): JointRatio {
  const all = joint ?? {parts: [terms.map((_, k) => k)], mixture: -1};
  const parts = all.parts.map((positions): readonly ExcessTerm[] => positions.map((k) => terms[k]));
  const {mixture} = all;
  const blocks: ExcessBlock[] = parts.map(() => excessBlock(rows, excessSize));
  const own = parts.map((part) => [
    ...new Set(
      part.flatMap(({beta, threshold, delta, gamma}) => [
        ...beta,
        ...(threshold ? [threshold.tau] : []),
        ...delta,
        ...gamma
      ])
    )
  ]);
  const bent = parts.map((part) => bentPairs(part));
  let share = 1;

  const sum = (i: number) => {
    let whole = 0;
    for (const {excess} of blocks) whole += excess[i];
    return whole;
  };
  /** 1/(1 + ΣE); 0 where parts are multiplied alone. */
  const whole = (i: number) => (mixture < 0 ? 0 : 1 / (1 + sum(i)));
  const factor = (j: number, i: number, v: number) =>
    share / (1 + blocks[j].excess[i]) + (mixture < 0 ? 0 : (1 - share) * v);

  return {
    write(theta, from, to) {
      share = mixture < 0 ? 1 : theta[mixture];
      for (const [j, part] of parts.entries()) writeExcess(part, theta, from, to, blocks[j]);
      for (let i = 0; i < to - from; ++i) {
        for (const {excess} of blocks) if (!(1 + excess[i] > 0)) return false;
        if (mixture >= 0 && !(1 + sum(i) > 0)) return false;
      }
      return true;
    },
    logRatio(i) {
      let product = 0;
      for (const {excess} of blocks) product += log1p(excess[i]);
      return mixture < 0 ? product : share * product + (1 - share) * log1p(sum(i));
    },
    gradient(i, g) {
      const v = whole(i);
      for (const [j, {slopes}] of blocks.entries()) {
        const f = factor(j, i, v);
        for (const k of own[j]) g[k] = f * slopes[k][i];
      }
      if (mixture < 0) return;
      let product = 0;
      for (const {excess} of blocks) product += log1p(excess[i]);
      g[mixture] = product - log1p(sum(i));
    },
    addCurvature(i, weighed, scale, g, into) {
      const v = whole(i);
      const added = mixture < 0 ? 0 : 1 - share;
      for (const [j, {slopes, excess, curves, origins}] of blocks.entries()) {
        const u = 1 / (1 + excess[i]);
        const same = weighed ? -share * added * (u - v) * (u - v) : -(share * u * u + added * v * v);
        for (const k of own[j])
          for (const l of own[j])
            if (l <= k) into[k * size + l] += scale * same * slopes[k][i] * slopes[l][i];
        const f = share * u + added * v;
        for (const [k, l] of bent[j])
          into[Math.max(k, l) * size + Math.min(k, l)] +=
            scale * f * slopes[k][i] * curves[l][origins[l] + i];
        for (let m = 0; m < j; ++m) {
          const other = 1 / (1 + blocks[m].excess[i]);
          const cross = weighed
            ? share * share * u * other + share * added * v * (u + other) - share * added * v * v
            : -added * v * v;
          for (const k of own[j])
            for (const l of own[m])
              into[Math.max(k, l) * size + Math.min(k, l)] +=
                scale * cross * slopes[k][i] * blocks[m].slopes[l][i];
        }
        if (mixture >= 0)
          for (const k of own[j])
            into[mixture * size + k] += scale * ((weighed ? g[mixture] * g[k] : 0) + (u - v) * slopes[k][i]);
      }
      if (mixture >= 0 && weighed) into[mixture * size + mixture] += scale * g[mixture] * g[mixture];
    }
  };
}
