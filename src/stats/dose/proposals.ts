import {cholesky} from "../numeric/cholesky.js";
import {log} from "../numeric/elementary.js";
import {normalDeviate} from "../numeric/normalDeviate.js";
import {type SeparateFits, sharesOf} from "./separateFits.js";

/** Draws of a realisation and parameters, chain after chain. */
export interface Proposals {
  realisation: Int32Array;
  /** Row-major, p entries a proposal. */
  theta: Float64Array;
  /** Log density that each was drawn with, up to a constant. */
  logDensity: Float64Array;
  /** A uniform draw for its acceptance. */
  toss: Float64Array;
}

/** Degrees of freedom of proposals, so that their tails are heavier than the posterior's. */
const df = 5;

/**
 * Draws proposals: a realisation by its Laplace evidence exp ℓᵣ · prior(θ̂ᵣ) · |Vᵣ|^½, with one in ten by the root of
 * it, lest one whose posterior is far from normal is missed; then θ̂ᵣ + L z √(5/χ²₅) with LLᵀ = Vᵣ.
 * @returns per chain `length` proposals; each takes 1 + p + 5 + 1 uniform draws of its chain's stream.
 * Witness: test/stats/dose/bayesianAveraging.test.ts.
 */
export function propose(
  {count, logLik, estimates, vcov}: SeparateFits,
  prior: (at: Float64Array) => number,
  chains: number,
  length: number,
  streams: (chain: number) => () => number
): Proposals {
  const p = estimates.length / count;
  const factors: Float64Array[] = [];
  const halfLogDet = new Float64Array(count);
  const evidence = new Float64Array(count).fill(-Infinity);
  for (let r = 0; r < count; ++r) {
    if (logLik[r] === -Infinity) continue;
    const {factor} = cholesky(vcov.subarray(r * p * p, (r + 1) * p * p), p, 0);
    factors[r] = factor;
    for (let k = 0; k < p; ++k) halfLogDet[r] += log(factor[k * p + k]);
    const before = prior(estimates.subarray(r * p, (r + 1) * p));
    // A prior that is 0 at the estimate may still allow what lies about it.
    evidence[r] = logLik[r] + halfLogDet[r] + (Number.isFinite(before) ? before : 0);
  }
  const guard = sharesOf(evidence.map((value) => value / 2));
  const share = sharesOf(evidence).map((value, r) => 0.9 * value + 0.1 * guard[r]);
  const upTo = share.slice();
  for (let r = 1; r < count; ++r) upTo[r] += upTo[r - 1];
  const size = chains * length;
  const realisation = new Int32Array(size);
  const theta = new Float64Array(size * p);
  const logDensity = new Float64Array(size);
  const toss = new Float64Array(size);
  const z = new Float64Array(p);
  for (let c = 0; c < chains; ++c) {
    const uniform = streams(c);
    for (let i = c * length; i < (c + 1) * length; ++i) {
      const r = firstAbove(upTo, uniform() * upTo[count - 1]);
      for (let k = 0; k < p; ++k) z[k] = normalDeviate(uniform());
      let chi = 0;
      for (let k = 0; k < df; ++k) {
        const draw = normalDeviate(uniform());
        chi += draw * draw;
      }
      const stretch = Math.sqrt(df / chi);
      let norm = 0;
      for (let k = 0; k < p; ++k) {
        let value = estimates[r * p + k];
        for (let l = 0; l <= k; ++l) value += stretch * factors[r][k * p + l] * z[l];
        theta[i * p + k] = value;
        norm += stretch * stretch * z[k] * z[k];
      }
      realisation[i] = r;
      logDensity[i] = log(share[r]) - halfLogDet[r] - ((df + p) / 2) * log(1 + norm / df);
      toss[i] = uniform();
    }
  }
  return {realisation, theta, logDensity, toss};
}

/** First place whose running sum is above a value. */
function firstAbove(upTo: Float64Array, value: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upTo[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
