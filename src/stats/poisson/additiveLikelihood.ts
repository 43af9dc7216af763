import {exp, log} from "../numeric/elementary.js";
import {backgroundLevel} from "./backgroundLevel.js";
import {addColumn, bentPairs, excessBlock, writeExcess} from "./excessTerms.js";
import {blocksOf, caseRows, type Fitted, type Likelihood, type ModelCells, mirror} from "./likelihood.js";
import {positivity} from "./positivity.js";

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
  const {cases, weight, pyr, ptr, total, profiled, terms, excessSize, loglinear} = cells;
  const size = excessSize + loglinear.length;
  const strata = ptr.length - 1;
  const {first, largest} = blocksOf(ptr);
  const block = excessBlock(largest, excessSize);
  const {excess, slopes, curves, origins} = block;
  const pairs = bentPairs(terms);
  const withCases = caseRows(cases);
  const b = new Float64Array(largest);
  const mu = new Float64Array(largest);
  const rest = new Float64Array(largest);
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
    const rows = ptr[first[k + 1]] - from;
    writeExcess(terms, theta, from, from + rows, block);
    b.fill(0, 0, rows);
    loglinear.forEach((x, l) => {
      addColumn(b, x, theta[excessSize + l], from, rows);
    });
    for (let i = 0; i < rows; ++i) {
      b[i] = loglinear.length === 0 ? weight[from + i] : weight[from + i] * exp(b[i]);
      excess[i] *= pyr[from + i];
    }
    for (const slope of slopes) for (let i = 0; i < rows; ++i) slope[i] *= pyr[from + i];
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

  /** ∂μ/∂θₖ at the level given, in row i of the block that begins at `from`. */
  const slopeOf = (k: number, i: number, from: number, level: number) =>
    k < excessSize ? slopes[k][i] : level * b[i] * loglinear[k - excessSize][from + i];

  function evaluate(theta: Float64Array) {
    const gradient = new Float64Array(size);
    const information = new Float64Array(size * size);
    const cross = new Float64Array(size);
    let logLik = 0;
    let lost = 0;
    for (let k = 0; k + 1 < first.length; ++k) {
      if (!writeBlock(theta, k)) return null;
      const from = ptr[first[k]];
      for (let s = first[k]; s < first[k + 1]; ++s) {
        const level = levels[s];
        let gain = 0;
        let own = 0;
        let score = 0;
        cross.fill(0);
        for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) {
          const c = cases[from + i];
          const mu0 = reference[s] * weight[from + i];
          gain -= mu[i] - mu0;
          if (c > 0) gain += c * log(mu[i] / mu0);
          const ratio = c > 0 ? c / mu[i] : 0;
          rest[i] = ratio - 1;
          score += rest[i] * b[i];
          for (let l = 0; l < size; ++l) gradient[l] += rest[i] * slopeOf(l, i, from, level);
          for (let l = excessSize; l < size; ++l) {
            const x = loglinear[l - excessSize][from + i];
            cross[l] -= rest[i] * b[i] * x;
            for (let m = excessSize; m <= l; ++m)
              information[l * size + m] -= rest[i] * level * b[i] * x * loglinear[m - excessSize][from + i];
          }
          for (const [l, m] of pairs)
            information[Math.max(l, m) * size + Math.min(l, m)] -=
              rest[i] * slopes[l][i] * curves[m][origins[m] + i];
          if (!(c > 0)) continue;
          const share = ratio / mu[i];
          own += share * b[i] * b[i];
          for (let l = 0; l < size; ++l) {
            const slope = share * slopeOf(l, i, from, level);
            cross[l] += slope * b[i];
            for (let m = 0; m <= l; ++m) information[l * size + m] += slope * slopeOf(m, i, from, level);
          }
        }
        if (profiled && interior[s]) {
          for (let l = 0; l < size; ++l)
            for (let m = 0; m <= l; ++m) information[l * size + m] -= (cross[l] * cross[m]) / own;
        } else if (profiled && limiting[s] >= 0) {
          // The level follows the cell that limits it: B = −e / b there.
          const i = limiting[s];
          for (let l = 0; l < size; ++l) gradient[l] -= (score * slopeOf(l, i, from, level)) / b[i];
        }
        const next = logLik + gain;
        lost += Math.abs(logLik) >= Math.abs(gain) ? logLik - next + gain : gain - next + logLik;
        logLik = next;
      }
    }
    mirror(information, size);
    return {logLik: logLik + lost, gradient, information};
  }

  function expected(theta: Float64Array): Float64Array {
    const information = new Float64Array(size * size);
    const cross = new Float64Array(size);
    for (let k = 0; k + 1 < first.length; ++k) {
      writeBlock(theta, k);
      const from = ptr[first[k]];
      for (let s = first[k]; s < first[k + 1]; ++s) {
        let own = 0;
        cross.fill(0);
        for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) {
          if (!(mu[i] > 0)) continue;
          own += (b[i] * b[i]) / mu[i];
          for (let l = 0; l < size; ++l) {
            const slope = slopeOf(l, i, from, levels[s]) / mu[i];
            cross[l] += slope * b[i];
            for (let m = 0; m <= l; ++m) information[l * size + m] += slope * slopeOf(m, i, from, levels[s]);
          }
        }
        if (profiled && interior[s])
          for (let l = 0; l < size; ++l)
            for (let m = 0; m <= l; ++m) information[l * size + m] -= (cross[l] * cross[m]) / own;
      }
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
