import {exp, log} from "../numeric/elementary.js";
import {type Active, activeBlocks} from "./activeBlocks.js";
import {addLoglinear} from "./addLoglinear.js";
import {addColumn, excessBlock, writeExcess} from "./excessTerms.js";
import {caseRows, type Fitted, type Likelihood, type ModelCells, mirror, stratumSums} from "./likelihood.js";
import {logSum} from "./logSum.js";
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
  const {cases, weight, ptr, total, profiled, excessSize, loglinear, intercept} = cells;
  const size = excessSize + loglinear.length;
  const blocks = activeBlocks(cells);
  const {first, largest, active} = blocks;
  const block = excessBlock(largest, excessSize);
  const {excess, slopes, curves, origins} = block;
  const place = ([k, l]: readonly [number, number]) => Math.max(k, l) * size + Math.min(k, l);
  const withCases = caseRows(cases);
  const counts = new Float64Array(largest);
  const ratios = new Float64Array(largest);
  const offset = new Float64Array(largest);
  const background = new Float64Array(largest);
  const mu = new Float64Array(largest);
  const parts = {mu, slopes, loglinear};
  const mean = new Float64Array(size);
  const sums = stratumSums(weight, ptr);
  let events = 0;
  for (const i of withCases) events += cases[i];

  /** Writes T and its parts for one block; false where some T is not positive as it must be. */
  function writeBlock(theta: Float64Array, b: number): boolean {
    const from = ptr[first[b]];
    const to = ptr[first[b + 1]];
    const rows = to - from;
    const {terms, loglinear: own} = active[b];
    writeExcess(terms, theta, from, to, block);
    offset.fill(0, 0, rows);
    for (const k of own) addColumn(offset, loglinear[k], theta[excessSize + k], from, rows);
    for (let i = 0; i < rows; ++i) {
      const ratio = 1 + excess[i];
      if (!(ratio > 0) && (cases[from + i] > 0 || !(ratio >= 0))) return false;
      background[i] = own.length === 0 ? weight[from + i] : weight[from + i] * exp(offset[i]);
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
      if (total[s] > 0) gain -= total[s] * log(expected / sums[s]);
      const scale = total[s] > 0 ? total[s] / expected : 0;
      for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) {
        mu[i] *= scale;
        background[i] *= scale;
      }
    }
    return gain;
  }

  /** Multiplies slopes by the background, and adds Σ μ ∂ log T of every stratum to the gradient, negative. */
  function weigh(b: number, gradient: Float64Array, information: Float64Array): void {
    const from = ptr[first[b]];
    const rows = ptr[first[b + 1]] - from;
    const {excess: own, loglinear: multiplying} = active[b];
    for (const k of own) {
      const slope = slopes[k];
      for (let i = 0; i < rows; ++i) slope[i] *= background[i];
    }
    const all = [...own, ...multiplying.map((k) => excessSize + k)];
    for (let s = first[b]; s < first[b + 1]; ++s) {
      const begin = ptr[s] - from;
      const end = ptr[s + 1] - from;
      for (let j = 0; j < all.length; ++j) {
        const k = all[j];
        let value = 0;
        if (k < excessSize) {
          const slope = slopes[k];
          for (let i = begin; i < end; ++i) value += slope[i];
        } else {
          const x = loglinear[k - excessSize];
          for (let i = begin; i < end; ++i) value += mu[i] * x[from + i];
        }
        mean[k] = value;
        gradient[k] -= value;
        if (!profiled || !(total[s] > 0) || value === 0) continue;
        for (let m = 0; m <= j; ++m) information[k * size + all[m]] -= (value * mean[all[m]]) / total[s];
      }
    }
  }

  /** What the cells of a block with cases add, of all but the logarithms; slopes are not yet weighed. */
  function addCases(
    {excess: own, pairs, loglinear: multiplying}: Active,
    from: number,
    begin: number,
    end: number,
    gradient: Float64Array,
    information: Float64Array
  ): void {
    for (let j = begin; j < end; ++j) {
      const row = withCases[j];
      const i = row - from;
      const share = cases[row] / (1 + excess[i]);
      const square = share / (1 + excess[i]);
      for (let j = 0; j < own.length; ++j) {
        const k = own[j];
        const slope = slopes[k][i];
        if (slope === 0) continue;
        gradient[k] += share * slope;
        for (let m = 0; m <= j; ++m) information[k * size + own[m]] += square * slope * slopes[own[m]][i];
      }
      for (const pair of pairs) {
        const [k, l] = pair;
        information[place(pair)] -= share * slopes[k][i] * curves[l][origins[l] + i];
      }
      for (const k of multiplying) gradient[excessSize + k] += cases[row] * loglinear[k][row];
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
      const own = active[b];
      if (!writeBlock(theta, b)) return null;
      let gain = scaleBlock(b);
      const begin = nextCase;
      while (nextCase < withCases.length && withCases[nextCase] < to) {
        const row = withCases[nextCase];
        counts[nextCase - begin] = cases[row];
        ratios[nextCase - begin] = 1 + excess[row - from];
        if (own.loglinear.length > 0) gain += cases[row] * offset[row - from];
        ++nextCase;
      }
      if (own.excess.length > 0) gain += logSum(counts, ratios, nextCase - begin);
      addCases(own, from, begin, nextCase, gradient, information);
      weigh(b, gradient, information);
      for (const pair of own.pairs) {
        const slope = slopes[pair[0]];
        const curve = curves[pair[1]];
        const origin = origins[pair[1]];
        let value = 0;
        for (let i = 0; i < rows; ++i) value += slope[i] * curve[origin + i];
        information[place(pair)] += value;
      }
      addLoglinear(parts, own, from, rows, information);
      const next = logLik + gain;
      lost += Math.abs(logLik) >= Math.abs(gain) ? logLik - next + gain : gain - next + logLik;
      logLik = next;
    }
    mirror(information, size);
    return {logLik: logLik + lost, gradient, information};
  }

  function expected(theta: Float64Array): Float64Array {
    const information = new Float64Array(size * size);
    const gradient = new Float64Array(size);
    for (let b = 0; b + 1 < first.length; ++b) {
      const from = ptr[first[b]];
      const rows = ptr[first[b + 1]] - from;
      const own = active[b].excess;
      writeBlock(theta, b);
      scaleBlock(b);
      for (const k of own)
        for (const l of own) {
          if (l > k) break;
          const [slope, other] = [slopes[k], slopes[l]];
          let value = 0;
          for (let i = 0; i < rows; ++i)
            if (excess[i] > -1) value += (background[i] * slope[i] * other[i]) / (1 + excess[i]);
          information[k * size + l] += value;
        }
      weigh(b, gradient, information);
      addLoglinear(parts, active[b], from, rows, information);
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
      writeBlock(theta, b);
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
      if (!writeBlock(theta, b)) return;
      for (let i = 0; i < ptr[first[b + 1]] - ptr[first[b]]; ++i) expectedCases += mu[i];
    }
    const move = log(events / expectedCases) / loglinear[intercept - excessSize][0];
    if (Number.isFinite(move)) theta[intercept] += move;
  }

  const region = excessSize > 0 ? positivity(cells, "relative", blocks) : undefined;
  return {size, evaluate, expected, fitted, region, ...(intercept >= 0 && {settle})};
}
