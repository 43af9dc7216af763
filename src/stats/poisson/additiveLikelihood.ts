import {log} from "../numeric/elementary.js";
import {activeBlocks} from "./activeBlocks.js";
import {addLoglinear} from "./addLoglinear.js";
import {backgroundLevel} from "./backgroundLevel.js";
import {excessBlock} from "./excessTerms.js";
import {caseRows, type Fitted, type Likelihood, type ModelCells, mirror} from "./likelihood.js";
import {positivity} from "./positivity.js";
import {writeAdditive} from "./writeAdditive.js";

/**
 * The likelihood of μ = Bₛ · w · exp(α·x) + pyr · E, with every stratum's background at its best (no closed
 * form: `backgroundLevel`) or fixed at 1, against μ₀ = w Cₛ / Wₛ or w:
 *
 *   ℓ − ℓ₀ = Σ c log(μ / μ₀) − Σ (μ − μ₀)
 *
 * Derivatives are exact, those of the levels taken in by Schur's complement. A stratum whose level lies at
 * its limit 0 contributes its excess alone, as one without cases does where the excess is positive.
 */
export function additiveLikelihood(cells: ModelCells): Likelihood {
  const {cases, weight, ptr, total, profiled, excessSize, loglinear} = cells;
  const size = excessSize + loglinear.length;
  const strata = ptr.length - 1;
  const {first, largest, active} = activeBlocks(cells);
  const block = excessBlock(largest, excessSize);
  const {excess, slopes, curves, origins} = block;
  const withCases = caseRows(cases);
  const column = () => new Float64Array(largest);
  const [b, mu, rest, shares, bend] = [column(), column(), column(), column(), column()];
  const scaled = slopes.map(column);
  const parts = {mu: bend, slopes: scaled, loglinear};
  const levels = new Float64Array(strata).fill(1);
  const interior = new Uint8Array(strata);
  const limiting = new Int32Array(strata).fill(-1);
  const reference = new Float64Array(strata).fill(1);
  for (let s = 0; profiled && s < strata; ++s) {
    let sum = 0;
    for (let i = ptr[s]; i < ptr[s + 1]; ++i) sum += weight[i];
    reference[s] = sum > 0 ? total[s] / sum : 0;
    levels[s] = reference[s];
  }
  const byBlock = new Int32Array(first.length);
  for (let k = 1, j = 0; k < first.length; ++k) {
    while (j < withCases.length && withCases[j] < ptr[first[k]]) ++j;
    byBlock[k] = j;
  }

  /** Writes b, the excess cases and their slopes, the levels and μ of one block; false where infeasible. */
  function writeBlock(theta: Float64Array, k: number): boolean {
    const from = ptr[first[k]];
    writeAdditive(cells, active[k], theta, from, ptr[first[k + 1]], block, b);
    for (let s = first[k], next = byBlock[k]; s < first[k + 1]; ++s) {
      const begin = next;
      while (next < byBlock[k + 1] && withCases[next] < ptr[s + 1]) ++next;
      if (profiled) {
        const [start, end] = [ptr[s] - from, ptr[s + 1] - from];
        const level = backgroundLevel(cases, from, b, excess, start, end, withCases, begin, next, levels[s]);
        if (!level) return false;
        levels[s] = level.value;
        interior[s] = Number(level.interior);
        limiting[s] = level.limiting;
      }
      for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) {
        const value = levels[s] * b[i] + excess[i];
        mu[i] = i === limiting[s] ? 0 : value;
        if (!(mu[i] > 0) && (cases[from + i] > 0 || !(mu[i] >= 0))) return false;
      }
    }
    return true;
  }

  /**
   * Adds Σ share ∂μ ∂μᵀ of a block, of whose loglinear pairs `bend` already holds the factor; and takes away what the
   * levels of its strata take up, whose cross derivatives with the parameters are Σ share b ∂μ − Σ pull b x.
   */
  function addInformation(k: number, pull: Float64Array | null, information: Float64Array): void {
    const from = ptr[first[k]];
    const rows = ptr[first[k + 1]] - from;
    const {excess: own, loglinear: multiplying} = active[k];
    for (const l of own) {
      const [slope, weighed] = [slopes[l], scaled[l]];
      for (let i = 0; i < rows; ++i) weighed[i] = shares[i] * slope[i];
      for (const m of own) {
        if (m > l) break;
        const other = slopes[m];
        let value = 0;
        for (let i = 0; i < rows; ++i) value += weighed[i] * other[i];
        information[l * size + m] += value;
      }
    }
    if (profiled) takeLevels(k, pull, information);
    if (multiplying.length === 0) return;
    for (let s = first[k]; s < first[k + 1]; ++s)
      for (const l of own)
        for (let i = ptr[s] - from, end = ptr[s + 1] - from; i < end; ++i) scaled[l][i] *= levels[s] * b[i];
    addLoglinear(parts, active[k], from, rows, information);
  }

  /** Takes off the information of a block what the levels of its strata take up; `scaled` holds share · slope. */
  function takeLevels(k: number, pull: Float64Array | null, information: Float64Array): void {
    const from = ptr[first[k]];
    const {excess: own, loglinear: multiplying} = active[k];
    const all = [...own, ...multiplying.map((l) => excessSize + l)];
    const cross = new Float64Array(all.length);
    for (let s = first[k]; s < first[k + 1]; ++s) {
      if (!interior[s]) continue;
      const [begin, end] = [ptr[s] - from, ptr[s + 1] - from];
      let weights = 0;
      for (let i = begin; i < end; ++i) weights += shares[i] * b[i] * b[i];
      for (let j = 0; j < all.length; ++j) {
        let value = 0;
        if (j < own.length) {
          const weighed = scaled[all[j]];
          for (let i = begin; i < end; ++i) value += weighed[i] * b[i];
        } else {
          const x = loglinear[all[j] - excessSize];
          for (let i = begin; i < end; ++i)
            value += b[i] * x[from + i] * (shares[i] * levels[s] * b[i] - (pull ? pull[i] : 0));
        }
        cross[j] = value;
        for (let m = 0; m <= j; ++m) information[all[j] * size + all[m]] -= (value * cross[m]) / weights;
      }
    }
  }

  function evaluate(theta: Float64Array) {
    const gradient = new Float64Array(size);
    const information = new Float64Array(size * size);
    let logLik = 0;
    let lost = 0;
    for (let k = 0; k + 1 < first.length; ++k) {
      if (!writeBlock(theta, k)) return null;
      const from = ptr[first[k]];
      const rows = ptr[first[k + 1]] - from;
      const {pairs} = active[k];
      for (let s = first[k]; s < first[k + 1]; ++s) {
        const level = levels[s];
        let gain = 0;
        for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) {
          const c = cases[from + i];
          const mu0 = reference[s] * weight[from + i];
          gain -= mu[i] - mu0;
          if (c > 0) gain += c * log(mu[i] / mu0);
          const ratio = c > 0 ? c / mu[i] : 0;
          rest[i] = ratio - 1;
          shares[i] = c > 0 ? ratio / mu[i] : 0;
          bend[i] = level * b[i] * (shares[i] * level * b[i] - rest[i]);
        }
        const next = logLik + gain;
        lost += Math.abs(logLik) >= Math.abs(gain) ? logLik - next + gain : gain - next + logLik;
        logLik = next;
      }
      addGradient(k, gradient);
      for (const [l, m] of pairs) {
        const [slope, curve, origin] = [slopes[l], curves[m], origins[m]];
        let value = 0;
        for (let i = 0; i < rows; ++i) value += rest[i] * slope[i] * curve[origin + i];
        information[Math.max(l, m) * size + Math.min(l, m)] -= value;
      }
      addInformation(k, rest, information);
    }
    mirror(information, size);
    return {logLik: logLik + lost, gradient, information};
  }

  /** Adds Σ (c/μ − 1) ∂μ of a block; where a cell limits the level, that follows it: B = −e / b there. */
  function addGradient(k: number, gradient: Float64Array): void {
    const from = ptr[first[k]];
    const {excess: own, loglinear: multiplying} = active[k];
    for (let s = first[k]; s < first[k + 1]; ++s) {
      const [begin, end] = [ptr[s] - from, ptr[s + 1] - from];
      const i = profiled && !interior[s] ? limiting[s] : -1;
      let score = 0;
      for (let j = begin; i >= 0 && j < end; ++j) score += rest[j] * b[j];
      const pulled = i >= 0 ? score / b[i] : 0;
      for (const l of own) {
        const slope = slopes[l];
        let value = 0;
        for (let j = begin; j < end; ++j) value += rest[j] * slope[j];
        gradient[l] += value - (i >= 0 ? pulled * slope[i] : 0);
      }
      for (const l of multiplying) {
        const x = loglinear[l];
        let value = 0;
        for (let j = begin; j < end; ++j) value += rest[j] * b[j] * x[from + j];
        gradient[excessSize + l] += levels[s] * (value - (i >= 0 ? score * x[from + i] : 0));
      }
    }
  }

  function expected(theta: Float64Array): Float64Array {
    const information = new Float64Array(size * size);
    for (let k = 0; k + 1 < first.length; ++k) {
      writeBlock(theta, k);
      const from = ptr[first[k]];
      for (let s = first[k]; s < first[k + 1]; ++s)
        for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) {
          const background = levels[s] * b[i];
          shares[i] = mu[i] > 0 ? 1 / mu[i] : 0;
          bend[i] = shares[i] * background * background;
        }
      addInformation(k, null, information);
    }
    mirror(information, size);
    return information;
  }

  function fitted(theta: Float64Array): Fitted {
    const n = cases.length;
    const result = {background: new Float64Array(n), excess: new Float64Array(n), levels};
    for (let k = 0; k + 1 < first.length; ++k) {
      writeBlock(theta, k);
      const from = ptr[first[k]];
      for (let s = first[k]; s < first[k + 1]; ++s)
        for (let i = ptr[s]; i < ptr[s + 1]; ++i) {
          result.background[i] = levels[s] * b[i - from];
          result.excess[i] = excess[i - from];
        }
    }
    return {...result, levels: levels.slice()};
  }

  const region = profiled ? undefined : positivity(cells, "absolute");
  return {size, evaluate, expected, fitted, region};
}
