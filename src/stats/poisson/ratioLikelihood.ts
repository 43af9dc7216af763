import {exp, log} from "../numeric/elementary.js";
import {addColumn} from "./excessTerms.js";
import {jointRatio} from "./jointRatio.js";
import {jointRegion} from "./jointRegion.js";
import {blocksOf, type Fitted, type Likelihood, type ModelCells, mirror, stratumSums} from "./likelihood.js";
import {negativeBinomial as count, countSums} from "./negativeBinomial.js";

/**
 * The likelihood of μ = Bₛ · w · exp(α·x) · T for rate ratios T of several parts (`jointRatio`), and for counts that
 * are negative binomial (`negativeBinomial`; with `cells.tau`), with every stratum's background at its best: in
 * closed form for Poisson counts, else by Newton's method on log Bₛ. Derivatives are exact, those of the backgrounds
 * taken in by Schur's complement. Each cell is walked with all parameters: plainer and slower than
 * `relativeLikelihood`, with which it agrees where both can go.
 */
export function ratioLikelihood(cells: ModelCells): Likelihood {
  const {cases, weight, ptr, total, profiled, excessSize, loglinear, intercept, tau = -1} = cells;
  const first = excessSize + loglinear.length;
  const size = first + Number(tau >= 0);
  const {first: blocks, largest} = blocksOf(ptr);
  const ratio = jointRatio(cells, largest, size);
  const mu = new Float64Array(largest);
  const background = new Float64Array(largest);
  const g = new Float64Array(size);
  const cross = new Float64Array(size);
  const levels = new Float64Array(total.length).fill(1);
  const sums = stratumSums(weight, ptr);
  const counted = tau >= 0 && cases.every(Number.isInteger) ? countSums(cases) : null;

  /** Writes μ of a block, each stratum's background at its best; false where a factor of a rate is not positive. */
  function writeBlock(theta: Float64Array, b: number): boolean {
    const from = ptr[blocks[b]];
    const to = ptr[blocks[b + 1]];
    if (!ratio.write(theta, from, to)) return false;
    background.fill(0, 0, to - from);
    for (const [k, x] of loglinear.entries())
      addColumn(background, x, theta[excessSize + k], from, to - from);
    for (let i = 0; i < to - from; ++i) {
      background[i] = weight[from + i] * exp(background[i]);
      mu[i] = background[i] * exp(ratio.logRatio(i));
    }
    if (!profiled) return true;
    for (let s = blocks[b]; s < blocks[b + 1]; ++s) {
      const level = levelOf(s, from, tau < 0 ? 0 : theta[tau]);
      levels[s] = level;
      for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) {
        mu[i] *= level;
        background[i] *= level;
      }
    }
    return true;
  }

  /** The background of a stratum at which its score is 0. */
  function levelOf(s: number, from: number, scatter: number): number {
    const [begin, end] = [ptr[s] - from, ptr[s + 1] - from];
    let expected = 0;
    for (let i = begin; i < end; ++i) expected += mu[i];
    if (!(total[s] > 0)) return 0;
    let level = total[s] / expected;
    if (scatter === 0) return level;
    let [low, high] = [0, Infinity];
    for (let step = 0; step < 100; ++step) {
      let score = 0;
      let slope = 0;
      for (let i = begin; i < end; ++i) {
        score += count.score(cases[from + i], level * mu[i], scatter);
        slope += count.weight(cases[from + i], level * mu[i], scatter);
      }
      if (score > 0) low = level;
      else high = level;
      let next = level * exp(score / slope);
      if (!(next > low && next < high)) next = high < Infinity ? (low + high) / 2 : 2 * level;
      const moved = Math.abs(next - level);
      level = next;
      if (moved <= 4e-16 * level) break;
    }
    return level;
  }

  function evaluate(theta: Float64Array) {
    const scatter = tau < 0 ? 0 : theta[tau];
    if (tau >= 0 && (!counted || !(scatter >= 0))) return null;
    const gradient = new Float64Array(size);
    const information = new Float64Array(size * size);
    let logLik = 0;
    let lost = 0;
    for (let b = 0; b + 1 < blocks.length; ++b) {
      if (!writeBlock(theta, b)) return null;
      const from = ptr[blocks[b]];
      for (let s = blocks[b]; s < blocks[b + 1]; ++s) {
        const reference = profiled ? total[s] / sums[s] : 1;
        let gain = 0;
        let own = 0;
        cross.fill(0);
        for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) {
          const c = cases[from + i];
          const level = reference * weight[from + i];
          if (tau < 0) gain += (c > 0 ? c * log(mu[i] / level) : 0) - (mu[i] - level);
          else gain += count.height(c, mu[i], scatter) - (c > 0 ? c * log(level) : 0) + level;
          const score = count.score(c, mu[i], scatter);
          const w = count.weight(c, mu[i], scatter);
          ratio.gradient(i, g);
          for (let k = excessSize; k < first; ++k) g[k] = loglinear[k - excessSize][from + i];
          own += w;
          for (let k = 0; k < first; ++k) {
            gradient[k] += score * g[k];
            cross[k] += w * g[k];
          }
          // −score h + w g gᵀ; what has no cases in it beside poles that cancel.
          const plain = tau < 0 ? mu[i] : 0;
          if (c > 0 || tau >= 0) ratio.addCurvature(i, false, tau < 0 ? -c : -score, g, information);
          if (plain > 0) ratio.addCurvature(i, true, plain, g, information);
          for (let k = 0; k < first; ++k)
            for (let l = 0; l <= k; ++l)
              if (tau >= 0 || k >= excessSize) information[k * size + l] += w * g[k] * g[l];
          if (tau < 0) continue;
          const mixed = count.cross(c, mu[i], scatter);
          gradient[tau] += count.slope(c, mu[i], scatter);
          information[tau * size + tau] += count.curvature(c, mu[i], scatter);
          for (let k = 0; k < first; ++k) information[tau * size + k] += mixed * g[k];
          cross[tau] += mixed;
        }
        if (profiled && own > 0)
          for (let k = 0; k < size; ++k)
            for (let l = 0; l <= k; ++l) information[k * size + l] -= (cross[k] * cross[l]) / own;
        const next = logLik + gain;
        lost += Math.abs(logLik) >= Math.abs(gain) ? logLik - next + gain : gain - next + logLik;
        logLik = next;
      }
    }
    if (counted) {
      const [height, slope, curvature] = counted(scatter);
      logLik += height;
      gradient[tau] += slope;
      information[tau * size + tau] += curvature;
    }
    mirror(information, size);
    return {logLik: logLik + lost, gradient, information};
  }

  function expected(theta: Float64Array): Float64Array {
    const information = new Float64Array(size * size);
    const scatter = tau < 0 ? 0 : theta[tau];
    for (let b = 0; b + 1 < blocks.length; ++b) {
      if (!writeBlock(theta, b)) return information.fill(NaN);
      const from = ptr[blocks[b]];
      for (let s = blocks[b]; s < blocks[b + 1]; ++s) {
        let own = 0;
        cross.fill(0);
        for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) {
          const w = count.weight(mu[i], mu[i], scatter);
          ratio.gradient(i, g);
          for (let k = excessSize; k < first; ++k) g[k] = loglinear[k - excessSize][from + i];
          own += w;
          for (let k = 0; k < first; ++k) {
            cross[k] += w * g[k];
            for (let l = 0; l <= k; ++l) information[k * size + l] += w * g[k] * g[l];
          }
        }
        if (profiled && own > 0)
          for (let k = 0; k < first; ++k)
            for (let l = 0; l <= k; ++l) information[k * size + l] -= (cross[k] * cross[l]) / own;
      }
    }
    // τ is uncorrelated with all else in the mean; its own expectation has no closed form, so what is observed stands.
    if (tau >= 0) information[tau * size + tau] = evaluate(theta)?.information[tau * size + tau] ?? NaN;
    mirror(information, size);
    return information;
  }

  function fitted(theta: Float64Array): Fitted {
    const n = cases.length;
    const result = {background: new Float64Array(n), excess: new Float64Array(n)};
    for (let b = 0; b + 1 < blocks.length; ++b) {
      writeBlock(theta, b);
      const from = ptr[blocks[b]];
      for (let s = blocks[b]; s < blocks[b + 1]; ++s) {
        for (let i = ptr[s] - from; i < ptr[s + 1] - from; ++i) {
          result.background[from + i] = background[i];
          result.excess[from + i] = mu[i] - background[i];
        }
      }
    }
    return {...result, levels: levels.slice()};
  }

  /** Sets the intercept so that fitted cases add up to cases, as they do for Poisson counts. */
  function settle(theta: Float64Array, held: readonly number[]): void {
    if (held.includes(intercept)) return;
    let [observed, expectedCases] = [0, 0];
    for (let b = 0; b + 1 < blocks.length; ++b) {
      if (!writeBlock(theta, b)) return;
      const from = ptr[blocks[b]];
      for (let i = 0; i < ptr[blocks[b + 1]] - from; ++i) {
        observed += cases[from + i];
        expectedCases += mu[i];
      }
    }
    const move = log(observed / expectedCases) / loglinear[intercept - excessSize][0];
    if (Number.isFinite(move)) theta[intercept] += move;
  }

  const start = new Float64Array(size);
  if (tau >= 0) start[tau] = 0.1;
  return {
    size,
    evaluate,
    expected,
    fitted,
    region: jointRegion(cells),
    start,
    ...(intercept >= 0 && tau < 0 && {settle})
  };
}
