import {cholesky} from "../numeric/cholesky.js";
import {exp, log} from "../numeric/elementary.js";
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
 * it, lest one whose posterior is far from normal is missed; then θ̂ᵣ + L z √(5/χ²₅) with LLᵀ = Vᵣ. As the slope of
 * an excess has an end λ below and a long tail above, half of its proposals are of log(β − λ) instead, with L scaled
 * to it, and the density is that of the mixture.
 * @returns per chain `length` proposals; each takes 1 + p + 5 + 2 uniform draws of its chain's stream.
 * Witness: test/stats/dose/bayesianAveraging.test.ts.
 */
export function propose(
  {count, logLik, estimates, vcov, lower}: SeparateFits,
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
  const tail = (norm: number) => (-(df + p) / 2) * log(1 + norm / df);
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
      const isLog = uniform() < 0.5 && lower[r] > -Infinity;
      const stretch = Math.sqrt(df / chi);
      const factor = factors[r];
      const [slope] = estimates.subarray(r * p, r * p + 1);
      const room = slope - lower[r];
      for (let k = 0; k < p; ++k) {
        let move = 0;
        for (let l = 0; l <= k; ++l) move += stretch * factor[k * p + l] * z[l];
        theta[i * p + k] =
          k === 0 && isLog ? lower[r] + room * exp(move / room) : estimates[r * p + k] + move;
      }
      const at = theta.subarray(i * p, (i + 1) * p);
      const rest = (move: number) => {
        let norm = 0;
        for (let k = 0; k < p; ++k) {
          let left = k === 0 ? move : at[k] - estimates[r * p + k];
          for (let l = 0; l < k; ++l) left -= factor[k * p + l] * z[l];
          z[k] = left / factor[k * p + k];
          norm += z[k] * z[k];
        }
        return tail(norm);
      };
      const plain = rest(at[0] - slope);
      let density = plain;
      if (lower[r] > -Infinity) {
        const above = at[0] - lower[r];
        const skew = above > 0 ? rest(room * log(above / room)) + log(room / above) : -Infinity;
        const most = Math.max(plain, skew);
        density = most + log((exp(plain - most) + exp(skew - most)) / 2);
      }
      realisation[i] = r;
      logDensity[i] = log(share[r]) - halfLogDet[r] + density;
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
