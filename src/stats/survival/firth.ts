import type {Point} from "../inference/newton.js";
import {cholesky, inverse} from "../numeric/cholesky.js";
import {log} from "../numeric/elementary.js";
import type {PartialLikelihood} from "./partialLikelihood.js";
import {overRiskSets} from "./riskSetSums.js";

/**
 * Firth's penalised likelihood of Cox's regression, ℓ(β) + ½ log |I(β)|: its maximum is finite where the likelihood
 * is monotone, and less biased elsewhere. The gradient gains ½ tr(I⁻¹ ∂I/∂βₘ), a sum over risk sets of third central
 * moments (x − x̄)ᵀI⁻¹(x − x̄)(x − x̄)ₘ; the information stays I, as in coxphf.
 * Terms of which nothing can be learnt are left out of the determinant.
 *
 * Source: Firth (1993); Heinze and Schemper (2001). Witness: R optim on the penalised likelihood by hand,
 * test/stats/survival/firth.test.ts.
 */
export function firth(model: PartialLikelihood): PartialLikelihood {
  const {risk, evaluate} = model;
  const p = risk.terms.length;
  return {
    ...model,
    evaluate(theta) {
      const point = evaluate(theta);
      if (!point) return null;
      const factored = cholesky(point.information, p);
      let halfLog = 0;
      for (let k = 0; k < p; ++k) {
        const root = factored.factor[k * p + k];
        if (root > 0) halfLog += log(root);
      }
      const slope = thirdMoments(model, inverse(factored));
      return {
        logLik: point.logLik + halfLog,
        gradient: point.gradient.map((value, k) => value + 0.5 * slope[k]),
        information: point.information
      } satisfies Point;
    }
  };
}

function thirdMoments({sets, sums, risk, weight, ties}: PartialLikelihood, a: Float64Array): Float64Array {
  const p = risk.terms.length;
  const {slopes} = risk;
  const n = risk.risk.length;
  const v = weight ? risk.risk.map((r, i) => r * weight[i]) : risk.risk;
  const q = new Float64Array(n);
  for (let k = 0; k < p; ++k)
    for (let l = 0; l < p; ++l)
      for (let i = 0; i < n; ++i) q[i] += a[k * p + l] * slopes[k][i] * slopes[l][i];
  // Sums over each risk set and over its events: of q, of q·x and of x·x.
  const both = (column: Float64Array) => ({
    all: overRiskSets(sets, v, column),
    dead: Float64Array.from(sets.time, (_, k) => {
      let total = 0;
      for (let j = sets.deathPtr[k]; j < sets.deathPtr[k + 1]; ++j)
        total += v[sets.deaths[j]] * column[sets.deaths[j]];
      return total;
    })
  });
  const ofQ = both(q);
  const ofQx = slopes.map((slope) => both(slope.map((x, i) => x * q[i])));
  const ofXx = slopes.map((slope, k) =>
    slopes.slice(0, k + 1).map((other) => both(slope.map((x, i) => x * other[i])))
  );
  const slope = new Float64Array(p);
  const mean = new Float64Array(p);
  for (let k = 0; k < sets.time.length; ++k) {
    const d = sets.deathPtr[k + 1] - sets.deathPtr[k];
    let w = 0;
    for (let j = sets.deathPtr[k]; j < sets.deathPtr[k + 1]; ++j) w += weight ? weight[sets.deaths[j]] : 1;
    for (let j = 0; j < d; ++j) {
      const f = ties.fraction?.(j, d) ?? 0;
      const z = sums.s0[k] - f * sums.d0[k];
      const average = ({all, dead}: {all: Float64Array; dead: Float64Array}) => (all[k] - f * dead[k]) / z;
      for (let m = 0; m < p; ++m) mean[m] = (sums.s1[m][k] - f * sums.d1[m][k]) / z;
      const meanQ = average(ofQ);
      for (let m = 0; m < p; ++m) {
        let third = average(ofQx[m]) - meanQ * mean[m];
        for (let l = 0; l < p; ++l) {
          let direction = 0;
          for (let h = 0; h < p; ++h) direction += a[l * p + h] * mean[h];
          third -= 2 * direction * (average(ofXx[Math.max(l, m)][Math.min(l, m)]) - mean[l] * mean[m]);
        }
        slope[m] += (w / d) * third;
      }
    }
  }
  return slope;
}
