import {exp, log} from "../numeric/elementary.js";
import {addColumn, bentPairs, excessBlock, writeExcess} from "./excessTerms.js";
import {blocksOf, caseRows, type Fitted, type Likelihood, type ModelCells} from "./likelihood.js";
import {positivity} from "./positivity.js";

/**
 * The likelihood of μ = Bₛ · w · exp(α·x) · (1 + E), with every stratum's background at its best,
 * B̂ₛ = Cₛ / Σ w T, or fixed at 1: with T = exp(α·x)(1 + E), C the cases of a stratum and W its Σ w,
 *
 *   profiled:  ℓ − ℓ₀ = Σ c log T − Σₛ Cₛ log(Σ w T / Wₛ)
 *   fixed:     ℓ − ℓ₀ = Σ c log T − Σ w (T − 1)
 *
 * with exact first and second derivatives. A cell without cases may come to lie on T = 0 and costs nothing
 * there: the observed information stays finite at the boundary, as the expected one does not.
 */
export function relativeLikelihood(cells: ModelCells): Likelihood {
  const {cases, weight, ptr, total, profiled, terms, excessSize, loglinear, intercept} = cells;
  const size = excessSize + loglinear.length;
  const {first, largest} = blocksOf(ptr);
  const block = excessBlock(largest, excessSize);
  const {excess, slopes, curves} = block;
  const pairs = bentPairs(terms);
  const withCases = caseRows(cases);
  const offset = new Float64Array(largest);
  const background = new Float64Array(largest);
  const mu = new Float64Array(largest);
  const mean = new Float64Array(size);
  const sums = new Float64Array(ptr.length - 1);
  let events = 0;
  for (const i of withCases) events += cases[i];
  for (let s = 0; s < sums.length; ++s) for (let i = ptr[s]; i < ptr[s + 1]; ++i) sums[s] += weight[i];

  /** Writes T and its parts for one block; false where some T is not positive as it must be. */
  function writeBlock(theta: Float64Array, from: number, to: number): boolean {
    const rows = to - from;
    writeExcess(terms, theta, from, to, block);
    offset.fill(0, 0, rows);
    for (let k = 0; k < loglinear.length; ++k)
      addColumn(offset, loglinear[k], theta[excessSize + k], from, rows);
    for (let i = 0; i < rows; ++i) {
      const ratio = 1 + excess[i];
      if (!(ratio > 0) && (cases[from + i] > 0 || !(ratio >= 0))) return false;
      background[i] = loglinear.length === 0 ? weight[from + i] : weight[from + i] * exp(offset[i]);
      mu[i] = background[i] * ratio;
    }
    return true;
  }

  /** Scales `mu` and `background` of a block by B̂ₛ; returns −Σ Cₛ log(Σ w T / Wₛ), or −Σ w (T − 1). */
  function scaleBlock(b: number): number {
    const from = ptr[first[b]];
    let gain = 0;
    for (let s = first[b]; s < first[b + 1]; ++s) {
      let expected = 0;
      for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) expected += mu[i];
      if (!profiled) {
        gain -= expected - sums[s];
        continue;
      }
      gain -= total[s] * log(expected / sums[s]);
      const scale = total[s] / expected;
      for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) {
        mu[i] *= scale;
        background[i] *= scale;
      }
    }
    return gain;
  }

  /** Takes Σₛ mean meanᵀ / Cₛ of a block's strata from the information. */
  function centre(b: number, information: Float64Array): void {
    const from = ptr[first[b]];
    for (let s = first[b]; s < first[b + 1]; ++s) {
      const begin = ptr[s] - from;
      const end = ptr[s + 1] - from;
      for (let k = 0; k < size; ++k) {
        let value = 0;
        if (k < excessSize) {
          const slope = slopes[k];
          for (let i = begin; i < end; ++i) value += background[i] * slope[i];
        } else {
          const x = loglinear[k - excessSize];
          for (let i = begin; i < end; ++i) value += mu[i] * x[from + i];
        }
        mean[k] = value;
        for (let l = 0; l <= k; ++l) information[k * size + l] -= (value * mean[l]) / total[s];
      }
    }
  }

  /** Adds Σ μ x xᵀ and Σ (μ / T) slope xᵀ, which expected and observed information share. */
  function addLoglinear(from: number, rows: number, information: Float64Array): void {
    for (let k = 0; k < loglinear.length; ++k) {
      const x = loglinear[k];
      const row = (excessSize + k) * size;
      for (let l = 0; l < excessSize; ++l) {
        const slope = slopes[l];
        let value = 0;
        for (let i = 0; i < rows; ++i) value += background[i] * slope[i] * x[from + i];
        information[row + l] += value;
      }
      for (let l = 0; l <= k; ++l) {
        const other = loglinear[l];
        let value = 0;
        for (let i = 0; i < rows; ++i) value += mu[i] * x[from + i] * other[from + i];
        information[row + excessSize + l] += value;
      }
    }
  }

  function evaluate(theta: Float64Array) {
    const gradient = new Float64Array(size);
    const information = new Float64Array(size * size);
    let logLik = 0;
    let lost = 0;
    let nextCase = 0;
    for (let b = 0; b + 1 < first.length; ++b) {
      const from = ptr[first[b]];
      const to = ptr[first[b + 1]];
      const rows = to - from;
      if (!writeBlock(theta, from, to)) return null;
      let gain = scaleBlock(b);
      const begin = nextCase;
      while (nextCase < withCases.length && withCases[nextCase] < to) ++nextCase;
      for (let j = begin; j < nextCase; ++j) {
        const i = withCases[j] - from;
        gain += cases[withCases[j]] * (offset[i] + log(1 + excess[i]));
      }
      for (let k = 0; k < excessSize; ++k) {
        const slope = slopes[k];
        let value = 0;
        for (let i = 0; i < rows; ++i) value -= background[i] * slope[i];
        for (let j = begin; j < nextCase; ++j) {
          const i = withCases[j] - from;
          value += (cases[withCases[j]] * slope[i]) / (1 + excess[i]);
        }
        gradient[k] += value;
        for (let l = 0; l <= k; ++l) {
          const other = slopes[l];
          let squares = 0;
          for (let j = begin; j < nextCase; ++j) {
            const i = withCases[j] - from;
            const ratio = 1 + excess[i];
            squares += (cases[withCases[j]] * slope[i] * other[i]) / (ratio * ratio);
          }
          information[k * size + l] += squares;
        }
      }
      for (const [k, l] of pairs) {
        const slope = slopes[k];
        const curve = curves[l];
        let value = 0;
        for (let i = 0; i < rows; ++i) value += background[i] * slope[i] * curve[i];
        for (let j = begin; j < nextCase; ++j) {
          const i = withCases[j] - from;
          value -= (cases[withCases[j]] * slope[i] * curve[i]) / (1 + excess[i]);
        }
        information[Math.max(k, l) * size + Math.min(k, l)] += value;
      }
      for (let k = 0; k < loglinear.length; ++k) {
        const x = loglinear[k];
        let value = 0;
        for (let i = 0; i < rows; ++i) value -= mu[i] * x[from + i];
        for (let j = begin; j < nextCase; ++j) value += cases[withCases[j]] * x[withCases[j]];
        gradient[excessSize + k] += value;
      }
      addLoglinear(from, rows, information);
      if (profiled) centre(b, information);
      const next = logLik + gain;
      lost += Math.abs(logLik) >= Math.abs(gain) ? logLik - next + gain : gain - next + logLik;
      logLik = next;
    }
    mirror(information, size);
    return {logLik: logLik + lost, gradient, information};
  }

  function expected(theta: Float64Array): Float64Array {
    const information = new Float64Array(size * size);
    for (let b = 0; b + 1 < first.length; ++b) {
      const from = ptr[first[b]];
      const rows = ptr[first[b + 1]] - from;
      writeBlock(theta, from, from + rows);
      scaleBlock(b);
      for (let k = 0; k < excessSize; ++k)
        for (let l = 0; l <= k; ++l) {
          let value = 0;
          for (let i = 0; i < rows; ++i)
            if (excess[i] > -1) value += (background[i] * slopes[k][i] * slopes[l][i]) / (1 + excess[i]);
          information[k * size + l] += value;
        }
      addLoglinear(from, rows, information);
      if (profiled) centre(b, information);
    }
    mirror(information, size);
    return information;
  }

  function fitted(theta: Float64Array): Fitted {
    const n = cases.length;
    const result = {
      background: new Float64Array(n),
      excess: new Float64Array(n),
      levels: new Float64Array(total.length)
    };
    for (let b = 0; b + 1 < first.length; ++b) {
      const from = ptr[first[b]];
      const to = ptr[first[b + 1]];
      writeBlock(theta, from, to);
      for (let s = first[b]; s < first[b + 1]; ++s) {
        let expectedCases = 0;
        for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) expectedCases += mu[i];
        const level = profiled ? total[s] / expectedCases : 1;
        result.levels[s] = level;
        for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) {
          result.background[from + i] = level * background[i];
          result.excess[from + i] = level * background[i] * excess[i];
        }
      }
    }
    return result;
  }

  /** Sets the intercept so that fitted cases add up to cases. */
  function settle(theta: Float64Array, held: readonly number[]): void {
    if (held.includes(intercept)) return;
    let expectedCases = 0;
    for (let b = 0; b + 1 < first.length; ++b) {
      const from = ptr[first[b]];
      const to = ptr[first[b + 1]];
      if (!writeBlock(theta, from, to)) return;
      for (let i = 0; i < to - from; ++i) expectedCases += mu[i];
    }
    const move = log(events / expectedCases) / loglinear[intercept - excessSize][0];
    if (Number.isFinite(move)) theta[intercept] += move;
  }

  const region = excessSize > 0 ? positivity(cells, "relative") : undefined;
  return {size, evaluate, expected, fitted, region, ...(intercept >= 0 && {settle})};
}

/** Copies the lower triangle of a row-major matrix to the upper. */
export function mirror(matrix: Float64Array, size: number): void {
  for (let k = 0; k < size; ++k) for (let l = 0; l < k; ++l) matrix[l * size + k] = matrix[k * size + l];
}
